#include "core/member/holdings.h"

#include <gtest/gtest.h>

#include <limits>

#include "tests/support/builders.h"

namespace samtycke::member {
namespace {

using support::at;

Receipt receipt(const char* number, const char* moment, std::int64_t minor = 100) {
  return {number, at(moment), "Borås", Source::till, {{"Handduk", TopicId{}, 1, {minor}}}};
}

TEST(Holdings, AFieldHoldsOneValueAndANewOneReplacesIt) {
  Holdings holdings;
  put(holdings, Record{FieldId{"city"}, "Borås", Source::club, at("2024-01-01")});
  put(holdings, Record{FieldId{"phone"}, "+46701234567", Source::club, at("2024-01-01")});
  put(holdings, Record{FieldId{"city"}, "Örebro", Source::member, at("2025-01-01")});

  ASSERT_EQ(holdings.records.size(), 2u);
  EXPECT_EQ(value_of(holdings, FieldId{"city"}), "Örebro");
  EXPECT_EQ(find(holdings, FieldId{"city"})->source, Source::member);
  EXPECT_EQ(find(holdings, FieldId{"shoe_size"}), nullptr);
  EXPECT_EQ(value_of(holdings, FieldId{"shoe_size"}), "");
}

TEST(Holdings, ReceiptsStandInTheOrderOfTheirTimeHoweverTheyArrive) {
  Holdings holdings;
  put(holdings, receipt("B", "2025-02-01"));
  put(holdings, receipt("C", "2025-03-01"));
  put(holdings, receipt("A", "2025-01-01"));
  put(holdings, receipt("B2", "2025-02-01"));

  std::string order;
  for (const Receipt& one : holdings.receipts) order += one.number + " ";
  EXPECT_EQ(order, "A B B2 C ");
}

TEST(Holdings, AReceiptThatArrivesTwiceIsHeldOnce) {
  Holdings holdings;
  put(holdings, receipt("A", "2025-01-01", 100));
  put(holdings, receipt("B", "2025-02-01", 200));
  put(holdings, receipt("A", "2025-03-01", 300));

  ASSERT_EQ(holdings.receipts.size(), 2u);
  EXPECT_EQ(holdings.receipts[0].number, "B");
  EXPECT_EQ(total(holdings.receipts[1]).minor, 300);
}

TEST(Holdings, AnInteractionThatArrivesTwiceIsHeldOnce) {
  Holdings holdings;
  Interaction visit;
  visit.number = "W-1";
  visit.at = at("2026-02-01");
  put(holdings, visit);
  visit.about = "/bada";
  put(holdings, visit);

  ASSERT_EQ(holdings.interactions.size(), 1u);
  EXPECT_EQ(holdings.interactions[0].about, "/bada");
}

TEST(Holdings, AReceiptsTotalCountsWhatWasHandedBack) {
  Receipt mixed = receipt("A", "2025-01-01", 39900);
  mixed.lines.push_back({"Kudde", TopicId{}, 1, {-14900}});
  EXPECT_EQ(total(mixed).minor, 25000);
  EXPECT_EQ(total(Receipt{}).minor, 0);
}

// An import may hold any number; adding two must not become a third that nobody paid.
TEST(Holdings, ATotalThatDoesNotFitStaysAtTheEndOfTheRange) {
  using Limits = std::numeric_limits<std::int64_t>;
  Receipt absurd = receipt("B", "2026-03-01", Limits::max());
  absurd.lines.push_back({"Handduk", TopicId{}, 1, {1}});
  EXPECT_EQ(total(absurd).minor, Limits::max());

  Receipt returned = receipt("B", "2026-03-01", Limits::min());
  returned.lines.push_back({"Handduk", TopicId{}, -1, {-1}});
  EXPECT_EQ(total(returned).minor, Limits::min());
  EXPECT_EQ((Amount{Limits::max()} + Amount{Limits::min()}).minor, -1);
}

TEST(Holdings, TheLatestPurchaseIsTheLatestReceipt) {
  Holdings holdings;
  EXPECT_FALSE(latest_purchase(holdings));
  put(holdings, receipt("B", "2025-02-01"));
  put(holdings, receipt("A", "2025-01-01"));
  EXPECT_EQ(latest_purchase(holdings), at("2025-02-01"));
}

TEST(Holdings, HandingEverythingBackIsNotAPurchase) {
  Holdings holdings;
  put(holdings, receipt("A", "2025-01-01", 39900));
  put(holdings, receipt("A-return", "2025-01-20", -39900));
  EXPECT_EQ(latest_purchase(holdings), at("2025-01-01"));

  Receipt exchange = receipt("A-exchange", "2025-02-01", -39900);
  exchange.lines.push_back({"Kudde", TopicId{}, 1, {14900}});
  put(holdings, exchange);
  EXPECT_EQ(latest_purchase(holdings), at("2025-02-01"));
}

TEST(Holdings, EveryKeyIsReadBackAsWhatItStandsFor) {
  for (const Source source : {Source::member, Source::till, Source::website, Source::club}) {
    EXPECT_EQ(source_from(key(source)), source);
  }
  for (const auto kind : {InteractionKind::visit, InteractionKind::open, InteractionKind::click,
                          InteractionKind::redemption, InteractionKind::message}) {
    EXPECT_EQ(interaction_kind_from(key(kind)), kind);
  }
  EXPECT_FALSE(source_from("Member"));
  EXPECT_FALSE(interaction_kind_from(""));
}

}  // namespace
}  // namespace samtycke::member
