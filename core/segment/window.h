// The windows that facts look through: so many calendar months back from a day, by local days.
#pragma once

#include <optional>

#include "core/base/day.h"

namespace samtycke::segment {

// The first moment that is inside a window of `months` up to `today`. None where the window is of all that
// is held, which is what no months means.
std::optional<Instant> opening(int months, Day today);

// The first day on which what happened on `day` is outside the window. None where it never is.
std::optional<Day> day_out(int months, Day day);

// The last day of the calendar, 31 December 2199. Nothing is foretold beyond it.
Day end_of_calendar();

}  // namespace samtycke::segment
