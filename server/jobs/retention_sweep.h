// What is to be erased at a moment, found and carried out (N9; core/retention/due.h decides).
//
// Two walks: the first changes nothing, so that a clock that has leapt, and a person who only wants to know,
// are answered before anything goes; the second reads each member who was due once more and erases what is
// due then, so that whoever bought or objected meanwhile is decided about anew.
//
// Where the notice asks for it, a member gets a mail before everything of theirs goes: once for each last
// day, so that a purchase in between, which moves the day, takes it back. Whoever may still be told has a
// day that is near, so their files are opened too.
//
// Only files of which something may be due are opened: those whose month in clear has begun, or is not
// known. A month is worked out by the notice in force when it is written down, and another notice may let
// things go sooner; so the first sweep under a notice opens everyone's, and writes the months anew.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <vector>

#include "core/notice/notice.h"
#include "core/retention/due.h"
#include "server/jobs/months.h"
#include "server/store/store.h"

namespace samtycke::server {

// What was found, or done: counts and days, and nobody.
struct RetentionReport {
  std::int64_t members = 0;  // In the store.
  std::int64_t opened = 0;  // Files that may have had something due; the counts below are of these.
  std::int64_t whole = 0;   // Members of whom everything goes.
  std::int64_t in_part = 0;      // Members of whom some fields go.
  std::int64_t restricted = 0;   // Members under restriction: nothing of theirs goes.
  std::int64_t unclocked = 0;    // Members who hold something that no day is known for.
  std::int64_t told = 0;         // Members who get a mail about the day on which everything goes.
  std::int64_t unreachable = 0;  // Members who should, and have no address.
  std::int64_t untold = 0;       // Members of whom everything goes who never got that mail.
  std::map<CategoryId, std::int64_t> categories;  // Of how many members something of it goes.
  std::optional<Day> oldest;                      // The earliest last day among what goes.
  friend bool operator==(const RetentionReport&, const RetentionReport&) = default;
};

struct RetentionSurvey {
  RetentionReport report;
  bool of_everyone =
      false;  // Every file was opened: the store's months are of no notice, or another.
  std::vector<MemberId> due;
  std::vector<MemberId> to_tell;
  std::optional<Instant> newest_decision;  // In the files that were opened.
};

Expected<RetentionSurvey, StoreFault> survey_retention(Store&, const notice::Notice&, Instant at,
                                                       const StopWalk& stop = {});

// The latest moment that the store knows of: its last sweep, or the newest decision that was seen.
Expected<std::optional<Instant>, StoreFault> latest_known(Store&, const RetentionSurvey&);

// Erases what is due of these members, and remembers that it was done, and by which notice.
Expected<RetentionReport, StoreFault> carry_out_retention(Store&, const notice::Notice&,
                                                          const RetentionSurvey&, Instant at,
                                                          const StopWalk& stop = {});

// For whoever sweeps once a day. The first sweep of a store is a person's: a club that was just imported,
// from old files, must not vanish because somebody looked at it in a server.
enum class DailyTurn { never_begun, done_today, due };
Expected<DailyTurn, StoreFault> daily_turn(Store&, Instant at);

}  // namespace samtycke::server
