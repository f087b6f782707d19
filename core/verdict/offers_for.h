// What a member gets, by which channels and why; and what they do not get, and why not (N2, N3).
#pragma once

#include <optional>
#include <vector>

#include "core/segment/explain.h"
#include "core/verdict/verdict.h"

namespace samtycke::verdict {

struct ByChannel {
  ChannelId channel;
  Verdict verdict;
  friend bool operator==(const ByChannel&, const ByChannel&) = default;
};

// Every offer gets an answer, also one that is over or has not begun: then that is the reason, where
// nothing weightier stands against it.
struct OfferAnswer {
  OfferId offer;
  std::vector<ByChannel> channels;  // Each channel of the offer, in its order.
  // Why the member is in the offer's segment, or is not; off where the analysis leaves them alone. None
  // for an offer without a segment, and for a segment that the notice does not have.
  std::optional<segment::Explanation> segment;
  friend bool operator==(const OfferAnswer&, const OfferAnswer&) = default;
};

// Whether the member gets it, by at least one channel.
bool reaches(const OfferAnswer&);
// The same of one offer, for whoever does not ask why: it explains nothing and stops at the first yes.
bool reaches(const consent::MemberFile&, const notice::Offer&, const notice::Notice&,
             const notice::Offers&, Instant at);

// In the order of the offers.
std::vector<OfferAnswer> offers_for(const consent::MemberFile&, const notice::Notice&,
                                    const notice::Offers&, Instant at);

}  // namespace samtycke::verdict
