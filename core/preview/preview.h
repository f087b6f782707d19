// "What if": what saving a draft would do, before it is saved.
//
// The draft is decided by the same decide_all() that saving runs, so a preview cannot promise what the
// server would refuse; what it refuses is in the outcome, with the reason.
#pragma once

#include <vector>

#include "core/consent/decide.h"
#include "core/preview/difference.h"

namespace samtycke::preview {

struct Preview {
  consent::Outcome outcome;
  Difference difference;  // Between the file as it is and `outcome.after`, both at the same moment.
};

Preview preview(const consent::MemberFile&, const std::vector<consent::Wish>& draft,
                const notice::Notice&, const notice::Offers&, const consent::Circumstance&);

// The same for an outcome that is there already.
Difference difference_made(const consent::MemberFile& before, const consent::Outcome&,
                           const notice::Notice&, const notice::Offers&, Instant at);

}  // namespace samtycke::preview
