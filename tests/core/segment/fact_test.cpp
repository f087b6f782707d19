#include "core/segment/fact.h"

#include <gtest/gtest.h>

#include <limits>

#include "tests/core/segment/club.h"

namespace samtycke::segment {
namespace {

using member::Source;
using notice::AmountSpent;
using notice::DaysSincePurchase;
using notice::FieldValue;
using notice::PurchaseCount;
using notice::Purchases;
using notice::ShareOfAmount;

constexpr std::int64_t largest = std::numeric_limits<std::int64_t>::max();
constexpr std::int64_t smallest = std::numeric_limits<std::int64_t>::min();

std::string value(const notice::Fact& fact, const consent::MemberFile& file,
                  std::string_view when = "2026-03-31T12:00:00Z") {
  const auto notice = segmenting_notice();
  return told(value_of(fact, Readable{file, notice, at(when)}));
}

std::string rests_on(const notice::Fact& fact, const consent::MemberFile& file) {
  const auto notice = segmenting_notice();
  return told(deciding(fact, Readable{file, notice, at("2026-03-31T12:00:00Z")}));
}

const Purchases last_month{.months = 1, .topic = {}};
const Purchases of_sleep{.months = 0, .topic = TopicId{"sleep"}};

// ---- windows ----

TEST(Fact, TheFirstDayOfAMonthsWindowIsTheDayAfterTheSameDateAMonthAgo) {
  auto file = new_member();
  buy(file, {"out", "2026-02-15T22:59:59Z"});  // 15 February in Stockholm, its last second.
  buy(file, {"in", "2026-02-15T23:00:00Z"});   // 16 February.
  EXPECT_EQ(value(PurchaseCount{last_month}, file, "2026-03-15T12:00:00Z"), "1");
}

TEST(Fact, OnThe31stOfMarchTheWindowBeginsWithMarch) {
  auto file = new_member();
  buy(file, {"out", "2026-02-28T22:59:59Z"});
  buy(file, {"in", "2026-02-28T23:00:00Z"});
  EXPECT_EQ(value(PurchaseCount{last_month}, file), "1");
  EXPECT_EQ(rests_on(PurchaseCount{last_month}, file), "in");
}

TEST(Fact, AWindowOfTwelveMonthsEndsALeapDayLikeAnyOther) {
  auto file = new_member();
  buy(file, {"28th", "2023-02-28T12:00:00Z"});
  buy(file, {"1st", "2023-03-01T12:00:00Z"});
  const Purchases year{.months = 12, .topic = {}};
  EXPECT_EQ(value(PurchaseCount{year}, file, "2024-02-27T12:00:00Z"), "2");
  EXPECT_EQ(value(PurchaseCount{year}, file, "2024-02-28T12:00:00Z"), "1");
  EXPECT_EQ(value(PurchaseCount{year}, file, "2024-02-29T12:00:00Z"), "1");
  EXPECT_EQ(value(PurchaseCount{year}, file, "2024-03-01T12:00:00Z"), "0");
}

TEST(Fact, TheWindowEndsAtTheMomentThatIsAskedAbout) {
  auto file = new_member();
  buy(file, {"now", "2026-03-31T12:00:00Z"});
  buy(file, {"later", "2026-03-31T12:00:00.001Z"});
  EXPECT_EQ(value(PurchaseCount{last_month}, file), "1");
}

TEST(Fact, WithoutAWindowAllThatIsHeldCounts) {
  auto file = new_member();
  buy(file, {"old", "1999-01-01"});
  buy(file, {"new", "2026-03-01"});
  EXPECT_EQ(value(PurchaseCount{}, file), "2");
}

TEST(Fact, AWindowLongerThanTheCalendarIsAWindowOfEverything) {
  auto file = new_member();
  buy(file, {"old", "1999-01-01"});
  const int forever = std::numeric_limits<int>::max();
  EXPECT_EQ(value(PurchaseCount{{.months = forever, .topic = {}}}, file), "1");
}

// ---- nothing held ----

TEST(Fact, WhoBoughtNothingHasNoPurchasesAndHasSpentNothing) {
  EXPECT_EQ(value(PurchaseCount{}, new_member()), "0");
  EXPECT_EQ(value(AmountSpent{}, new_member()), "0");
  EXPECT_EQ(value(notice::InteractionCount{{member::InteractionKind::visit}, 3, {}}, new_member()),
            "0");
  EXPECT_EQ(rests_on(PurchaseCount{}, new_member()), "");
}

TEST(Fact, OfWhoBoughtNothingNoShareAndNoDaysAreKnown) {
  EXPECT_EQ(value(ShareOfAmount{of_sleep}, new_member()), "not known");
  EXPECT_EQ(value(DaysSincePurchase{}, new_member()), "not known");
}

TEST(Fact, OfAMemberWithoutDetailsNoneAreKnown) {
  EXPECT_EQ(value(notice::Age{}, new_member()), "not known");
  EXPECT_EQ(value(notice::MembershipMonths{}, new_member()), "not known");
  EXPECT_EQ(value(FieldValue{FieldId{"favourite_room"}}, new_member()), "not known");
}

// No purchases are 0; purchases that may not be read are not.
TEST(Fact, PurchasesThatMayNotBeReadAreNotKnownAndNotNought) {
  auto file = support::small_member();
  const CategoryId receipts{"receipts"};
  decide(file, consent::Object{consent::CategoryUse{PurposeId{"analysis"}, receipts}});
  EXPECT_EQ(value(PurchaseCount{}, file), "not known");
  EXPECT_EQ(value(AmountSpent{}, file), "not known");
}

// ---- purchases and returns ----

TEST(Fact, AReceiptOnWhichEverythingWasHandedBackIsNoPurchase) {
  auto file = new_member();
  buy(file, {"bought", "2026-03-01", 50000});
  buy(file, {"returned", "2026-03-05", -50000});
  EXPECT_EQ(value(PurchaseCount{}, file), "1");
  EXPECT_EQ(value(DaysSincePurchase{}, file), "30");
  EXPECT_EQ(rests_on(DaysSincePurchase{}, file), "bought");
}

TEST(Fact, WhatWasHandedBackIsTakenOffTheAmount) {
  auto file = new_member();
  buy(file, {"bought", "2026-03-01", 50000});
  buy(file, {"returned", "2026-03-05", -30000});
  EXPECT_EQ(value(AmountSpent{}, file), "20000");
  EXPECT_EQ(rests_on(AmountSpent{}, file), "bought returned");
}

TEST(Fact, AReturnOfSomethingOlderThanTheWindowMakesTheAmountNegative) {
  auto file = new_member();
  buy(file, {"bought", "2026-01-01", 50000});
  buy(file, {"returned", "2026-03-05", -50000});
  EXPECT_EQ(value(AmountSpent{last_month}, file), "-50000");
  EXPECT_EQ(value(ShareOfAmount{{.months = 1, .topic = TopicId{"sleep"}}}, file), "not known");
}

TEST(Fact, HandingBackOfOneTopicIsNoPurchaseOfItThoughTheReceiptIsAPurchase) {
  auto file = new_member();
  member::put(file.holdings, member::Receipt{"mixed",
                                             at("2026-03-01"),
                                             "",
                                             Source::till,
                                             {{"Örngott", TopicId{"sleep"}, 1, {-20000}},
                                              {"Handduk", TopicId{"bath"}, 1, {30000}}}});
  EXPECT_EQ(value(PurchaseCount{}, file), "1");
  EXPECT_EQ(value(PurchaseCount{of_sleep}, file), "0");
  EXPECT_EQ(value(AmountSpent{of_sleep}, file), "-20000");
  EXPECT_EQ(rests_on(AmountSpent{of_sleep}, file), "mixed");
}

TEST(Fact, AReceiptWithoutLinesIsAPurchaseOfNoTopic) {
  auto file = new_member();
  member::put(file.holdings, member::Receipt{"bare", at("2026-03-01"), "", Source::till, {}});
  EXPECT_EQ(value(PurchaseCount{}, file), "1");
  EXPECT_EQ(value(PurchaseCount{of_sleep}, file), "0");
}

TEST(Fact, ShopAndWebsiteAreToldApart) {
  auto file = new_member();
  buy(file, {"shop", "2026-03-01", 100, "sleep", Source::till});
  buy(file, {"online", "2026-03-02", 200, "sleep", Source::website});
  buy(file, {"neither", "2026-03-03", 400, "sleep", Source::club});
  using notice::Where;
  EXPECT_EQ(value(AmountSpent{{.topic = {}, .where = Where::shop}}, file), "100");
  EXPECT_EQ(value(AmountSpent{{.topic = {}, .where = Where::online}}, file), "200");
  EXPECT_EQ(value(AmountSpent{{.topic = {}, .where = Where::anywhere}}, file), "700");
}

// ---- shares ----

std::string share(std::int64_t sleep, std::int64_t bath) {
  auto file = new_member();
  buy(file, {"S", "2026-03-01", sleep, "sleep"});
  buy(file, {"B", "2026-03-01", bath, "bath"});
  return value(ShareOfAmount{of_sleep}, file);
}

TEST(Fact, AShareIsRoundedDown) {
  EXPECT_EQ(share(1, 2), "33");
  EXPECT_EQ(share(2, 1), "66");
  EXPECT_EQ(share(999, 1), "99");
  EXPECT_EQ(share(1000, 0), "100");
  EXPECT_EQ(share(1, 99), "1");
  EXPECT_EQ(share(1, 100), "0");
}

TEST(Fact, AShareIsNeverBelowNoughtOrAboveAHundred) {
  EXPECT_EQ(share(-100, 300), "0");
  EXPECT_EQ(share(300, -100), "100");
}

TEST(Fact, OfNothingPaidThereIsNoShare) {
  EXPECT_EQ(share(100, -100), "not known");
  EXPECT_EQ(share(-100, -100), "not known");
  EXPECT_EQ(share(0, 0), "not known");
}

TEST(Fact, AShareRestsOnEveryReceiptOfItsWindow) {
  auto file = new_member();
  buy(file, {"S", "2026-03-01", 100, "sleep"});
  buy(file, {"B", "2026-03-02", 100, "bath"});
  EXPECT_EQ(rests_on(ShareOfAmount{of_sleep}, file), "S B");
}

// ---- absurd amounts, from an import ----

TEST(Fact, AnAmountThatDoesNotFitStaysAtTheEndOfTheRange) {
  auto file = new_member();
  buy(file, {"1", "2026-03-01", largest});
  buy(file, {"2", "2026-03-02", largest});
  EXPECT_EQ(value(AmountSpent{}, file), std::to_string(largest));

  auto other = new_member();
  buy(other, {"1", "2026-03-01", smallest});
  buy(other, {"2", "2026-03-02", smallest});
  EXPECT_EQ(value(AmountSpent{}, other), std::to_string(smallest));
}

TEST(Fact, AShareOfAbsurdAmountsIsStillRight) {
  EXPECT_EQ(share(largest / 3, largest - largest / 3), "33");
  EXPECT_EQ(share(largest / 2 + 1, largest / 2), "50");
  EXPECT_EQ(share(largest - 1, 1), "99");
  EXPECT_EQ(share(1, largest - 1), "0");
}

// ---- days ----

TEST(Fact, TheDayOfAPurchaseIsDayNought) {
  auto file = new_member();
  buy(file, {"B", "2026-03-30T22:00:00Z"});  // The first moment of 31 March in Stockholm.
  EXPECT_EQ(value(DaysSincePurchase{}, file, "2026-03-31T21:59:59Z"), "0");
  EXPECT_EQ(value(DaysSincePurchase{}, file, "2026-03-31T22:00:00Z"), "1");
}

TEST(Fact, TheLatestPurchaseOfATopicIsTheOneThatIsCountedFrom) {
  auto file = new_member();
  buy(file, {"S", "2026-03-01T12:00:00Z", 100, "sleep"});
  buy(file, {"B", "2026-03-30T12:00:00Z", 100, "bath"});
  EXPECT_EQ(value(DaysSincePurchase{}, file), "1");
  EXPECT_EQ(value(DaysSincePurchase{of_sleep}, file), "30");
}

TEST(Fact, ABirthdayMakesAYearOlderFromTheFirstMomentOfItsDay) {
  auto file = new_member();
  tell(file, "birth_date", "2008-03-31");
  EXPECT_EQ(value(notice::Age{}, file, "2026-03-30T21:59:59Z"), "17");
  EXPECT_EQ(value(notice::Age{}, file, "2026-03-30T22:00:00Z"), "18");
  EXPECT_EQ(rests_on(notice::Age{}, file), "birth_date");
}

// Lag 1930:173 om beräkning av lagstadgad tid, 1 §.
TEST(Fact, WhoIsBornOnALeapDayIsAYearOlderOn28February) {
  auto file = new_member();
  tell(file, "birth_date", "2008-02-29");
  EXPECT_EQ(value(notice::Age{}, file, "2026-02-27T12:00:00Z"), "17");
  EXPECT_EQ(value(notice::Age{}, file, "2026-02-28T12:00:00Z"), "18");
  EXPECT_EQ(value(notice::Age{}, file, "2028-02-28T12:00:00Z"), "19");
  EXPECT_EQ(value(notice::Age{}, file, "2028-02-29T12:00:00Z"), "20");
}

TEST(Fact, ADayThatIsStillToComeAndATextThatIsNoDaySayNothing) {
  for (const char* date : {"2026-04-01", "2025-02-29", "yesterday", ""}) {
    auto file = new_member();
    tell(file, "birth_date", date);
    tell(file, "joined", date);
    EXPECT_EQ(value(notice::Age{}, file), "not known") << date;
    EXPECT_EQ(value(notice::MembershipMonths{}, file), "not known") << date;
  }
}

TEST(Fact, MonthsOfMembershipAreFullMonths) {
  auto file = new_member();
  tell(file, "joined", "2026-01-31");
  EXPECT_EQ(value(notice::MembershipMonths{}, file, "2026-01-31T12:00:00Z"), "0");
  EXPECT_EQ(value(notice::MembershipMonths{}, file, "2026-02-27T12:00:00Z"), "0");
  EXPECT_EQ(value(notice::MembershipMonths{}, file, "2026-02-28T12:00:00Z"), "1");
  EXPECT_EQ(value(notice::MembershipMonths{}, file, "2026-03-30T12:00:00Z"), "1");
  EXPECT_EQ(value(notice::MembershipMonths{}, file, "2026-03-31T12:00:00Z"), "2");
}

// ---- interactions and fields ----

TEST(Fact, OnlyTheKindsAndTheTopicThatAreAskedForAreCounted) {
  using enum member::InteractionKind;
  auto file = new_member();
  const auto did = [&](const char* number, member::InteractionKind kind, const char* topic) {
    member::put(file.holdings, member::Interaction{number, at("2026-03-20"), kind, "",
                                                   TopicId{topic}, Source::website});
  };
  did("v1", visit, "sleep");
  did("v2", visit, "bath");
  did("o1", open, "sleep");
  did("m1", message, "sleep");
  EXPECT_EQ(value(notice::InteractionCount{{visit}, 1, {}}, file), "2");
  EXPECT_EQ(value(notice::InteractionCount{{visit, open}, 1, {}}, file), "3");
  EXPECT_EQ(value(notice::InteractionCount{{visit, open}, 1, TopicId{"sleep"}}, file), "2");
  EXPECT_EQ(rests_on(notice::InteractionCount{{open, visit}, 1, TopicId{"sleep"}}, file), "v1 o1");
}

TEST(Fact, AFieldOfAmountsIsANumberAndOneOfChoicesIsItsText) {
  auto file = new_member();
  tell(file, "amount_spent", "12900");
  tell(file, "gender", "woman");
  EXPECT_EQ(value(FieldValue{FieldId{"amount_spent"}}, file), "12900");
  EXPECT_EQ(value(FieldValue{FieldId{"gender"}}, file), "woman");
  const notice::Condition asks{FieldValue{FieldId{"amount_spent"}}, notice::OneOf{{"12900"}}};
  EXPECT_FALSE(meets(asks, Value{std::int64_t{12900}}));
}

TEST(Fact, AFieldOfAmountsThatHoldsNoNumberSaysNothing) {
  for (const char* text : {"", "12 900", "129.00", "9223372036854775808", "12900kr", "+1"}) {
    auto file = new_member();
    tell(file, "amount_spent", text);
    EXPECT_EQ(value(FieldValue{FieldId{"amount_spent"}}, file), "not known") << text;
  }
}

// ---- conditions ----

TEST(Condition, BothEndsOfARangeAreInIt) {
  const notice::Condition asks{PurchaseCount{}, notice::Between{2, 4}};
  EXPECT_FALSE(meets(asks, Value{std::int64_t{1}}));
  EXPECT_TRUE(meets(asks, Value{std::int64_t{2}}));
  EXPECT_TRUE(meets(asks, Value{std::int64_t{4}}));
  EXPECT_FALSE(meets(asks, Value{std::int64_t{5}}));
}

TEST(Condition, WhatIsNotKnownMeetsNothing) {
  EXPECT_FALSE(meets({PurchaseCount{}, notice::Between{}}, NotKnown{}));
  EXPECT_FALSE(meets({FieldValue{FieldId{"gender"}}, notice::OneOf{{""}}}, NotKnown{}));
}

TEST(Condition, OneOfSomeValuesIsMetByEachOfThemAsItIsStored) {
  const notice::Condition asks{FieldValue{FieldId{"gender"}}, notice::OneOf{{"woman", "other"}}};
  EXPECT_TRUE(meets(asks, Value{std::string_view{"woman"}}));
  EXPECT_TRUE(meets(asks, Value{std::string_view{"other"}}));
  EXPECT_FALSE(meets(asks, Value{std::string_view{"man"}}));
  EXPECT_FALSE(meets(asks, Value{std::string_view{"Woman"}}));
}

}  // namespace
}  // namespace samtycke::segment
