#include "core/base/check.h"
#include "core/consent/standing.h"
#include "core/view/cards.h"
#include "core/view/format.h"
#include "core/view/frame.h"
#include "core/view/value.h"

namespace samtycke::view {
namespace {

// The words that were agreed to: an earlier version's, or those of the terms, which may still stand and not
// be about this cell any more.
const std::string* words_agreed_to(const Setting& setting, const consent::Decision& by) {
  if (const std::string* text = notice::find(setting.earlier, by.text_sha256)) return text;
  for (const notice::Wording* wording : notice::wordings(setting.notice)) {
    const auto hash = wording->sha256.by_language.find(by.language);
    if (hash == wording->sha256.by_language.end() || hash->second != by.text_sha256) continue;
    const auto text = wording->text.by_language.find(by.language);
    if (text != wording->text.by_language.end()) return &text->second;
  }
  return nullptr;
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
  const std::string* then = words_agreed_to(setting, agreed->by);
  const std::string day = format_day(local_day(agreed->by.at), words.language());

  blocks.push_back({Heading{id, 3, name}});
  blocks.push_back(
      facts(id + "-texts",
            {{words("asked.then"), then == nullptr ? words("asked.then_unknown") : *then,
              words("asked.then_when",
                    {{"day", day}, {"version", std::to_string(agreed->by.notice_version)}})},
             {words("asked.now"), now->wording.text.in(words.language()),
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
