// Looking among one's purchases, by an address.
#include "core/view/receipt_search.h"

#include <gtest/gtest.h>

#include "core/base/day.h"

namespace samtycke::view {
namespace {

member::Receipt receipt() {
  member::Receipt one;
  one.number = "B-17";
  one.at = *parse_instant("2025-12-31T23:30:00Z");  // The new year has begun in Stockholm.
  one.store = "Ängelholm";
  one.lines = {{"Örngott", TopicId{"sleep"}, 1, {19900}},
               {"Badlakan", TopicId{"bath"}, 2, {29800}}};
  return one;
}

bool finds(const char* address) {
  return matches(receipt(), receipt_search_at(address));
}

TEST(ReceiptSearch, FindsByArticleShopAndNumberWhateverTheLetters) {
  EXPECT_TRUE(finds("?q=%C3%B6rnGOTT"));
  EXPECT_TRUE(finds("?q=%C3%84NGEL"));
  EXPECT_TRUE(finds("?q=+b-17+"));
  EXPECT_TRUE(finds("/sv/uppgifter"));
  EXPECT_FALSE(finds("?q=gardin"));
}

TEST(ReceiptSearch, AskedForTwoThingsFindsWhatIsBoth) {
  EXPECT_TRUE(finds("?q=badlakan&room=bath&year=2026"));
  EXPECT_FALSE(finds("?q=badlakan&room=bath&year=2025")) << "the year is Stockholm's";
  EXPECT_FALSE(finds("?q=badlakan&room=eat"));
}

TEST(ReceiptSearch, AddsUpWhatItIsAbout) {
  EXPECT_EQ(total(receipt(), receipt_search_at("?room=bath")).minor, 29800);
  EXPECT_EQ(total(receipt(), receipt_search_at("?q=badlakan")).minor, 49700);
}

TEST(ReceiptSearch, AnAddressIsReadBackAsItWasWritten) {
  ReceiptSearch search;
  EXPECT_EQ(query_of(search), "");
  search = {"50 % & #1?", TopicId{"sleep"}, 2026, 3};
  EXPECT_EQ(query_of(search), "?q=50%20%25%20%26%20%231%3F&room=sleep&year=2026&page=3");
  EXPECT_EQ(receipt_search_at("/sv/uppgifter" + query_of(search) + "#purchases-search"), search);
}

TEST(ReceiptSearch, WhatIsNoNumberAndWhatIsBrokenCountsAsNotAskedFor) {
  for (const char* address : {"?year=", "?year=-1", "?year=20x5", "?year=99999999999", "?page=0",
                              "?page=1.5", "?", "?&&=&", "?room"}) {
    EXPECT_EQ(receipt_search_at(address), ReceiptSearch{}) << address;
  }
  EXPECT_EQ(receipt_search_at("?q=100%").text, "100%");
  EXPECT_EQ(receipt_search_at("?q=%zz").text, "%zz");
}

}  // namespace
}  // namespace samtycke::view
