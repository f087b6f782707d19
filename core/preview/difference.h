// What follows from a member's file at a moment, and what is different between two of them.
//
// Everything a member may want to know before they save: which switches turn, by which channels nobody
// reaches them any more, which segments they leave, which offers they lose, what is no longer used, and
// what is erased sooner. Each part is asked of the room that decides it, so that a preview has no rules
// of its own.
#pragma once

#include <optional>
#include <vector>

#include "core/consent/member_file.h"
#include "core/notice/notice.h"
#include "core/notice/offer.h"
#include "core/retention/keep_until.h"

namespace samtycke::preview {

struct FieldKept {
  FieldId field;
  std::optional<retention::KeepUntil> until;
  friend bool operator==(const FieldKept&, const FieldKept&) = default;
};

// All in the order of the notice, and of the list of offers.
struct State {
  // The switches that show "on": cells, purposes that can be objected to, and optional categories.
  std::vector<consent::Objectable> on;
  // The channels by which somebody may send a general message now.
  std::vector<ChannelId> reached_by;
  std::vector<SegmentId> segments;
  // The offers that reach the member by at least one channel now.
  std::vector<OfferId> offers;
  // What each purpose may use, held or not; nothing of one who left or is under restriction.
  std::vector<consent::CategoryUse> used;
  // What is held and may be.
  std::vector<FieldKept> kept;
  friend bool operator==(const State&, const State&) = default;
};

State state_of(const consent::MemberFile&, const notice::Notice&, const notice::Offers&,
               Instant at);

struct Moved {
  FieldId field;
  std::optional<retention::KeepUntil> was;
  std::optional<retention::KeepUntil> becomes;
  friend bool operator==(const Moved&, const Moved&) = default;
};

struct Difference {
  std::vector<consent::Objectable> turned_off;
  std::vector<consent::Objectable> turned_on;
  std::vector<ChannelId> quiet;     // Nobody reaches the member by these any more,
  std::vector<ChannelId> speaking;  // and somebody by these anew.
  std::vector<SegmentId> segments_left;
  std::vector<SegmentId> segments_joined;
  std::vector<OfferId> offers_lost;
  std::vector<OfferId> offers_gained;
  std::vector<consent::CategoryUse> no_longer_used;
  std::vector<consent::CategoryUse> used_again;
  // A day that is known comes before one that is not.
  std::vector<Moved> erased_earlier;
  std::vector<Moved> kept_longer;
  friend bool operator==(const Difference&, const Difference&) = default;
};

// Whether a member would notice nothing.
bool is_nothing(const Difference&);

Difference difference(const State& before, const State& after);

}  // namespace samtycke::preview
