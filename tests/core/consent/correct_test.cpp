#include "core/consent/correct.h"

#include <gtest/gtest.h>

#include "tests/support/builders.h"

namespace samtycke::consent {
namespace {

using member::BadValue;

const FieldId phone{"phone"};
const FieldId postcode{"postcode"};

Expected<Outcome, std::vector<BadCorrection>> corrected(
    const std::vector<Correction>& corrections) {
  return correct(support::small_member(), corrections, support::small_notice(), support::swedish(),
                 support::today());
}

TEST(Correct, StoresTheCanonicalValueAsTheMembersOwnWord) {
  const auto outcome = corrected({{phone, " 070-765 43 21 "}});
  ASSERT_TRUE(outcome.ok());
  const member::Record* record = member::find(outcome.value().after.holdings, phone);
  ASSERT_NE(record, nullptr);
  EXPECT_EQ(record->value, "+46707654321");
  EXPECT_EQ(record->source, member::Source::member);
  EXPECT_EQ(record->at, support::today().at);
}

TEST(Correct, IsProvedByADecisionThatNamesFieldsAndNoValues) {
  const auto outcome = corrected({{postcode, "41103"}, {phone, "0707654321"}});
  ASSERT_TRUE(outcome.ok());
  ASSERT_EQ(outcome.value().decisions.size(), 1u);
  const Decision& decision = outcome.value().decisions[0];
  EXPECT_EQ(decision.act, (Act{Correct{{postcode, phone}}}));
  EXPECT_EQ(decision.text_sha256, "");
  EXPECT_EQ(decision.notice_version, 1);
  EXPECT_EQ(decision.at, support::today().at);
  EXPECT_EQ(outcome.value().after.decisions.back(), decision);
}

TEST(Correct, TheSameValueWrittenAnotherWayChangesNothing) {
  const auto outcome = corrected({{phone, "+46 (0)70-123 45 67"}, {postcode, "50101"}});
  ASSERT_TRUE(outcome.ok());
  EXPECT_TRUE(outcome.value().decisions.empty());
  EXPECT_EQ(outcome.value().after, support::small_member());
}

TEST(Correct, ThereAndBackAgainChangesNothing) {
  const auto outcome = corrected({{postcode, "41103"}, {postcode, "50101"}});
  ASSERT_TRUE(outcome.ok());
  EXPECT_EQ(outcome.value().after, support::small_member());
}

TEST(Correct, AnEmptyValueIsTakenAway) {
  const auto outcome = corrected({{phone, " \xC2\xA0 "}});
  ASSERT_TRUE(outcome.ok());
  EXPECT_EQ(member::find(outcome.value().after.holdings, phone), nullptr);
  EXPECT_EQ(outcome.value().decisions.size(), 1u);
}

// A wrong address, or another's, would lock the member out; a stolen page would take the account.
TEST(Correct, TheEmailAddressIsNotChangedWithoutACodeToTheNewOne) {
  for (const char* typed : {"asa@example.se", "", "asa.lindqvist@example.se"}) {
    const auto outcome = corrected({{member::field::email, typed}});
    ASSERT_FALSE(outcome.ok());
    EXPECT_EQ(std::get<NotCorrectable>(outcome.reason()[0].why), NotCorrectable::wants_a_code);
  }
}

TEST(ChangeEmail, ReplacesTheAddressAndSaysThatItDid) {
  const MemberFile file = support::small_member();
  const Circumstance now{Way::portal, "member", support::at("2026-03-14T09:26:00Z")};
  const auto changed =
      change_email(file, " Ny@EXAMPLE.se ", support::small_notice(), support::swedish(), now);
  ASSERT_TRUE(changed.ok());
  EXPECT_EQ(member::value_of(changed.value().after.holdings, member::field::email),
            "Ny@example.se");
  ASSERT_EQ(changed.value().decisions.size(), 1u);
  EXPECT_EQ(std::get<Correct>(changed.value().decisions[0].act).fields,
            std::vector{member::field::email});
  const auto same = change_email(file, "asa.lindqvist@example.se", support::small_notice(),
                                 support::swedish(), now);
  EXPECT_TRUE(same.value().decisions.empty());
  EXPECT_EQ(change_email(file, "", support::small_notice(), support::swedish(), now).reason(),
            BadValue::empty);
}

TEST(Correct, OneBadValueStopsThemAllAndEveryBadOneIsNamed) {
  const auto outcome = corrected({{FieldId{"shoe_size"}, "41"},
                                  {postcode, "41103"},
                                  {FieldId{"member_number"}, "1"},
                                  {FieldId{"gender"}, "cat"}});
  ASSERT_FALSE(outcome.ok());
  const auto& bad = outcome.reason();
  ASSERT_EQ(bad.size(), 3u);
  EXPECT_EQ(bad[0].index, 0u);
  EXPECT_EQ(std::get<NotCorrectable>(bad[0].why), NotCorrectable::no_such_field);
  EXPECT_EQ(bad[1].index, 2u);
  EXPECT_EQ(std::get<NotCorrectable>(bad[1].why), NotCorrectable::not_yours_to_change);
  EXPECT_EQ(bad[2].index, 3u);
  EXPECT_EQ(std::get<BadValue>(bad[2].why), BadValue::not_a_choice);
}

TEST(Correct, EveryReasonHasAKeyOfItsOwn) {
  EXPECT_EQ(key(NotCorrectable::no_such_field), "no_such_field");
  EXPECT_EQ(key(NotCorrectable::not_yours_to_change), "not_yours_to_change");
}

}  // namespace
}  // namespace samtycke::consent
