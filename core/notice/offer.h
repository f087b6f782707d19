// An offer: what the club wants to send, to whom, by which channels and when.
//
// Offers come and go every week, so they are not a part of a published notice. They lie beside it, in
// offers.json, and may name only what the notice in force has.
#pragma once

#include <vector>

#include "core/base/day.h"
#include "core/base/id.h"
#include "core/base/language.h"

namespace samtycke::notice {

// General: the same for every member that its sender may reach. Personal: for those in its segment, so
// it rests on the analysis (N2, N3).
enum class OfferKind { general, personal };

struct Offer {
  OfferId id;
  SenderId sender;
  std::vector<ChannelId> channels;  // At least one.
  OfferKind kind = OfferKind::general;
  SegmentId segment;  // Of a personal offer, and of no other.
  TopicId topic;      // May be empty.
  Day from;           // Local days, both included.
  Day until;
  Text title;
  Text text;
  ClauseId clause;  // The sentence that promises such offers.
};
using Offers = std::vector<Offer>;

// Null where there is none.
const Offer* find(const Offers&, const OfferId&);

}  // namespace samtycke::notice
