#include "core/segment/window.h"

#include <algorithm>

namespace samtycke::segment {
namespace {

// Longer ago than anything that is held; and a number of months that a calendar can still take.
constexpr int most_months = 12 * 1000;

// The last day before the window: one month before 31 March is 28 February, so March is inside whole.
Day before(int months, Day today) {
  return add_months(today, -std::min(months, most_months));
}

}  // namespace

std::optional<Instant> opening(int months, Day today) {
  if (months <= 0) return std::nullopt;
  return start_of(Day{before(months, today).since_epoch + 1});
}

std::optional<Day> day_out(int months, Day day) {
  if (months <= 0 || months >= most_months) return std::nullopt;
  // What happened on 31 January is not yet out a month later, on 28 February: that window begins after
  // 28 January. It is out when February's has passed, on 1 March.
  Day out = add_months(day, months);
  while (before(months, out) < day) ++out.since_epoch;
  return out;
}

Day end_of_calendar() {
  return *day_from({.year = 2199, .month = 12, .day = 31});
}

}  // namespace samtycke::segment
