// The NIX register of those who want no advertising by post (MFL 21 §; NIX-nämnden 18-029; L19).
//
// Being listed is a clear no to letters, with two ways past it:
//   - the member is a customer: a purchase that stands, at most `customer_months` calendar months ago, and
//     the letter is about the club's own goods. The last day is the same date so many months later; a
//     purchase that lies after the moment asked about does not count yet.
//   - the member said an express yes to letters from this very sender: took back an objection to them, on
//     a day after the day of the listing. On the same day nobody can tell which came first, and the
//     register is believed. A later no takes the yes back, and so does leaving the club. A member
//     who never objected has nothing to take back (consent::Refusal::already_so): the switch goes off and
//     on again, and the second is the yes.
//
// A listing counts from the moment it is held, also one that is dated ahead or whose date cannot be read:
// it is a no, and a no does not wait for a clock.
#pragma once

#include "core/base/instant.h"
#include "core/consent/member_file.h"
#include "core/notice/notice.h"

namespace samtycke::verdict {

// Whether the register stands against letters of this cell. Never in a notice without `sending.nix`, nor
// for a channel that needs a consent: the register is about those that do not.
bool nix_stands_against(const consent::MemberFile&, const notice::Cell&, const notice::Notice&,
                        Instant at);

}  // namespace samtycke::verdict
