#include "core/verdict/offers_for.h"
#include "core/view/format.h"
#include "core/view/frame.h"
#include "core/view/pages.h"
#include "core/view/verdict_words.h"

namespace samtycke::view {
namespace {

struct Offers {
  const Setting& setting;

  const Words& words() const { return setting.words; }
  const notice::Notice& notice() const { return setting.notice; }
  const Language& language() const { return setting.words.language(); }
  std::string in_words(const Text& text) const { return text.in(setting.words.language()); }
};

std::string period_of(const Offers& all, const notice::Offer& offer) {
  return all.words()("why.period", {{"from", format_day(offer.from, all.language())},
                                    {"until", format_day(offer.until, all.language())}});
}

std::string channel_name(const Offers& all, const ChannelId& id) {
  const notice::Channel* channel = notice::find(all.notice(), id);
  return channel == nullptr ? id.text() : all.in_words(channel->name);
}

std::string sender_name(const Offers& all, const notice::Offer& offer) {
  const notice::Sender* sender = notice::find(all.notice(), offer.sender);
  return sender == nullptr ? offer.sender.text() : all.in_words(sender->name);
}

// From whom and when.
std::vector<Fact> about_offer(const Offers& all, const notice::Offer& offer) {
  const notice::Sender* sender = notice::find(all.notice(), offer.sender);
  return {{all.words()("why.from"), sender_name(all, offer),
           sender == nullptr || sender->legal_name.empty()
               ? std::string()
               : all.words()("consents.company", {{"company", sender->legal_name}})},
          {all.words()("why.when"), period_of(all, offer), {}}};
}

std::string reason_to_get(const Offers& all, const notice::Offer& offer) {
  const notice::Segment* segment = notice::find(all.notice(), offer.segment);
  if (segment == nullptr) return all.words()("why.everyone");
  return all.words()("why.because_segment", {{"segment", all.in_words(segment->name)}});
}

// A channel with its reason; channels with the same reason are told about together.
void add_reasons(const Offers& all, const notice::Offer& offer, const verdict::OfferAnswer& answer,
                 std::vector<Fact>& said) {
  std::vector<Fact> reasons;
  std::vector<std::vector<std::string>> channels;
  for (const verdict::ByChannel& by : answer.channels) {
    const auto* no = std::get_if<verdict::No>(&by.verdict);
    if (no == nullptr) continue;
    Fact reason{{},
                no_in_words(all.setting, *no, {offer.sender, by.channel}, &offer),
                source_in_words(all.setting, *no)};
    std::size_t i = 0;
    while (i < reasons.size() && reasons[i].value != reason.value) ++i;
    if (i == reasons.size()) {
      reasons.push_back(std::move(reason));
      channels.emplace_back();
    }
    channels[i].push_back(channel_name(all, by.channel));
  }
  for (std::size_t i = 0; i < reasons.size(); ++i) {
    reasons[i].term =
        all.words()("why.not_by", {{"channels", enumerated(channels[i], all.words())}});
    said.push_back(std::move(reasons[i]));
  }
}

// How it comes, and why; and how it does not, and why not.
std::vector<Block> told(const Offers& all, const notice::Offer& offer,
                        const verdict::OfferAnswer& answer, const std::string& id) {
  std::vector<Fact> said = about_offer(all, offer);
  std::vector<std::string> by;
  for (const verdict::ByChannel& one : answer.channels) {
    if (verdict::is_yes(one.verdict)) by.push_back(channel_name(all, one.channel));
  }
  if (!by.empty()) {
    const std::size_t n = number_of(all.notice(), offer.clause);
    said.push_back({all.words()("why.by"), enumerated(by, all.words()), {}});
    said.push_back(
        {all.words()("why.because"), reason_to_get(all, offer),
         n == 0 ? std::string() : all.words()("why.clause", {{"n", std::to_string(n)}})});
  }
  add_reasons(all, offer, answer, said);
  std::vector<Block> blocks;
  if (const std::string text = all.in_words(offer.text); !text.empty()) {
    blocks.push_back(paragraph(id + "-text", text));
  }
  blocks.push_back(facts(id + "-facts", std::move(said)));
  return blocks;
}

// Folded: of many offers that do not come, one looks for the one that a friend got.
Block folded(const Offers& all, const notice::Offer& offer, const verdict::OfferAnswer& answer) {
  const std::string id = "offer-" + offer.id.text();
  Details details;
  details.id = id;
  details.summary = all.words()("offers.summary", {{"title", all.in_words(offer.title)},
                                                   {"sender", sender_name(all, offer)}});
  details.blocks = told(all, offer, answer, id);
  return {std::move(details)};
}

Block group(std::string id, std::string title, std::vector<Block> blocks) {
  return {Section{std::move(id), std::move(title), SectionLook::plain, std::move(blocks)}};
}

struct Sorted {
  std::vector<Block> personal, general, missed, to_come, over;
};

Sorted sorted(const Offers& all, const consent::MemberFile& file) {
  Sorted sorted;
  const Day today = local_day(all.setting.now);
  for (const verdict::OfferAnswer& answer :
       verdict::offers_for(file, all.notice(), all.setting.offers, all.setting.now)) {
    const notice::Offer* offer = notice::find(all.setting.offers, answer.offer);
    if (offer == nullptr) continue;
    if (verdict::reaches(answer)) {
      const std::string id = "offer-" + offer->id.text();
      const bool personal = notice::find(all.notice(), offer->segment) != nullptr;
      (personal ? sorted.personal : sorted.general)
          .push_back(card(id, all.in_words(offer->title), told(all, *offer, answer, id)));
    } else {
      (offer->until < today  ? sorted.over
       : today < offer->from ? sorted.to_come
                             : sorted.missed)
          .push_back(folded(all, *offer, answer));
    }
  }
  return sorted;
}

}  // namespace

Page offers_page(const Setting& setting, const consent::MemberFile& file) {
  const Offers all{setting};
  const Words& words = setting.words;
  Page page = framed(setting, PageName::offers, words("offers.title"), true);
  page.blocks.push_back(paragraph("lead", words("offers.lead"), Tone::lead));
  Sorted sorted_offers = sorted(all, file);
  const auto add = [&](const char* id, std::string_view title, std::vector<Block> blocks) {
    if (blocks.empty()) return;
    page.blocks.push_back(group(id, words(title), std::move(blocks)));
  };
  if (sorted_offers.personal.empty() && sorted_offers.general.empty()) {
    page.blocks.push_back(card(
        "offers", words("offers.none_title"),
        {paragraph("offers-none", words(setting.offers.empty() ? "why.no_offers" : "offers.none")),
         link("to-consents", words("overview.to_consents"), path_of(PageName::consents, words),
              LinkLook::button)}));
  }
  add("offers-personal", "offers.personal", std::move(sorted_offers.personal));
  add("offers-general", "offers.general", std::move(sorted_offers.general));
  const auto add_folded = [&](const char* id, std::string_view title, std::vector<Block> blocks) {
    if (!blocks.empty()) page.blocks.push_back(card(id, words(title), std::move(blocks)));
  };
  add_folded("offers-missed", "offers.missed", std::move(sorted_offers.missed));
  add_folded("offers-to-come", "offers.to_come", std::move(sorted_offers.to_come));
  add_folded("offers-over", "offers.over", std::move(sorted_offers.over));
  page.blocks.push_back(
      link("to-why", words("offers.to_why"), path_of(PageName::why, words), LinkLook::button));
  return page;
}

}  // namespace samtycke::view
