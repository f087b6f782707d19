#include "core/retention/keep_until_month.h"

#include <gtest/gtest.h>

#include "tests/support/builders.h"

namespace samtycke::retention {
namespace {

using support::at;

notice::Notice thirty_days() {
  auto notice = support::small_notice();
  notice.retentions[0].days_after_objection = 30;
  return notice;
}

std::string month_of(const consent::MemberFile& file, const notice::Notice& notice) {
  const auto month = keep_until_month(file, notice);
  return month ? iso(*month) : "none";
}

std::string bought_at(const char* moment) {
  consent::MemberFile file;
  member::put(file.holdings, member::Receipt{"B-1", at(moment), "", member::Source::till, {}});
  return month_of(file, thirty_days());
}

TEST(KeepUntilMonth, IsTheLastDayOfTheMonth) {
  EXPECT_EQ(bought_at("2025-11-01T12:00:00Z"), "2028-11-30");
  EXPECT_EQ(bought_at("2025-11-30T12:00:00Z"), "2028-11-30");
  EXPECT_EQ(bought_at("2025-12-01T12:00:00Z"), "2028-12-31");
  EXPECT_EQ(bought_at("2025-12-31T12:00:00Z"), "2028-12-31");
  EXPECT_EQ(bought_at("2025-02-01T12:00:00Z"), "2028-02-29") << "of a leap year";
  EXPECT_EQ(bought_at("2024-02-29T12:00:00Z"), "2027-02-28");
  EXPECT_EQ(bought_at("2196-12-15T12:00:00Z"), "2199-12-15") << "the calendar ends with that month";
}

// By the whole member's day the sweep would come years too late for what goes first.
TEST(KeepUntilMonth, IsThatOfTheFirstThingThatGoes) {
  consent::MemberFile file = support::small_member();
  EXPECT_EQ(month_of(file, thirty_days()), "2028-11-30");
  file = consent::decide_all(file,
                             {support::wish(thirty_days(), consent::Object{PurposeId{"analysis"}})},
                             thirty_days(), support::today())
             .after;
  EXPECT_EQ(month_of(file, thirty_days()), "2026-04-30");
}

TEST(KeepUntilMonth, IsNoneWhereNothingThatIsHeldHasADay) {
  EXPECT_EQ(month_of({}, thirty_days()), "none");
  consent::MemberFile file = support::small_member();
  file.holdings.receipts.clear();
  std::erase_if(file.holdings.records,
                [](const auto& record) { return record.field == member::field::joined; });
  EXPECT_EQ(month_of(file, thirty_days()), "none");
}

}  // namespace
}  // namespace samtycke::retention
