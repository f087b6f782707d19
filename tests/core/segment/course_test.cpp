#include "core/segment/course.h"

#include <gtest/gtest.h>

#include <limits>

#include "tests/core/segment/club.h"

namespace samtycke::segment {
namespace {

using notice::AmountSpent;
using notice::DaysSincePurchase;
using notice::PurchaseCount;

const notice::Purchases of_a_month{.months = 1, .topic = {}};

// "met 2026-04-01 2026-05-01": the answer now, and the days on which it turns.
std::string course(const notice::Rule& rule, const consent::MemberFile& file,
                   std::string_view when = "2026-03-14T09:00:00Z") {
  const auto notice = segmenting_notice();
  const Course course =
      course_of(std::get<notice::Condition>(rule.is), Readable{file, notice, at(when)});
  std::string text = course.met ? "met" : "not met";
  for (const Day day : course.turns) text += " " + iso(day);
  return text;
}

consent::MemberFile bought_on(std::initializer_list<const char*> days) {
  auto file = new_member();
  for (const char* when : days) buy(file, {when, when});
  return file;
}

TEST(Course, APurchaseLeavesItsWindowOnTheSameDateAMonthLater) {
  EXPECT_EQ(course(at_least(PurchaseCount{of_a_month}, 1), bought_on({"2026-02-20"})),
            "met 2026-03-20");
}

TEST(Course, APurchaseOfTheLastOfJanuaryLeavesWhenFebruaryHasPassed) {
  EXPECT_EQ(course(at_least(PurchaseCount{of_a_month}, 1), bought_on({"2026-01-31"}),
                   "2026-02-01T09:00:00Z"),
            "met 2026-03-01");
}

TEST(Course, WithoutAWindowNothingLeaves) {
  EXPECT_EQ(course(at_least(PurchaseCount{}, 1), bought_on({"2026-02-20"})), "met");
}

TEST(Course, TwoOfOneDayLeaveTogether) {
  const auto rule =
      notice::Rule{notice::Condition{PurchaseCount{of_a_month}, notice::Between{1, 1}}};
  EXPECT_EQ(course(rule, bought_on({"2026-02-20T10:00:00Z", "2026-02-20T11:00:00Z"})), "not met");
  EXPECT_EQ(course(rule, bought_on({"2026-02-20T10:00:00Z", "2026-02-21T11:00:00Z"})),
            "not met 2026-03-20 2026-03-21");
}

TEST(Course, WhenAReturnLeavesTheWindowTheAmountGrows) {
  auto file = new_member();
  buy(file, {"return", "2026-02-20", -50000});
  buy(file, {"purchase", "2026-03-01", 30000});
  EXPECT_EQ(course(at_least(AmountSpent{of_a_month}, 1), file), "not met 2026-03-20 2026-04-01");
}

TEST(Course, DaysPassOneByOne) {
  const auto file = bought_on({"2026-03-01"});
  const auto rule = notice::Rule{notice::Condition{DaysSincePurchase{}, notice::Between{20, 29}}};
  EXPECT_EQ(course(rule, file), "not met 2026-03-21 2026-03-31");
}

TEST(Course, APurchaseThatLeftTheWindowHasNoDaysAnyMore) {
  EXPECT_EQ(course(at_least(DaysSincePurchase{of_a_month}, 20), bought_on({"2026-03-01"})),
            "not met 2026-03-21 2026-04-01");
  EXPECT_EQ(course(at_least(DaysSincePurchase{of_a_month}, 40), bought_on({"2026-03-01"})),
            "not met");
}

TEST(Course, ABirthdayTurnsAnAnswer) {
  auto file = new_member();
  tell(file, "birth_date", "1961-03-15");
  EXPECT_EQ(course(at_least(notice::Age{}, 65), file), "not met 2026-03-15");
  EXPECT_EQ(course(at_most(notice::Age{}, 64), file), "met 2026-03-15");
  EXPECT_EQ(course(at_least(notice::Age{}, 18), file), "met");
}

TEST(Course, ALeapDaysBirthdayIsOn28February) {
  auto file = new_member();
  tell(file, "birth_date", "2008-02-29");
  EXPECT_EQ(course(at_least(notice::Age{}, 19), file), "not met 2027-02-28");
  EXPECT_EQ(course(at_least(notice::Age{}, 20), file), "not met 2028-02-29");
}

TEST(Course, MonthsOfMembershipTurnAnAnswer) {
  auto file = new_member();
  tell(file, "joined", "2026-01-31");
  EXPECT_EQ(course(at_least(notice::MembershipMonths{}, 3), file), "not met 2026-04-30");
}

TEST(Course, NothingIsForetoldBeyondTheCalendar) {
  auto file = new_member();
  tell(file, "birth_date", "2000-01-01");
  tell(file, "joined", "2000-01-01");
  buy(file, {"B", "2026-03-01"});
  using Limits = std::numeric_limits<std::int64_t>;
  EXPECT_EQ(course(at_least(notice::Age{}, 199), file), "not met 2199-01-01");
  for (const std::int64_t far : {std::int64_t{200}, std::int64_t{399}, Limits::max()}) {
    EXPECT_EQ(course(at_least(notice::Age{}, far), file), "not met") << far;
  }
  EXPECT_EQ(course(at_least(notice::MembershipMonths{}, Limits::max()), file), "not met");
  EXPECT_EQ(course(at_least(DaysSincePurchase{}, Limits::max()), file), "not met");
  EXPECT_EQ(course(at_most(DaysSincePurchase{}, Limits::max()), file), "met");
  EXPECT_EQ(course(at_least(DaysSincePurchase{}, Limits::min()), file), "met");
}

const Course odd{true, {Day{10}, Day{30}}};
const Course even{false, {Day{10}, Day{20}}};

TEST(Course, BothAreMetOnTheDaysOnWhichEachIs) {
  EXPECT_EQ(both(odd, even), (Course{false, {}}));
  EXPECT_EQ(both(opposite(odd), even), (Course{false, {Day{10}, Day{20}}}));
}

TEST(Course, EitherIsMetOnTheDaysOnWhichOneIs) {
  EXPECT_EQ(either(odd, even), (Course{true, {Day{20}, Day{30}}}));
}

}  // namespace
}  // namespace samtycke::segment
