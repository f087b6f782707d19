#include <algorithm>

#include "core/base/overloaded.h"
#include "core/consent/standing.h"
#include "core/segment/explain.h"
#include "core/segment/nearest_change.h"
#include "core/view/fact_words.h"
#include "core/view/format.h"
#include "core/view/frame.h"
#include "core/view/pages.h"
#include "core/view/value.h"

namespace samtycke::view {
namespace {

// The longest a list of deciding rows gets; all of them stand on the page about the member's data.
constexpr std::size_t most_deciding = 20;

struct Why {
  const Setting& setting;
  const consent::MemberFile& file;
  const segment::Readable readable;

  const Words& words() const { return setting.words; }
  const notice::Notice& notice() const { return setting.notice; }
  const Language& language() const { return setting.words.language(); }
  std::string in_words(const Text& text) const { return text.in(setting.words.language()); }
};

// The conditions of a rule, one after the other, with the receipts that decided each.
class Conditions {
 public:
  Conditions(const Why& why, std::string id) : why_(why), id_(std::move(id)) {}

  std::vector<Block> of(const segment::Answer& answer) && {
    add(answer, false);
    flush();
    return std::move(blocks_);
  }

 private:
  void add(const segment::Answer& answer, bool forbidden) {
    std::visit(Overloaded{[&](const segment::Tested& it) { add(it, answer.met, forbidden); },
                          [&](const segment::AllOf& it) {
                            if (forbidden) say("why.not_all_of");
                            add_all(it.parts, forbidden);
                          },
                          [&](const segment::AnyOf& it) {
                            say(forbidden ? "why.none_of" : "why.any_of");
                            add_all(it.parts, forbidden);
                          },
                          [&](const segment::NotThis& it) { add_all(it.part, !forbidden); }},
               answer.of);
  }
  void add_all(const std::vector<segment::Answer>& parts, bool forbidden) {
    // Single conditions first: what follows "at least one of these" would be taken to belong to it.
    for (const bool single : {true, false}) {
      for (const segment::Answer& part : parts) {
        if (std::holds_alternative<segment::Tested>(part.of) == single) add(part, forbidden);
      }
    }
  }
  void add(const segment::Tested& tested, bool met, bool forbidden) {
    const bool fulfilled = met != forbidden;
    facts_.push_back({why_.words()(fulfilled ? "why.met" : "why.not_met"),
                      found_in_words(why_.setting, tested),
                      need_in_words(why_.setting, tested.condition, forbidden)});
    add_deciding(tested);
  }
  void add_deciding(const segment::Tested& tested) {
    const std::size_t n = how_many(tested.deciding);
    if (n == 0) return;
    flush();
    Details details;
    details.id = next();
    const bool receipts = std::holds_alternative<segment::Receipts>(tested.deciding);
    const std::string key = receipts ? "why.receipts" : "why.interactions";
    details.summary =
        why_.words()(key + (n == 1 ? ".one" : ".many"),
                     {{"n", format_number(static_cast<std::int64_t>(n), why_.language())}});
    details.blocks.push_back(
        list(details.id + "-rows",
             deciding_in_words(why_.setting, why_.file, tested.deciding, most_deciding)));
    if (n > most_deciding) {
      details.blocks.push_back(link(details.id + "-all", why_.words()("why.all_rows"),
                                    path_of(PageName::data, why_.words())));
    }
    blocks_.push_back({std::move(details)});
  }
  void say(std::string_view key) {
    flush();
    blocks_.push_back(paragraph(next(), why_.words()(key)));
  }
  void flush() {
    if (facts_.empty()) return;
    blocks_.push_back(facts(next(), std::move(facts_)));
    facts_.clear();
  }
  std::string next() { return id_ + "-" + std::to_string(++count_); }

  const Why& why_;
  std::string id_;
  std::vector<Fact> facts_;
  std::vector<Block> blocks_;
  int count_ = 0;
};

void add_changes(const Why& why, const std::string& id, const segment::Answer& answer,
                 std::vector<Block>& blocks) {
  if (answer.turns) {
    blocks.push_back(paragraph(id + "-turns",
                               why.words()(answer.met ? "why.leaves_on" : "why.joins_on",
                                           {{"day", format_day(*answer.turns, why.language())}})));
  }
  std::vector<std::string> lines;
  for (const segment::Change& change : segment::nearest_change(answer)) {
    if (change.by == segment::By::nothing) return;  // Nobody is told to do what cannot be done.
    lines.push_back(change_in_words(why.setting, change));
  }
  if (lines.empty()) return;
  blocks.push_back(
      paragraph(id + "-change", why.words()(answer.met ? "why.to_leave" : "why.to_join")));
  blocks.push_back(list(id + "-changes", std::move(lines)));
}

Block segment_card(const Why& why, const notice::Segment& segment,
                   const segment::Explanation& explanation) {
  const std::string id = "segment-" + segment.id.text();
  std::vector<Block> blocks = {paragraph(id + "-about", why.in_words(segment.explanation))};
  std::visit(Overloaded{[&](const segment::Off& off) {
                          blocks.push_back(paragraph(id + "-off", off_in_words(why.setting, off)));
                        },
                        [&](const segment::Answer& answer) {
                          const char* key = answer.met ? "why.in" : "why.out";
                          blocks.push_back(paragraph(id + "-state", why.words()(key)));
                          for (Block& one : Conditions(why, id + "-because").of(answer)) {
                            blocks.push_back(std::move(one));
                          }
                          add_changes(why, id, answer, blocks);
                        }},
             explanation);
  return card(id, why.in_words(segment.name), std::move(blocks));
}

Block group(std::string id, std::string title, std::vector<Block> blocks) {
  return {Section{std::move(id), std::move(title), SectionLook::plain, std::move(blocks)}};
}

// Those the member is in, those they are not in, and those that are not worked out.
void add_segments(const Why& why, Page& page) {
  const auto& segments = why.notice().segmentation.segments;
  if (segments.empty()) {
    page.blocks.push_back(paragraph("segments-none", why.words()("why.no_segments")));
    return;
  }
  if (const auto bar = why.readable.bar()) {
    page.blocks.push_back(
        message("analysis-off", Mood::info, off_in_words(why.setting, segment::Off{*bar})));
    page.blocks.push_back(link("to-consents", why.words()("why.to_change"),
                               path_of(PageName::consents, why.words())));
    std::vector<std::string> names;
    names.reserve(segments.size());
    for (const auto& segment : segments) names.push_back(why.in_words(segment.explanation));
    page.blocks.push_back(card("segments-off", why.words()("why.segments_off"),
                               {list("segments-off-list", std::move(names))}));
    return;
  }
  std::vector<Block> in, out, off;
  for (const notice::Segment& segment : segments) {
    const auto explanation = segment::explain(segment.rule, why.readable);
    Block made = segment_card(why, segment, explanation);
    const auto* answer = std::get_if<segment::Answer>(&explanation);
    (answer == nullptr ? off : answer->met ? in : out).push_back(std::move(made));
  }
  if (in.empty()) in.push_back(paragraph("segments-in-none", why.words()("why.in_none")));
  page.blocks.push_back(group("segments-in", why.words()("why.segments_in"), std::move(in)));
  if (!off.empty()) {
    page.blocks.push_back(group("segments-off", why.words()("why.segments_off"), std::move(off)));
  }
  if (!out.empty()) {
    page.blocks.push_back(group("segments-out", why.words()("why.segments_out"), std::move(out)));
  }
}

}  // namespace

Page why_page(const Setting& setting, const consent::MemberFile& file) {
  const Why why{setting, file, segment::Readable(file, setting.notice, setting.now)};
  const Words& words = setting.words;
  Page page = framed(setting, PageName::why, words("why_page.title"), true);
  page.blocks.push_back(paragraph("lead", words("why_page.lead"), Tone::lead));
  page.blocks.push_back(
      link("to-notice", words("why_page.to_notice"), path_of(PageName::notice, words)));
  page.blocks.push_back(
      link("to-offers", words("why_page.to_offers"), path_of(PageName::offers, words)));
  add_segments(why, page);
  return page;
}

}  // namespace samtycke::view
