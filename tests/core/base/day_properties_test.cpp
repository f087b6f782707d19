#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "core/base/day.h"

namespace samtycke {
namespace {

Day any_day() {
  return Day{*rc::gen::inRange(-25567, 84006)};  // 1900-01-01 to 2199-12-31
}

RC_GTEST_PROP(DayProperties, ADayIsReadAsItWasWritten, ()) {
  const Day day = any_day();
  RC_ASSERT((parse_day(iso(day)) == day));
  RC_ASSERT((day_from(calendar_date(day)) == day));
}

RC_GTEST_PROP(DayProperties, TheFirstMomentOfADayIsOfThatDayAndTheOneBeforeIsNot, ()) {
  const Day day = any_day();
  const Instant start = start_of(day);
  RC_ASSERT((local_day(start) == day));
  RC_ASSERT(local_day(Instant{start.utc_ms - 1}).since_epoch == day.since_epoch - 1);
  RC_ASSERT(local_time(start).hour == 0);
  RC_ASSERT(local_time(start).minute == 0);
}

RC_GTEST_PROP(DayProperties, AnInstantIsReadAsItWasWritten, ()) {
  const Instant at{*rc::gen::inRange<std::int64_t>(-2'208'988'800'000, 7'258'118'399'999)};
  RC_ASSERT((parse_instant(rfc3339(at)) == at));
}

RC_GTEST_PROP(DayProperties, YearsLaterIsNeverALaterDateOfTheYear, ()) {
  const Day day{*rc::gen::inRange(0, 47000)};
  const int years = *rc::gen::inRange(0, 50);
  const CalendarDate from = calendar_date(day);
  const CalendarDate to = calendar_date(add_years(day, years));
  RC_ASSERT(to.year == from.year + years);
  RC_ASSERT(to.month == from.month);
  const bool leap_day = from.month == 2 && from.day == 29;
  RC_ASSERT((to.day == from.day || (leap_day && to.day == 28)));
}

RC_GTEST_PROP(DayProperties, TheFullMonthsArePassedAndTheNextIsNot, ()) {
  const Day from{*rc::gen::inRange(0, 40000)};
  const Day on{*rc::gen::inRange(0, 40000)};
  const int months = full_months(from, on);
  RC_ASSERT((add_months(from, months) <= on));
  RC_ASSERT((on < add_months(from, months + 1)));
}

RC_GTEST_PROP(DayProperties, TwelveMonthsAreAYear, ()) {
  const Day from{*rc::gen::inRange(0, 40000)};
  const int years = *rc::gen::inRange(-50, 50);
  RC_ASSERT((add_months(from, 12 * years) == add_years(from, years)));
  RC_ASSERT(full_years(from, add_years(from, years)) == years);
}

}  // namespace
}  // namespace samtycke
