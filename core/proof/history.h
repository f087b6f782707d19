// Whether the receipts of one member prove the decisions that a page shows them: each by itself, and all of
// them as one chain. The browser asks this by itself; the server asks it to say what the club says.
#pragma once

#include <vector>

#include "core/consent/decision.h"
#include "core/proof/receipt.h"

namespace samtycke::proof {

enum class Standing {
  holds,    // The receipt proves this very decision, as this one of this member's.
  pending,  // Not in the tree yet, or no receipt came for it yet.
  broken,   // It is about something else, was changed, or does not continue the one before it.
};

// One for each decision shown, oldest first; `receipts` in the same order. Receipts of decisions that are not
// shown yet are passed over. One that is broken says nothing about those after it.
std::vector<Standing> check_receipts(const MemberId&, const std::vector<consent::Decision>& shown,
                                     const std::vector<Receipt>&, const PublicKey&);

}  // namespace samtycke::proof
