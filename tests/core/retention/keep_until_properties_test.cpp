#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "core/retention/keep_until.h"
#include "tests/support/builders.h"

namespace samtycke::retention {
namespace {

RC_GTEST_PROP(KeepUntilProperties, IsNeverLaterThanTheStartAndItsYears, ()) {
  auto notice = support::small_notice();
  notice::Retention& rule = notice.retentions[0];
  rule.years = *rc::gen::inRange(0, 20);
  consent::MemberFile file;
  const auto seconds = *rc::gen::inRange<std::int64_t>(820'454'400, 4'102'444'800);  // 1996 to 2100
  const Instant bought{seconds * 1000};
  member::put(file.holdings, member::Receipt{"B", bought, "", member::Source::till, {}});

  const auto until = keep_until(file, notice);
  RC_ASSERT(until.has_value());
  RC_ASSERT((until->since == Reason{SincePurchase{local_day(bought)}}));
  const CalendarDate start = calendar_date(start_of(until->since));
  const CalendarDate end = calendar_date(until->day);
  RC_ASSERT(end.year == start.year + rule.years);
  RC_ASSERT(end.month == start.month);
  RC_ASSERT(end.day <= start.day);
  RC_ASSERT(end.day >= start.day - 1);
}

RC_GTEST_PROP(KeepUntilProperties, AnEarlierReceiptNeverMovesTheDay, ()) {
  auto file = support::small_member();
  member::Holdings& holdings = file.holdings;
  const auto before = keep_until(file, support::small_notice());
  const auto earlier = *rc::gen::inRange<std::int64_t>(1, 900'000'000'000);
  member::put(holdings, member::Receipt{"old",
                                        {member::latest_purchase(holdings)->utc_ms - earlier},
                                        "",
                                        member::Source::till,
                                        {}});
  RC_ASSERT((keep_until(file, support::small_notice()) == before));
}

}  // namespace
}  // namespace samtycke::retention
