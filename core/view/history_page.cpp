#include <algorithm>

#include "core/base/check.h"
#include "core/view/format.h"
#include "core/view/frame.h"
#include "core/view/pages.h"
#include "core/view/value.h"

namespace samtycke::view {
namespace {

// The newest are read at once; a page of many hundred cards is slow to read, to listen to and to draw.
constexpr std::size_t most_open = 20;

struct History {
  const Setting& setting;
  const consent::MemberFile& file;
  const HistoryState& state;

  const Words& words() const { return setting.words; }
  const Language& language() const { return setting.words.language(); }
  std::string number(std::size_t n) const {
    return format_number(static_cast<std::int64_t>(n), language());
  }
  ReceiptState receipt(std::size_t i) const {
    return i < state.receipts.size() ? state.receipts[i] : ReceiptState::checking;
  }
  std::size_t count(ReceiptState wanted) const {
    std::size_t n = 0;
    for (std::size_t i = 0; i < file.decisions.size(); ++i) n += receipt(i) == wanted ? 1U : 0U;
    return n;
  }
  std::string counted(const std::string& key, std::size_t n) const {
    return words()(key + (n == 1 ? ".one" : ".many"), {{"n", number(n)}});
  }
};

// In the reader's own language where we have its name.
std::string language_name(const History& history, const Language& language) {
  const Words* words = find(history.setting.all_words, language);
  return words == nullptr ? language.text() : (*words)("language.name");
}

Fact text_fact(const History& history, const consent::Decision& decision) {
  const Words& words = history.words();
  const std::string version = words(
      "history.version", {{"version", format_number(decision.notice_version, history.language())},
                          {"language", language_name(history, decision.language)}});
  return {words("history.text"), version, {}};
}

Fact way_fact(const History& history, const consent::Decision& decision) {
  const Words& words = history.words();
  const bool by_member = decision.actor.empty() || decision.actor == "member";
  return {words("decision.way"), words("way." + std::string(consent::key(decision.way))),
          by_member ? std::string() : words("history.actor", {{"actor", decision.actor}})};
}

Block decision_card(const History& history, std::size_t i) {
  const Words& words = history.words();
  const consent::Decision& decision = history.file.decisions[i];
  const std::string number = std::to_string(i + 1);
  const std::string id = "decision-" + number;
  const ReceiptState receipt = history.receipt(i);
  const std::string state = "history." + std::string(key(receipt));
  std::vector<Block> blocks = {facts(
      id + "-facts", {{words("decision.when"), format_moment(decision.at, history.language()), {}},
                      way_fact(history, decision),
                      text_fact(history, decision),
                      {words("history.receipt"), words(state), words(state + "_about")}})};
  if (receipt != ReceiptState::waiting && receipt != ReceiptState::checking) {
    blocks.push_back(link(id + "-receipt", words("history.download", {{"number", number}}),
                          receipt_path(i + 1)));
  }
  // The number also tells two cards apart that are about the same thing (axe: landmark-unique).
  return card(id, history.number(i + 1) + ". " + act_in_words(history.setting, decision.act),
              std::move(blocks));
}

// What the receipts say together, the worst first.
Block sum_of(const History& history) {
  const std::size_t all = history.file.decisions.size();
  const auto say = [&](Mood mood, std::string text) {
    return message("receipts", mood, std::move(text));
  };
  if (const auto n = history.count(ReceiptState::failed); n > 0) {
    return say(Mood::error, history.counted("history.sum_failed", n));
  }
  if (history.count(ReceiptState::not_fetched) > 0) {
    return say(Mood::warning, history.words()("history.sum_not_fetched"));
  }
  if (history.count(ReceiptState::checking) > 0) {
    return say(Mood::info, history.words()("history.sum_checking"));
  }
  if (const auto n = history.count(ReceiptState::waiting); n > 0) {
    return say(Mood::info, history.counted("history.sum_waiting", n));
  }
  if (history.count(ReceiptState::said_by_club) > 0) {
    return say(Mood::info, history.words()("history.sum_said_by_club"));
  }
  return say(Mood::success, history.counted("history.sum_verified", all));
}

void add_decisions(const History& history, Page& page) {
  const std::size_t all = history.file.decisions.size();
  const std::size_t open = std::min(all, most_open);
  for (std::size_t n = 0; n < open; ++n) {
    page.blocks.push_back(decision_card(history, all - 1 - n));
  }
  if (open == all) return;
  Details older;
  older.id = "older";
  older.summary = history.counted("history.older", all - open);
  for (std::size_t n = open; n < all; ++n) {
    older.blocks.push_back(decision_card(history, all - 1 - n));
  }
  page.blocks.push_back({std::move(older)});
}

Block how_card(const History& history) {
  const Words& words = history.words();
  std::vector<Block> blocks = {paragraph("how-chain", words("history.how_chain")),
                               paragraph("how-alone", words("history.how_alone"))};
  if (!history.state.key.empty()) {
    blocks.push_back(
        facts("how-key", {{words("history.key"), history.state.key, words("history.key_about")}}));
  }
  blocks.push_back(
      link("key-file", words("history.key_file"), "/api/v1/ledger.pub", LinkLook::download));
  return card("how", words("history.how"), std::move(blocks));
}

}  // namespace

std::string_view key(ReceiptState state) {
  switch (state) {
    case ReceiptState::said_by_club: return "said_by_club";
    case ReceiptState::checking: return "checking";
    case ReceiptState::waiting: return "waiting";
    case ReceiptState::verified: return "verified";
    case ReceiptState::failed: return "failed";
    case ReceiptState::not_fetched: return "not_fetched";
  }
  SAMTYCKE_NEVER("a state without a key");
}

std::string receipt_path(std::size_t number) {
  return "/api/v1/me/receipt?number=" + std::to_string(number);
}

Page history_page(const Setting& setting, const consent::MemberFile& file,
                  const HistoryState& state) {
  const History history{setting, file, state};
  const Words& words = setting.words;
  Page page = framed(setting, PageName::history, words("history.title"), true);
  page.blocks.push_back(paragraph("lead", words("history.lead"), Tone::lead));
  if (file.decisions.empty()) {
    page.blocks.push_back(paragraph("decisions-none", words("decisions.none")));
  } else {
    page.blocks.push_back(sum_of(history));
    if (history.count(ReceiptState::waiting) + history.count(ReceiptState::not_fetched) > 0) {
      page.blocks.push_back(
          link("again", words("history.again"), path_of(PageName::history, words)));
    }
    add_decisions(history, page);
  }
  page.blocks.push_back(how_card(history));
  return page;
}

}  // namespace samtycke::view
