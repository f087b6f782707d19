// What holds now, folded from a member's decisions. Never stored beside them: two copies can disagree,
// and then neither is proof.
#pragma once

#include <map>
#include <variant>
#include <vector>

#include "core/consent/member_file.h"

namespace samtycke::consent {

// A channel that needs a consent.
struct NeverAgreed {
  friend bool operator==(NeverAgreed, NeverAgreed) = default;
};
struct Agreed {
  Decision by;  // The latest grant, with the text it was about.
  friend bool operator==(const Agreed&, const Agreed&) = default;
};
struct Withdrawn {
  Instant at;
  friend bool operator==(Withdrawn, Withdrawn) = default;
};
// Agreed once, and ended with the membership. Nobody said no to it.
struct Ended {
  Instant at;
  friend bool operator==(Ended, Ended) = default;
};
// A channel, or a purpose, that is allowed until the member objects.
struct NotObjected {
  friend bool operator==(NotObjected, NotObjected) = default;
};
struct Objected {
  Instant at;
  friend bool operator==(Objected, Objected) = default;
};

// A member, one whose data may only be stored and shown (GDPR Art. 18), and one who is no member any more.
struct Current {
  friend bool operator==(Current, Current) = default;
};
struct Restricted {
  Instant at;
  friend bool operator==(Restricted, Restricted) = default;
};
struct Left {
  Instant at;
  friend bool operator==(Left, Left) = default;
};

using MembershipStanding = std::variant<Current, Restricted, Left>;
using CellStanding = std::variant<NeverAgreed, Agreed, Withdrawn, Ended, NotObjected, Objected>;
using PurposeStanding = std::variant<NotObjected, Objected>;

// What follows from the decisions, the latest one deciding. The cell's sender and channel must be in the
// notice, here and below.
//
// A club may change a channel from consent to opt-out, or back, in a later notice. A no that was said
// before stays a no under either; taking back an objection is never read as a consent.
CellStanding standing_of(const std::vector<Decision>&, const notice::Cell&, const notice::Notice&);
PurposeStanding standing_of(const std::vector<Decision>&, const PurposeId&);
PurposeStanding standing_of(const std::vector<Decision>&, const CategoryUse&);

// Whoever left and joined again is current, and their consents begin anew: leaving ends each of them.
// Objections stay, for a no outlives the membership (NIX-nämnden 21-115).
MembershipStanding membership(const std::vector<Decision>&);

// Whether what was agreed to still stands (L6): the cell's own wording, or the wording of the terms as long
// as they turn this cell on, about the same company; in the language the member read, compared by hash.
bool still_in_force(const Agreed&, const notice::Cell&, const notice::Notice&);

// Whether the switch shows "on": not objected, or agreed to words that are still in force. An old
// yes to other words is not a yes (L6).
//
// Never for a sender without a legal name, letters included: nobody may be told that a company which
// nobody has named writes to them (L3). An objection to it can be recorded all the same, and holds on
// the day the company gets its name.
bool is_on(const CellStanding&, const notice::Cell&, const notice::Notice&);
bool is_on(const PurposeStanding&);
bool is_on(const std::vector<Decision>&, const Objectable& what, const notice::Notice&);

// What a member may turn on and off: every cell, every purpose that can be objected to, and the optional
// categories of each purpose behind it. In the notice's order.
std::vector<Objectable> switches_of(const notice::Notice&);

// The cells that the member said yes to, by words that no longer stand or about another company: an old
// consent is never carried silently to what is new (L6), so they are asked again. Only where a yes could be
// given now, to a company with a name and by an address that is known, and only a current member: while a
// restriction stands, nothing is asked (GDPR Art. 18). In the notice's order.
std::vector<notice::Cell> asked_again(const MemberFile&, const notice::Notice&);

}  // namespace samtycke::consent
