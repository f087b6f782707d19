// The no of somebody who was erased: what is left of it, and what it does when they are a member again.
//
// A no outlives the membership (L22; NIX-nämnden 21-115). Of a member who was erased the club keeps no
// decisions, only that there was a no; so it counts for everything: whoever comes back by an import or a new
// registration begins with a no to all sending, and turns on what they want by its own switch.
#pragma once

#include <vector>

#include "core/consent/decision.h"
#include "core/notice/notice.h"

namespace samtycke::consent {

// Whether a no of theirs stands at the end of these: something withdrawn, objected to, or left.
bool says_no(const std::vector<Decision>&);

// The decisions that put the no in place, before any other: an objection to the purpose of sending, or where
// nobody can object to that, to each channel that needs no consent.
std::vector<Decision> remembered_no(const notice::Notice&, const Language&, Way,
                                    const std::string& actor, Instant at);

}  // namespace samtycke::consent
