// What is to be erased at a moment, and what is left of a member's file then (N9, L17).
//
// A clock that went back finds less to erase, never more. A clock that leapt forward would find
// everything: the core cannot know the time, so whoever runs the sweep asks has_leapt() first.
#pragma once

#include <optional>
#include <span>
#include <variant>
#include <vector>

#include "core/retention/keep_until.h"

namespace samtycke::retention {

// Everything about the member goes: holdings, decisions, and the key to them.
struct WholeMember {
  KeepUntil until;
  friend bool operator==(const WholeMember&, const WholeMember&) = default;
};
struct DueField {
  FieldId field;
  KeepUntil until;
  friend bool operator==(const DueField&, const DueField&) = default;
};
// These go, the rest stays; in the notice's order, at least one.
struct SomeFields {
  std::vector<DueField> fields;
  friend bool operator==(const SomeFields&, const SomeFields&) = default;
};
struct Due {
  MemberId member;
  std::variant<WholeMember, SomeFields> what;
  friend bool operator==(const Due&, const Due&) = default;
};

// None where everything may stay. Nothing of a member under restriction is due: they asked the club to
// hold on to it (GDPR Art. 18(1)(b), (c), 18(2)). What no purpose uses, or has no day, goes with the
// member and not before; `samtycke retention` reports it.
std::optional<Due> due(const consent::MemberFile&, const notice::Notice&, Instant at);

// Of many, in their order.
std::vector<Due> due(std::span<const consent::MemberFile>, const notice::Notice&, Instant at);

// Whether the notice's clock has run out for the whole member, so that they count as erased though
// the sweep has not come by. Restricted or not: nothing else may be done with the data either way.
bool has_run_out(const consent::MemberFile&, const notice::Notice&, Instant at);

// The file without what is due. Where the purchases go while something else counts its days from the
// latest of them, a bare receipt of that one stays: its number and its moment, and neither what was
// bought nor where. Without it the rest would go too early.
consent::MemberFile after_erasing(const consent::MemberFile&, const Due&, const notice::Notice&);

// Whether the clock stands more than a month after the latest moment that the store knows of: its last
// sweep, or its newest decision. Such a sweep stops, and a person says whether it was the clock.
bool has_leapt(Instant latest_known, Instant at);

}  // namespace samtycke::retention
