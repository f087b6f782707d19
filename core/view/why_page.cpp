#include <algorithm>

#include "core/base/overloaded.h"
#include "core/consent/standing.h"
#include "core/segment/explain.h"
#include "core/segment/nearest_change.h"
#include "core/verdict/offers_for.h"
#include "core/view/fact_words.h"
#include "core/view/format.h"
#include "core/view/frame.h"
#include "core/view/pages.h"
#include "core/view/value.h"
#include "core/view/verdict_words.h"

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

// ---- Segments.

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

// ---- Offers.

std::string period_of(const Why& why, const notice::Offer& offer) {
  return why.words()("why.period", {{"from", format_day(offer.from, why.language())},
                                    {"until", format_day(offer.until, why.language())}});
}

std::string channel_name(const Why& why, const ChannelId& id) {
  const notice::Channel* channel = notice::find(why.notice(), id);
  return channel == nullptr ? id.text() : why.in_words(channel->name);
}

// From whom, when, and by what right.
std::vector<Fact> about_offer(const Why& why, const notice::Offer& offer) {
  const notice::Sender* sender = notice::find(why.notice(), offer.sender);
  std::vector<Fact> all = {
      {why.words()("why.from"),
       sender == nullptr ? offer.sender.text() : why.in_words(sender->name),
       sender == nullptr || sender->legal_name.empty()
           ? std::string()
           : why.words()("consents.company", {{"company", sender->legal_name}})},
      {why.words()("why.when"), period_of(why, offer), {}}};
  return all;
}

std::string reason_to_get(const Why& why, const notice::Offer& offer) {
  const notice::Segment* segment = notice::find(why.notice(), offer.segment);
  if (segment == nullptr) return why.words()("why.everyone");
  return why.words()("why.because_segment", {{"segment", why.in_words(segment->name)}});
}

// A channel with its reason; channels with the same reason are told about together.
void add_reasons(const Why& why, const notice::Offer& offer, const verdict::OfferAnswer& answer,
                 std::vector<Fact>& all) {
  std::vector<Fact> reasons;
  std::vector<std::vector<std::string>> channels;
  for (const verdict::ByChannel& by : answer.channels) {
    const auto* no = std::get_if<verdict::No>(&by.verdict);
    if (no == nullptr) continue;
    Fact reason{{},
                no_in_words(why.setting, *no, {offer.sender, by.channel}, &offer),
                source_in_words(why.setting, *no)};
    std::size_t i = 0;
    while (i < reasons.size() && reasons[i].value != reason.value) ++i;
    if (i == reasons.size()) {
      reasons.push_back(std::move(reason));
      channels.emplace_back();
    }
    channels[i].push_back(channel_name(why, by.channel));
  }
  for (std::size_t i = 0; i < reasons.size(); ++i) {
    reasons[i].term =
        why.words()("why.not_by", {{"channels", enumerated(channels[i], why.words())}});
    all.push_back(std::move(reasons[i]));
  }
}

Block offer_card(const Why& why, const notice::Offer& offer, const verdict::OfferAnswer& answer) {
  const std::string id = "offer-" + offer.id.text();
  std::vector<Fact> all = about_offer(why, offer);
  std::vector<std::string> by;
  for (const verdict::ByChannel& one : answer.channels) {
    if (verdict::is_yes(one.verdict)) by.push_back(channel_name(why, one.channel));
  }
  if (!by.empty()) {
    const std::size_t n = number_of(why.notice(), offer.clause);
    all.push_back({why.words()("why.by"), enumerated(by, why.words()), {}});
    all.push_back({why.words()("why.because"), reason_to_get(why, offer),
                   n == 0 ? std::string() : why.words()("why.clause", {{"n", std::to_string(n)}})});
  }
  add_reasons(why, offer, answer, all);
  std::vector<Block> blocks;
  if (const std::string text = why.in_words(offer.text); !text.empty()) {
    blocks.push_back(paragraph(id + "-text", text));
  }
  blocks.push_back(facts(id + "-facts", std::move(all)));
  return card(id, why.in_words(offer.title), std::move(blocks));
}

void add_offers(const Why& why, Page& page) {
  std::vector<Block> got, missed;
  const notice::Offers& offers = why.setting.offers;
  for (const verdict::OfferAnswer& answer :
       verdict::offers_for(why.file, why.notice(), offers, why.setting.now)) {
    const notice::Offer* offer = notice::find(offers, answer.offer);
    if (offer == nullptr) continue;
    (verdict::reaches(answer) ? got : missed).push_back(offer_card(why, *offer, answer));
  }
  if (got.empty()) {
    got.push_back(paragraph("offers-none",
                            why.words()(offers.empty() ? "why.no_offers" : "why.offers_none")));
  }
  page.blocks.push_back(group("offers", why.words()("why.offers"), std::move(got)));
  if (missed.empty()) return;
  page.blocks.push_back(
      group("offers-missed", why.words()("why.offers_missed"), std::move(missed)));
}

}  // namespace

Page why_page(const Setting& setting, const consent::MemberFile& file) {
  const Why why{setting, file, segment::Readable(file, setting.notice, setting.now)};
  const Words& words = setting.words;
  Page page = framed(setting, PageName::why, words("why_page.title"), true);
  page.blocks.push_back(paragraph("lead", words("why_page.lead"), Tone::lead));
  page.blocks.push_back(
      link("to-notice", words("why_page.to_notice"), path_of(PageName::notice, words)));
  add_offers(why, page);
  add_segments(why, page);
  return page;
}

}  // namespace samtycke::view
