#include "core/verdict/offers_for.h"

#include <algorithm>
#include <utility>

namespace samtycke::verdict {
namespace {

Question about(const notice::Offer& offer, const ChannelId& channel, Instant at) {
  return {offer.sender, channel, offer.kind, offer.id, at};
}

}  // namespace

bool reaches(const OfferAnswer& answer) {
  return std::any_of(answer.channels.begin(), answer.channels.end(),
                     [](const ByChannel& by) { return is_yes(by.verdict); });
}

bool reaches(const consent::MemberFile& file, const notice::Offer& offer,
             const notice::Notice& notice, const notice::Offers& offers, Instant at) {
  return std::any_of(offer.channels.begin(), offer.channels.end(), [&](const ChannelId& channel) {
    return is_yes(verdict(file, about(offer, channel, at), notice, offers));
  });
}

std::vector<OfferAnswer> offers_for(const consent::MemberFile& file, const notice::Notice& notice,
                                    const notice::Offers& offers, Instant at) {
  const segment::Readable readable{file, notice, at};
  std::vector<OfferAnswer> answers;
  for (const notice::Offer& offer : offers) {
    OfferAnswer answer{offer.id, {}, {}};
    for (const ChannelId& channel : offer.channels) {
      answer.channels.push_back(
          {channel, verdict(file, about(offer, channel, at), notice, offers)});
    }
    if (const notice::Segment* segment = notice::find(notice, offer.segment)) {
      answer.segment = segment::explain(segment->rule, readable);
    }
    answers.push_back(std::move(answer));
  }
  return answers;
}

}  // namespace samtycke::verdict
