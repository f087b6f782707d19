// A calendar day, and how it meets an Instant in Sweden.
//
// Deadlines of the notice are days, not moments: "three years from the latest purchase" ends at the
// end of a day where the member lives. Days are local days of Europe/Stockholm (central European time,
// daylight saving by the EU's rule: last Sunday of March to last Sunday of October, at 01:00 UTC;
// directive 2000/84/EC). These compilers carry no time-zone data, so the rule is written once, here.
// Before 1996 the EU's dates differed; we hold no purchases from then.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/base/instant.h"

namespace samtycke {

struct Day {
  std::int32_t since_epoch = 0;  // Days since 1970-01-01, proleptic Gregorian.
  friend auto operator<=>(const Day&, const Day&) = default;
};

struct CalendarDate {
  int year = 1970;
  int month = 1;  // 1 to 12
  int day = 1;    // 1 to 31
};

// None for a date that the calendar does not have (2025-02-29), or a year outside 1900 to 2199.
std::optional<Day> day_from(const CalendarDate&);
CalendarDate calendar_date(Day);

// "2026-03-29", and nothing else: no other order, no missing digit.
std::optional<Day> parse_day(std::string_view);
std::string iso(Day);

// The same date n years later. 29 February becomes 28 February where there is no leap day: a promise
// of "at most three years" must not be a day late.
Day add_years(Day, int years);

// The same date n calendar months later, or earlier where n is negative; the last day of the month where
// it has no such date: 31 March and one month back is 28 February (29 in a leap year).
Day add_months(Day, int months);

// How many years have passed in full: an age, from the day of birth. Who was born on 29 February is a
// year older on 28 February where there is no leap day, as in add_years(). Negative before `from`.
int full_years(Day from, Day to);

// How many calendar months have passed in full, by the same rule. Negative before `from`.
int full_months(Day from, Day to);

// The day in Stockholm at this moment, and the first moment of a day in Stockholm.
Day local_day(Instant);
Instant start_of(Day);

struct LocalTime {
  int hour = 0;    // 0 to 23
  int minute = 0;  // 0 to 59
};
LocalTime local_time(Instant);

// RFC 3339 in UTC: "2026-03-29T01:00:00Z", with ".123" where there are milliseconds. A number offset
// ("+02:00") is read too, and a bare day is the start of that day in Stockholm. None for a moment that
// is not in the calendar in UTC: 1900 began in Stockholm while it was still 1899 there.
std::optional<Instant> parse_instant(std::string_view);
std::string rfc3339(Instant);

// Whether rfc3339() of it is read back, and so whether it may be stored.
bool is_in_calendar(Instant);

}  // namespace samtycke
