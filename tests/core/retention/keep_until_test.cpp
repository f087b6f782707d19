#include "core/retention/keep_until.h"

#include <gtest/gtest.h>

#include "tests/support/builders.h"

namespace samtycke::retention {
namespace {

using notice::ClockStart;
using support::at;
using support::day;

member::Holdings bought_at(const char* moment) {
  member::Holdings holdings;
  member::put(holdings, member::Receipt{"B-1", at(moment), "", member::Source::till, {}});
  return holdings;
}

TEST(KeepUntil, CountsThreeYearsFromTheLatestPurchase) {
  const auto until = keep_until(support::small_member().holdings, support::small_notice());
  ASSERT_TRUE(until);
  EXPECT_EQ(iso(until->day), "2028-11-28");
  EXPECT_EQ(iso(until->start), "2025-11-28");
  EXPECT_EQ(until->counted_from, ClockStart::latest_purchase);
}

TEST(KeepUntil, CountsFromTheDayOfJoiningWhereNothingWasBought) {
  auto holdings = support::small_member().holdings;
  holdings.receipts.clear();
  const auto until = keep_until(holdings, support::small_notice());
  ASSERT_TRUE(until);
  EXPECT_EQ(iso(until->day), "2027-03-03");
  EXPECT_EQ(until->counted_from, ClockStart::joined);
}

TEST(KeepUntil, NobodyKnowsWhereNeitherEventIsKnown) {
  auto holdings = support::small_member().holdings;
  holdings.receipts.clear();
  std::erase_if(holdings.records,
                [](const auto& record) { return record.field == member::field::joined; });
  EXPECT_FALSE(keep_until(holdings, support::small_notice()));
}

TEST(KeepUntil, TheDayOfAPurchaseIsTheDayInStockholm) {
  const auto rule = support::small_notice().retentions[0];
  EXPECT_EQ(iso(keep_until(bought_at("2025-12-31T22:59:59Z"), rule)->start), "2025-12-31");
  EXPECT_EQ(iso(keep_until(bought_at("2025-12-31T23:00:00Z"), rule)->start), "2026-01-01");
}

TEST(KeepUntil, APurchaseOnALeapDayIsNotKeptADayTooLong) {
  const auto rule = support::small_notice().retentions[0];
  EXPECT_EQ(iso(keep_until(bought_at("2024-02-29T12:00:00Z"), rule)->day), "2027-02-28");
}

TEST(KeepUntil, IsDueWhenTheLastDayHasPassedInStockholmAndNotBefore) {
  const KeepUntil until{day("2028-11-28"), ClockStart::latest_purchase, day("2025-11-28")};
  EXPECT_FALSE(is_due(until, at("2028-11-28T22:59:59Z")));
  EXPECT_TRUE(is_due(until, at("2028-11-28T23:00:00Z")));
}

TEST(KeepUntil, AFieldStaysAsLongAsOnePurposeNeedsIt) {
  auto notice = support::small_notice();
  notice.retentions.push_back(notice.retentions[0]);
  notice.retentions[1].id = RetentionId{"one_year"};
  notice.retentions[1].years = 1;
  notice.purposes[1].retention = RetentionId{"one_year"};  // The analysis.
  const auto holdings = support::small_member().holdings;

  EXPECT_EQ(iso(keep_until(holdings, notice, FieldId{"given_name"})->day), "2028-11-28");
  EXPECT_EQ(iso(keep_until(holdings, notice, FieldId{"gender"})->day), "2026-11-28");
  EXPECT_EQ(iso(keep_until(holdings, notice)->day), "2028-11-28");
}

TEST(KeepUntil, AFieldThatNoPurposeUsesHasNoDay) {
  const auto holdings = support::small_member().holdings;
  EXPECT_FALSE(keep_until(holdings, support::small_notice(), FieldId{"shoe_size"}));
}

TEST(KeepUntil, AMemberOfWhomNothingIsHeldHasNoDay) {
  EXPECT_FALSE(keep_until(member::Holdings{}, support::small_notice()));
}

TEST(KeepUntil, ReceiptsAloneHaveADay) {
  EXPECT_EQ(iso(keep_until(bought_at("2025-06-01T12:00:00Z"), support::small_notice())->day),
            "2028-06-01");
}

TEST(KeepUntil, TheClocksEventsAreTheNoticesToChoose) {
  notice::Retention rule = support::small_notice().retentions[0];
  rule.start = ClockStart::joined;
  rule.otherwise = ClockStart::latest_purchase;
  EXPECT_EQ(iso(keep_until(support::small_member().holdings, rule)->day), "2027-03-03");
  EXPECT_EQ(iso(keep_until(bought_at("2025-06-01T12:00:00Z"), rule)->day), "2028-06-01");
}

}  // namespace
}  // namespace samtycke::retention
