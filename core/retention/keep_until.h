// How long the club may keep what it holds, and why until then (N9; GDPR Art. 5(1)(e), 17(1)).
//
// A day is worked out from the member's file and the notice alone, never from the time of asking, so
// that the same file has the same days today and in a year. Only what is due depends on the moment that
// the caller gives (is_due, due.h). A clock that was wrong when something was written down can
// therefore not make anything go too early: a purchase dated in the future moves the day later, by its
// own date, and an objection dated in the future lets things go so many days after that date, which is
// later still. Neither is ever looked at beside "now".
//
// A purpose keeps a field for the years of its rule. It stops needing the field when the member objects
// to it, keeps the field's category out of it, or leaves; then it keeps the field only for the rule's
// `days_after_objection` from that local day, and never longer than it would have without the no. A
// no stands until it is taken back, also where a later notice has no switch for it any more. What
// several purposes use stays as long as one of them keeps it. A no to the purpose of sending lets nothing
// go: it stops what is sent, and the membership that the same data serves goes on.
#pragma once

#include <optional>
#include <variant>
#include <vector>

#include "core/base/day.h"
#include "core/consent/member_file.h"
#include "core/notice/notice.h"

namespace samtycke::retention {

// What the day is counted from. Each carries the local day of it.
struct SincePurchase {
  Day day;  // Of the latest purchase.
  friend bool operator==(const SincePurchase&, const SincePurchase&) = default;
};
struct SinceJoining {
  Day day;
  friend bool operator==(const SinceJoining&, const SinceJoining&) = default;
};
// No purpose needs the field any more, and this no was the last that mattered.
struct SinceObjection {
  Day day;
  std::variant<PurposeId, consent::CategoryUse> to;
  friend bool operator==(const SinceObjection&, const SinceObjection&) = default;
};
struct SinceLeaving {
  Day day;
  friend bool operator==(const SinceLeaving&, const SinceLeaving&) = default;
};
using Reason = std::variant<SincePurchase, SinceJoining, SinceObjection, SinceLeaving>;

struct KeepUntil {
  Day day;  // The last day it may be kept; it is due for erasure when this local day has passed.
  RetentionId rule;  // Of the notice; it gives the years, or the days after a no.
  Reason since;
  friend bool operator==(const KeepUntil&, const KeepUntil&) = default;
};

// The day that the reason counts from.
Day start_of(const Reason&);

// For one field, whether or not it holds something: the latest day among the purposes that use it. None
// where no purpose uses it, and where a purpose that still needs it counts from something nobody
// knows: then nothing says when it goes, and `samtycke retention` reports it.
//
// The day of joining stays as long as something that is held counts from it.
std::optional<KeepUntil> keep_until(const consent::MemberFile&, const notice::Notice&,
                                    const FieldId&);

// For what is held in one category: the latest day among its fields. None where one of them has none.
std::optional<KeepUntil> keep_until(const consent::MemberFile&, const notice::Notice&,
                                    const CategoryId&);

// For the whole member: the latest day of all that is held. None where nothing is held, or where
// something that a purpose uses has no day. What no purpose uses goes with the rest.
std::optional<KeepUntil> keep_until(const consent::MemberFile&, const notice::Notice&);

// The categories of which something is held, in the notice's order.
struct CategoryKept {
  CategoryId category;
  std::optional<KeepUntil> until;
  friend bool operator==(const CategoryKept&, const CategoryKept&) = default;
};
std::vector<CategoryKept> keep_until_by_category(const consent::MemberFile&, const notice::Notice&);

// The fields that hold something, receipts and interactions among them, in the notice's order. What lies
// in a field that the notice does not have is not among them.
std::vector<FieldId> fields_held(const consent::MemberFile&, const notice::Notice&);

// "If you buy again it moves to …": the day as it would be after a purchase on `bought`. None where a
// purchase then would not make it later.
std::optional<KeepUntil> if_bought(const consent::MemberFile&, const notice::Notice&,
                                   const FieldId&, Day bought);
std::optional<KeepUntil> if_bought(const consent::MemberFile&, const notice::Notice&, Day bought);

// Whether the last day has passed in Stockholm.
bool is_due(const KeepUntil&, Instant at);

}  // namespace samtycke::retention
