#include <optional>
#include <string>
#include <utility>

#include "core/base/check.h"
#include "core/consent/standing.h"
#include "core/view/cards.h"
#include "core/view/format.h"
#include "core/view/frame.h"
#include "core/view/value.h"

namespace samtycke::view {
namespace {

// What was agreed to: an earlier version's words, or those of the terms, which may still stand and not be
// about this cell any more.
std::optional<notice::EarlierText> agreed_to(const Setting& setting, const consent::Decision& by) {
  if (const auto* earlier = notice::find(setting.earlier, by.text_sha256)) return *earlier;
  for (const notice::Agreeable& one : notice::agreeable(setting.notice)) {
    const auto hash = one.sha256->by_language.find(by.language);
    if (hash == one.sha256->by_language.end() || hash->second != by.text_sha256) continue;
    const auto text = one.text->by_language.find(by.language);
    if (text == one.text->by_language.end()) continue;
    return notice::EarlierText{by.text_sha256, text->second, std::string(one.company)};
  }
  return std::nullopt;
}

// The words alone may be as before, so a company that is another is named under both of them.
std::string with_company(const Words& words, std::string said, const std::string& company) {
  return std::move(said) + " " + words("consents.company", {{"company", company}});
}

// Then and now, one under the other, and a yes or no for this cell alone.
void add_question(const Setting& setting, const consent::MemberFile& file, const notice::Cell& cell,
                  std::vector<Block>& blocks) {
  const Words& words = setting.words;
  const auto standing = consent::standing_of(file.decisions, cell, setting.notice);
  const auto* agreed = std::get_if<consent::Agreed>(&standing);
  const notice::CellText* now = notice::find(setting.notice, cell);
  SAMTYCKE_CHECK(agreed != nullptr && now != nullptr);
  const std::string name = name_of(setting, cell);
  const std::string id = "asked-" + cell.sender.text() + "-" + cell.channel.text();
  const auto then = agreed_to(setting, agreed->by);
  std::string said_then = then ? then->text : words("asked.then_unknown");
  std::string said_now = now->wording.text.in(words.language());
  const std::string& company = notice::find(setting.notice, cell.sender)->legal_name;
  if (then && !then->company.empty() && then->company != company) {
    said_then = with_company(words, std::move(said_then), then->company);
    said_now = with_company(words, std::move(said_now), company);
  }
  const std::string day = format_day(local_day(agreed->by.at), words.language());

  blocks.push_back({Heading{id, 3, name}});
  blocks.push_back(
      facts(id + "-texts",
            {{words("asked.then"), said_then,
              words("asked.then_when",
                    {{"day", day}, {"version", std::to_string(agreed->by.notice_version)}})},
             {words("asked.now"), said_now,
              words("asked.now_version", {{"version", std::to_string(setting.notice.version)}})}}));
  Actions answers;
  answers.id = id + "-answers";
  answers.blocks.push_back(button(id + "-yes", words("asked.yes", {{"what", name}}),
                                  Emphasis::plain, answer_name(cell, true)));
  answers.blocks.push_back(button(id + "-no", words("asked.no", {{"what", name}}), Emphasis::plain,
                                  answer_name(cell, false)));
  blocks.push_back({std::move(answers)});
}

}  // namespace

std::string asked_again_in_words(const Setting& setting, std::size_t count) {
  return setting.words(count == 1 ? "asked.one" : "asked.many", {{"n", std::to_string(count)}});
}

Block asked_again_card(const Setting& setting, const consent::MemberFile& file,
                       const std::vector<notice::Cell>& cells) {
  const Words& words = setting.words;
  Form form = form_to(setting, PageName::consents, "asked-form", words("asked.title"));
  form.hidden.emplace_back("notice_version", std::to_string(setting.notice.version));
  form.hidden.emplace_back("revision", std::to_string(file.revision));
  for (const notice::Cell& cell : cells) add_question(setting, file, cell, form.blocks);
  return card(
      "asked", words("asked.title"),
      {paragraph("asked-text", asked_again_in_words(setting, cells.size())), {std::move(form)}});
}

}  // namespace samtycke::view
