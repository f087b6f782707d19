// What is to be erased at a moment, found and carried out (N9; core/retention/due.h decides).
//
// Two walks: the first reads everyone and changes nothing, so that a clock that has leapt, and a person who
// only wants to know, are answered before anything goes; the second reads each member who was due once
// more and erases what is due then, so that whoever bought or objected meanwhile is decided about anew.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <vector>

#include "core/notice/notice.h"
#include "core/retention/due.h"
#include "server/store/store.h"

namespace samtycke::server {

// What was found, or done: counts and days, and nobody.
struct RetentionReport {
  std::int64_t members = 0;     // Looked at.
  std::int64_t whole = 0;       // Members of whom everything goes.
  std::int64_t in_part = 0;     // Members of whom some fields go.
  std::int64_t restricted = 0;  // Members under restriction: nothing of theirs goes.
  std::int64_t unclocked = 0;   // Members who hold something that no day is known for.
  std::map<CategoryId, std::int64_t> categories;  // Of how many members something of it goes.
  std::optional<Day> oldest;                      // The earliest last day among what goes.
  friend bool operator==(const RetentionReport&, const RetentionReport&) = default;
};

struct RetentionSurvey {
  RetentionReport report;
  std::vector<MemberId> due;
  std::optional<Instant> newest_decision;
};

// A walk ends early, and answers `unavailable`, where `stop` says so: the server ends.
using StopWalk = std::function<bool()>;

Expected<RetentionSurvey, StoreFault> survey_retention(Store&, const notice::Notice&, Instant at,
                                                       const StopWalk& stop = {});

// The latest moment that the store knows of: its last sweep, or its newest decision.
Expected<std::optional<Instant>, StoreFault> latest_known(Store&, const RetentionSurvey&);

// Erases what is due of these members, and remembers that it was done.
Expected<RetentionReport, StoreFault> carry_out_retention(Store&, const notice::Notice&,
                                                          const RetentionSurvey&, Instant at,
                                                          const StopWalk& stop = {});

// For whoever sweeps once a day. The first sweep of a store is a person's: a club that was just imported,
// from old files, must not vanish because somebody looked at it in a server.
enum class DailyTurn { never_begun, done_today, due };
Expected<DailyTurn, StoreFault> daily_turn(Store&, Instant at);

}  // namespace samtycke::server
