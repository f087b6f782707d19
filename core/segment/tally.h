// Counts receipts and interactions one by one, so that a fact can be worked out for today and, by taking
// them in the other order, for every later day as they leave its window.
#pragma once

#include <cstdint>
#include <optional>

#include "core/base/instant.h"
#include "core/member/holdings.h"
#include "core/notice/rule.h"

namespace samtycke::segment {

struct Tally {
  std::int64_t times = 0;         // Purchases, or interactions.
  member::Amount amount;          // Paid for the topic, or for everything where there is none.
  member::Amount whole_amount;    // Paid for everything.
  std::optional<Instant> latest;  // Of the purchases.
};

bool is_purchase_of(const notice::Purchases&, const member::Receipt&);
// Whether the receipt adds to an amount, or takes from it.
bool concerns(const notice::Purchases&, const member::Receipt&);
bool concerns(const notice::InteractionCount&, const member::Interaction&);

void add(Tally&, const notice::Purchases&, const member::Receipt&);
void add(Tally&, const notice::InteractionCount&, const member::Interaction&);

// The topic's share in whole percent, rounded down, 0 to 100. None where nothing was paid.
std::optional<std::int64_t> percent(const Tally&);

}  // namespace samtycke::segment
