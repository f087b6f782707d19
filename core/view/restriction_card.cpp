#include "core/consent/standing.h"
#include "core/view/cards.h"
#include "core/view/format.h"
#include "core/view/frame.h"

namespace samtycke::view {

Block restriction_card(const Setting& setting, const consent::MemberFile& file) {
  const Words& words = setting.words;
  const auto standing = consent::membership(file.decisions);
  const auto* restricted = std::get_if<consent::Restricted>(&standing);

  Form form = form_to(setting, PageName::data, "restriction-form", words("restriction.title"));
  // Lifting is a yes, and is said to what the page shows.
  form.hidden.emplace_back("notice_version", std::to_string(setting.notice.version));
  form.hidden.emplace_back("revision", std::to_string(file.revision));
  std::vector<Block> blocks;
  if (restricted != nullptr) {
    const std::string day = format_day(local_day(restricted->at), words.language());
    blocks.push_back(
        message("restricted", Mood::info, words("restriction.stands", {{"day", day}})));
    form.blocks.push_back(
        button("lift-restriction", words("restriction.lift"), Emphasis::plain, "lift_restriction"));
  } else {
    form.blocks.push_back(
        button("restrict", words("restriction.ask"), Emphasis::plain, "restrict"));
  }
  blocks.push_back(paragraph("restriction-text", words("restriction.text")));
  blocks.push_back({std::move(form)});
  blocks.push_back(paragraph("restriction-law", words("restriction.law"), Tone::muted));
  return card("restriction", words("restriction.title"), std::move(blocks));
}

}  // namespace samtycke::view
