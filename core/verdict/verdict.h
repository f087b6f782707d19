// May this sender send this kind of offer by this channel to this member at this time? Everything that
// sends must ask here first, and each send-list is a list of members for whom the answer was yes.
//
// The rules are the notice's: which channels need a consent, from which age, for how long somebody is a
// customer, how often is too often, what a segment reads. Nothing of it is a constant in code (L28).
//
// What the texts leave open is read like this:
//   time      `at` moves the calendar: ages, clocks, windows, an offer's days. It never hides a decision:
//             what the member said counts from the moment it is held, whatever the clock says, so that
//             a clock set back brings no withdrawn consent to life (L7).
//   days      are local days of Stockholm, the first and the last of a period both included.
//   erased    the notice's clock has run out for all that is held. Such a member counts as erased though the
//             sweep has not come by; an address whose own clock has run out counts as none.
//   age       is known by `birth_date` and nothing else. Who has told no date of birth is not under age:
//             the terms were accepted, and data may not be demanded for its own sake (GDPR art. 5.1 c).
//   nix       see nix.h.
//   frequency every interaction of kind `message` in the window counts, whoever sent it and by whatever
//             channel: the member's limit is on what they get.
//   segment   an offer with one rests on the analysis, whatever kind it says it is. A segment that the notice
//             does not have has no members. Of a member who is not looked at, since they said no to the
//             analysis or to a category of it, nobody says whether they are in it (L8).
#pragma once

#include <string>
#include <variant>
#include <vector>

#include "core/base/id.h"
#include "core/base/instant.h"
#include "core/consent/member_file.h"
#include "core/notice/notice.h"
#include "core/notice/offer.h"
#include "core/verdict/reason.h"

namespace samtycke::verdict {

struct Question {
  SenderId sender;
  ChannelId channel;
  notice::OfferKind kind = notice::OfferKind::general;
  OfferId offer;  // Empty: no offer in particular, but whatever the sender has of this kind.
  Instant at;
};

struct Yes {
  friend bool operator==(const Yes&, const Yes&) = default;
};
struct No {
  Reason reason = Reason::gone;
  ClauseId clause;  // The sentence of the notice that the reason points to; never empty.
  std::string law;  // "MFL 19 §", "GDPR art. 21.3"; empty where law.md knows none.
  friend bool operator==(const No&, const No&) = default;
};
using Verdict = std::variant<Yes, No>;

bool is_yes(const Verdict&);

// Yes, or the first reason against, in the order of Reason.
Verdict verdict(const consent::MemberFile&, const Question&, const notice::Notice&,
                const notice::Offers&);

// Every reason against, in the same order; none where the verdict is yes. The first is the verdict's.
std::vector<No> all_reasons(const consent::MemberFile&, const Question&, const notice::Notice&,
                            const notice::Offers&);

}  // namespace samtycke::verdict
