#include "core/retention/keep_until_month.h"

#include "core/retention/keep_until.h"

namespace samtycke::retention {

std::optional<Day> keep_until_month(const member::Holdings& holdings,
                                    const notice::Notice& notice) {
  const std::optional<KeepUntil> until = keep_until(holdings, notice);
  if (!until) return std::nullopt;
  const CalendarDate date = calendar_date(until->day);
  const bool december = date.month == 12;
  const std::optional<Day> next_month =
      day_from(CalendarDate{.year = december ? date.year + 1 : date.year,
                            .month = december ? 1 : date.month + 1,
                            .day = 1});
  // Beyond the calendar's last month there is nothing to round up to.
  return next_month ? Day{next_month->since_epoch - 1} : until->day;
}

}  // namespace samtycke::retention
