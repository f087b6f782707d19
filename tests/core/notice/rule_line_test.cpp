// What a club reads when the rule of a segment changed: the rule in one line, nothing of it left out.
#include <gtest/gtest.h>

#include "core/notice/statements.h"

namespace samtycke::notice {
namespace {

Rule rule(Fact fact, Between between) {
  return {Condition{std::move(fact), between}};
}

TEST(RuleLine, SaysTheFactItsWindowAndItsBounds) {
  const Purchases any;
  EXPECT_EQ(in_one_line(rule(PurchaseCount{any}, {2, std::nullopt})), "purchases >= 2");
  EXPECT_EQ(in_one_line(rule(AmountSpent{{12, TopicId("bath"), Where::shop}}, {100, 5000})),
            "amount spent of bath in a shop in 12 months >= 100 <= 5000");
  EXPECT_EQ(
      in_one_line(rule(ShareOfAmount{{0, TopicId("sleep"), Where::online}}, {std::nullopt, 30})),
      "share of amount of sleep online <= 30");
  EXPECT_EQ(in_one_line(rule(DaysSincePurchase{any}, {std::nullopt, 90})),
            "days since a purchase <= 90");
  EXPECT_EQ(
      in_one_line(rule(
          InteractionCount{{InteractionKind::visit, InteractionKind::click}, 1, TopicId("bath")},
          {3, std::nullopt})),
      "visit+click about bath in 1 months >= 3");
  EXPECT_EQ(in_one_line(rule(InteractionCount{{InteractionKind::open}, 0, {}}, {1, 1})),
            "open >= 1 <= 1");
  EXPECT_EQ(in_one_line(rule(Age{}, {18, std::nullopt})), "age >= 18");
  EXPECT_EQ(in_one_line(rule(MembershipMonths{}, {6, std::nullopt})), "months as a member >= 6");
}

TEST(RuleLine, SaysTheValuesAndHowConditionsAreJoined) {
  const Rule room = {Condition{FieldValue{FieldId("favourite_room")}, OneOf{{"bath", "sleep"}}}};
  const Rule grown_up = rule(Age{}, {18, std::nullopt});
  EXPECT_EQ(in_one_line(room), "favourite_room is bath sleep");
  EXPECT_EQ(in_one_line({Any{{grown_up, {Not{{{All{{grown_up, room}}}}}}}}}),
            "any(age >= 18; not(all(age >= 18; favourite_room is bath sleep)))");
}

}  // namespace
}  // namespace samtycke::notice
