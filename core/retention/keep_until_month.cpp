#include "core/retention/keep_until_month.h"

#include "core/retention/clock.h"

namespace samtycke::retention {
namespace {

std::optional<Day> first_day(const Clock& clock) {
  std::optional<Day> first;
  for (const notice::Field* field : clock.held()) {
    const auto until = clock.of(*field);
    if (until && (!first || until->day < *first)) first = until->day;
  }
  return first;
}

}  // namespace

std::optional<Day> keep_until_month(const consent::MemberFile& file, const notice::Notice& notice) {
  const std::optional<Day> first = first_day(Clock(file, notice));
  return first ? std::optional(month_of(*first)) : std::nullopt;
}

Day month_of(Day day) {
  const CalendarDate date = calendar_date(day);
  const bool december = date.month == 12;
  const std::optional<Day> next_month =
      day_from(CalendarDate{.year = december ? date.year + 1 : date.year,
                            .month = december ? 1 : date.month + 1,
                            .day = 1});
  // Beyond the calendar's last month there is nothing to round up to.
  return next_month ? Day{next_month->since_epoch - 1} : day;
}

}  // namespace samtycke::retention
