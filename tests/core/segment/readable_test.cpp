#include "core/segment/readable.h"

#include <gtest/gtest.h>

#include "core/consent/decide.h"
#include "tests/core/segment/club.h"

namespace samtycke::segment {
namespace {

const PurposeId analysis{"analysis"};

TEST(Readable, TheAnalysisReadsWhatItsPurposeCovers) {
  const auto notice = segmenting_notice();
  const auto file = support::small_member();
  const Readable readable{file, notice, at("2026-03-14")};

  EXPECT_FALSE(readable.bar());
  EXPECT_FALSE(readable.off(FieldId{"favourite_room"}));
  EXPECT_EQ(readable.value_of(FieldId{"favourite_room"}), "sleep");
  EXPECT_EQ(readable.receipts().size(), 2U);
  EXPECT_EQ(readable.interactions().size(), 1U);
}

// N7: contact data serve sending (N6), and the analysis does not have them.
TEST(Readable, AnAddressIsNotThereForTheAnalysisThoughTheClubHoldsIt) {
  const auto notice = segmenting_notice();
  const auto file = support::small_member();
  const Readable readable{file, notice, at("2026-03-14")};

  ASSERT_FALSE(member::value_of(file.holdings, member::field::email).empty());
  EXPECT_EQ(readable.value_of(member::field::email), "");
  EXPECT_EQ(readable.off(member::field::email), Off{NotCovered{member::field::email}});
}

TEST(Readable, ANoticeThatCoversNoPurchasesShowsNone) {
  auto notice = segmenting_notice();
  for (auto& purpose : notice.purposes) {
    if (purpose.id == analysis) std::erase(purpose.fields, member::field::purchases);
  }
  const auto file = support::small_member();
  const Readable readable{file, notice, at("2026-03-14")};

  EXPECT_TRUE(readable.receipts().empty());
  EXPECT_EQ(readable.off(member::field::purchases), Off{NotCovered{member::field::purchases}});
}

TEST(Readable, ANoticeWithoutSegmentsLetsNothingBeRead) {
  const auto notice = support::small_notice();
  const auto file = support::small_member();
  const Readable readable{file, notice, at("2026-03-14")};

  EXPECT_TRUE(readable.receipts().empty());
  EXPECT_EQ(readable.value_of(FieldId{"favourite_room"}), "");
}

// GDPR Art. 21(2), N7.
TEST(Readable, ASwitchedOffCategoryIsGoneAndTheOthersStay) {
  const auto notice = segmenting_notice();
  auto file = support::small_member();
  const CategoryId receipts{"receipts"};
  decide(file, consent::Object{consent::CategoryUse{analysis, receipts}});
  const Readable readable{file, notice, at("2026-03-14")};

  EXPECT_TRUE(readable.receipts().empty());
  EXPECT_EQ(readable.off(member::field::purchases), Off{SwitchedOff{receipts}});
  EXPECT_EQ(readable.value_of(FieldId{"favourite_room"}), "sleep");
  EXPECT_EQ(readable.interactions().size(), 1U);
}

TEST(Readable, ASwitchThatALaterNoticeTookAwayStillHoldsForWhoTurnedItOff) {
  auto notice = segmenting_notice();
  for (auto& purpose : notice.purposes) purpose.optional_categories.clear();
  auto file = support::small_member();
  decide(file, consent::Object{consent::CategoryUse{analysis, CategoryId{"receipts"}}});

  EXPECT_TRUE((Readable{file, notice, at("2026-03-14")}.receipts().empty()));
}

TEST(Readable, ACategoryOfAnotherPurposeMayBeOffAndTheAnalysisReadsOn) {
  const auto notice = segmenting_notice();
  auto file = support::small_member();
  decide(file, consent::Object{consent::CategoryUse{PurposeId{"offers"}, CategoryId{"receipts"}}});

  EXPECT_EQ((Readable{file, notice, at("2026-03-14")}.receipts().size()), 2U);
}

void expect_nothing(const consent::MemberFile& file, Bar bar) {
  const auto notice = segmenting_notice();
  const Readable readable{file, notice, at("2026-03-14")};
  EXPECT_EQ(readable.bar(), bar);
  EXPECT_EQ(readable.off(member::field::purchases), Off{bar});
  EXPECT_TRUE(readable.receipts().empty());
  EXPECT_TRUE(readable.interactions().empty());
  for (const auto& field : notice.fields) EXPECT_EQ(readable.value_of(field.id), "");
}

// L8, GDPR Art. 21(2)-(3).
TEST(Readable, WhoObjectedToTheAnalysisIsNotRead) {
  auto file = support::small_member();
  decide(file, consent::Object{analysis});
  expect_nothing(file, Bar::objected);
}

// L15, GDPR Art. 18.
TEST(Readable, WhoseDataAreRestrictedIsNotRead) {
  auto file = support::small_member();
  decide(file, consent::Restrict{});
  expect_nothing(file, Bar::restricted);
}

TEST(Readable, WhoLeftIsNotRead) {
  auto file = support::small_member();
  decide(file, consent::Leave{});
  expect_nothing(file, Bar::left);
}

TEST(Readable, TheFirstReasonIsLeavingThenRestrictionThenObjection) {
  auto file = support::small_member();
  decide(file, consent::Object{analysis});
  decide(file, consent::Restrict{});
  expect_nothing(file, Bar::restricted);
  decide(file, consent::Leave{});
  expect_nothing(file, Bar::left);
}

// L7: a clock that was set back must not undo a no. The objection is of 1 March.
TEST(Readable, ANoHoldsForAQuestionAboutTheDayBeforeIt) {
  const auto notice = segmenting_notice();
  auto file = support::small_member();
  decide(file, consent::Object{analysis});

  EXPECT_EQ((Readable{file, notice, at("2026-02-01")}.bar()), Bar::objected);
}

TEST(Readable, WhatIsLaterThanTheQuestionIsNotSeen) {
  const auto notice = segmenting_notice();
  const auto file = support::small_member();
  EXPECT_EQ((Readable{file, notice, at("2025-11-28T09:29:59Z")}.receipts().size()), 1U);
  EXPECT_EQ((Readable{file, notice, at("2025-11-28T09:30:00Z")}.receipts().size()), 2U);
  EXPECT_EQ((Readable{file, notice, at("2026-02-01T19:04:59Z")}.interactions().size()), 0U);
  EXPECT_EQ((Readable{file, notice, at("2026-02-01T19:05:00Z")}.interactions().size()), 1U);

  const FieldId room{"favourite_room"};  // Told on 3 March 2024.
  EXPECT_EQ((Readable{file, notice, at("2024-03-02")}.value_of(room)), "");
  EXPECT_EQ((Readable{file, notice, at("2024-03-04")}.value_of(room)), "sleep");
}

}  // namespace
}  // namespace samtycke::segment
