// The no of somebody who was erased: what is left of it, and what it does when they are a member again.
//
// A no outlives the membership (L22; NIX-nämnden 21-115). Of a member who was erased the club keeps no
// decisions, only that there was a no; so it counts for everything: whoever comes back by an import or a new
// registration begins with a no to all sending, and turns on what they want by its own switch. A phone number or a
// postal address may be somebody else's by now, of one household or after a move: there the no counts for
// what is sent to that number or that address, and for nothing else.
#pragma once

#include <vector>

#include "core/consent/decision.h"
#include "core/notice/notice.h"

namespace samtycke::consent {

// Whether a no of theirs stands at the end of these: something withdrawn, objected to, or left.
bool says_no(const std::vector<Decision>&);

struct RememberedNo {
  bool to_everything = false;  // Their number or their e-mail address came back.
  std::vector<FieldId>
      at;  // The fields whose values came back: channels that reach a member by one.
  bool is_any() const { return to_everything || !at.empty(); }
  friend bool operator==(const RememberedNo&, const RememberedNo&) = default;
};
bool stands_against(const RememberedNo&, const notice::Channel&);

// The decisions that put the no in place, before any other: an objection to the purpose of sending, or where
// nobody can object to that, or the no is to some channels only, to each of them that needs no consent.
std::vector<Decision> remembered_no(const RememberedNo&, const notice::Notice&, const Language&,
                                    Way, const std::string& actor, Instant at);
// The cells of the terms that it stands against: accepting them turns none of these on.
std::vector<notice::Cell> not_by_terms(const RememberedNo&, const notice::Notice&);

}  // namespace samtycke::consent
