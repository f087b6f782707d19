#include "core/segment/nearest_change.h"

#include <gtest/gtest.h>

#include <limits>

#include "core/base/overloaded.h"
#include "tests/core/segment/club.h"

namespace samtycke::segment {
namespace {

using notice::AmountSpent;
using notice::PurchaseCount;

const PurchaseCount of_half_a_year{{.months = 6, .topic = {}}};

std::string told(const Wanted& wanted) {
  const auto list = [](const std::vector<std::string>& values) {
    std::string text;
    for (const std::string& value : values) text += " " + value;
    return text;
  };
  return std::visit(Overloaded{
                        [](const notice::Between& range) {
                          const auto end = [](const std::optional<std::int64_t>& number) {
                            return number ? std::to_string(*number) : std::string{};
                          };
                          return end(range.least) + ".." + end(range.most);
                        },
                        [&](const notice::OneOf& some) { return "one of" + list(some.values); },
                        [&](const NoneOf& none) { return "none of" + list(none.values); },
                    },
                    wanted);
}

// "buying: 1 to 3..\n" and so on.
std::string changes(const notice::Rule& rule, const consent::MemberFile& file) {
  const auto notice = segmenting_notice();
  const Readable readable{file, notice, at("2026-03-13T09:00:00Z")};
  std::string text;
  for (const Change& change : nearest_change(std::get<Answer>(explain(rule, readable)))) {
    text +=
        std::string{key(change.by)} + ": " + told(change.from) + " to " + told(change.to) + "\n";
  }
  return text;
}

TEST(NearestChange, WhoHasTooFewPurchasesIsToldHowManyItTakes) {
  EXPECT_EQ(changes(at_least(of_half_a_year, 3), support::small_member()), "buying: 1 to 3..\n");
}

TEST(NearestChange, WhoHasTooManyInAWindowLeavesItByWaiting) {
  EXPECT_EQ(changes(at_least(of_half_a_year, 1), support::small_member()), "waiting: 1 to 0..0\n");
}

TEST(NearestChange, WhatNobodyCanUndoIsSaid) {
  EXPECT_EQ(changes(at_least(PurchaseCount{}, 1), support::small_member()), "nothing: 2 to 0..0\n");
}

TEST(NearestChange, AmountsGoDownByHandingBackOrByWaiting) {
  const auto file = support::small_member();
  EXPECT_EQ(changes(at_least(AmountSpent{}, 100), file), "returning: 114600 to ..99\n");
  EXPECT_EQ(changes(at_least(AmountSpent{of_half_a_year.of}, 100), file),
            "waiting: 59900 to ..99\n");
}

TEST(NearestChange, EveryUnmetPartOfAnAllIsNamedInItsOrder) {
  const auto rule = all({one_of("favourite_room", {"bath"}), one_of("gender", {"woman"}),
                         at_least(of_half_a_year, 2)});
  EXPECT_EQ(changes(rule, support::small_member()),
            "telling: sleep to one of bath\n"
            "buying: 1 to 2..\n");
}

TEST(NearestChange, OfAnAnyTheNearestPartIsNamed) {
  const auto rule = any({at_least(of_half_a_year, 10), at_least(of_half_a_year, 2)});
  EXPECT_EQ(changes(rule, support::small_member()), "buying: 1 to 2..\n");
}

TEST(NearestChange, OneChangeIsNearerThanTwo) {
  const auto rule = any({all({at_least(of_half_a_year, 2), one_of("gender", {"man"})}),
                         at_least(AmountSpent{}, 1'000'000)});
  EXPECT_EQ(changes(rule, support::small_member()), "buying: 114600 to 1000000..\n");
}

TEST(NearestChange, TwoThatCanHappenAreNearerThanOneThatCannot) {
  auto file = support::small_member();
  tell(file, "birth_date", "1980-05-05");
  const auto rule = any(
      {at_most(notice::Age{}, 30), all({at_least(of_half_a_year, 2), one_of("gender", {"man"})})});
  EXPECT_EQ(changes(rule, file),
            "buying: 1 to 2..\n"
            "telling: woman to one of man\n");
}

TEST(NearestChange, BetweenEqualsTheRulesOrderDecides) {
  EXPECT_EQ(changes(any({one_of("gender", {"man"}), one_of("favourite_room", {"bath"})}),
                    support::small_member()),
            "telling: woman to one of man\n");
  EXPECT_EQ(changes(any({one_of("favourite_room", {"bath"}), one_of("gender", {"man"})}),
                    support::small_member()),
            "telling: sleep to one of bath\n");
}

TEST(NearestChange, TwoConditionsOnOneFactAreMetTogether) {
  const auto rule = all({at_least(of_half_a_year, 3), at_most(of_half_a_year, 5)});
  EXPECT_EQ(changes(rule, support::small_member()), "buying: 1 to 3..5\n");
}

TEST(NearestChange, AChangeThatBreaksAnotherConditionIsNone) {
  const auto rule = all(
      {any({at_least(of_half_a_year, 9), one_of("gender", {"man"})}), at_most(of_half_a_year, 5)});
  EXPECT_EQ(changes(rule, support::small_member()), "telling: woman to one of man\n");
}

TEST(NearestChange, ARuleThatNobodyCanMeetHasNone) {
  EXPECT_EQ(changes(all({at_least(of_half_a_year, 5), at_most(of_half_a_year, 3)}),
                    support::small_member()),
            "");
  EXPECT_EQ(changes(at_most(of_half_a_year, -1), support::small_member()), "");
  EXPECT_EQ(changes(any({}), support::small_member()), "");
}

TEST(NearestChange, ARuleThatEverybodyMeetsHasNone) {
  EXPECT_EQ(changes(at_least(of_half_a_year, 0), support::small_member()), "");
  EXPECT_EQ(changes(all({}), support::small_member()), "");
}

TEST(NearestChange, WhatIsNotKnownIsToldOrBought) {
  EXPECT_EQ(changes(at_least(notice::Age{}, 65), new_member()), "telling: not known to 65..\n");
  EXPECT_EQ(changes(at_most(notice::DaysSincePurchase{}, 30), new_member()),
            "buying: not known to 0..30\n");
  EXPECT_EQ(changes(no(one_of("gender", {"man"})), new_member()),
            "telling: not known to one of man\n");
}

TEST(NearestChange, AgeAndMembershipGoOneWayOnly) {
  auto file = support::small_member();
  tell(file, "birth_date", "1980-05-05");
  EXPECT_EQ(changes(at_least(notice::Age{}, 65), file), "waiting: 45 to 65..\n");
  EXPECT_EQ(changes(at_most(notice::Age{}, 30), file), "nothing: 45 to 0..30\n");
  EXPECT_EQ(changes(at_least(notice::MembershipMonths{}, 36), file), "waiting: 24 to 36..\n");
}

TEST(NearestChange, AThresholdAtTheEndOfTheRangeOverflowsNothing) {
  using Limits = std::numeric_limits<std::int64_t>;
  const auto file = support::small_member();
  EXPECT_EQ(changes(at_least(AmountSpent{}, Limits::max()), file),
            "buying: 114600 to 9223372036854775807..\n");
  EXPECT_EQ(changes(at_least(AmountSpent{}, Limits::min()), file), "");
  EXPECT_EQ(changes(at_most(AmountSpent{}, Limits::max()), file), "");
  EXPECT_EQ(changes(at_most(AmountSpent{}, Limits::min()), file),
            "returning: 114600 to ..-9223372036854775808\n");
}

}  // namespace
}  // namespace samtycke::segment
