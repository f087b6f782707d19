#include "core/retention/due.h"

#include <gtest/gtest.h>

#include "core/consent/decide.h"
#include "tests/support/builders.h"

namespace samtycke::retention {
namespace {

using consent::CategoryUse;
using consent::MemberFile;
using consent::Object;
using support::at;
using support::decided;
using support::member_after;

const PurposeId analysis{"analysis"};

notice::Notice thirty_days() {
  auto notice = support::small_notice();
  notice.retentions[0].days_after_objection = 30;
  return notice;
}

// A notice in which the analysis alone looks at purchases.
notice::Notice purchases_for_analysis_only() {
  auto notice = thirty_days();
  std::erase(notice.purposes[0].fields, member::field::purchases);
  return notice;
}

// "everything", the fields, or "nothing".
std::string due_on(const MemberFile& file, const notice::Notice& notice, const char* moment) {
  const auto found = due(file, notice, at(moment));
  if (!found) return "nothing";
  const auto* some = std::get_if<SomeFields>(&found->what);
  if (some == nullptr) return "everything";
  std::string fields;
  for (const DueField& one : some->fields) {
    fields += (fields.empty() ? "" : " ") + one.field.text();
  }
  return fields;
}

TEST(Due, EverythingOfAMemberGoesTheDayAfterTheLastDayAndNotBefore) {  // N9, L17
  const MemberFile file = support::small_member();
  EXPECT_EQ(due_on(file, thirty_days(), "2028-11-28T22:59:59Z"), "nothing");
  EXPECT_EQ(due_on(file, thirty_days(), "2028-11-28T23:00:00Z"), "everything");
  EXPECT_FALSE(has_run_out(file, thirty_days(), at("2028-11-28T22:59:59Z")));
  EXPECT_TRUE(has_run_out(file, thirty_days(), at("2028-11-28T23:00:00Z")));
}

TEST(Due, SaysUntilWhenItWasKeptAndWhy) {
  const auto found = due(support::small_member(), thirty_days(), at("2028-11-29"));
  ASSERT_TRUE(found);
  EXPECT_EQ(found->member, support::small_member().id);
  EXPECT_EQ(std::get<WholeMember>(found->what).until,
            keep_until(support::small_member(), thirty_days()));
}

TEST(Due, WhatNoPurposeNeedsAnyMoreGoesAndTheRestStays) {  // GDPR Art. 17(1)(c)
  const MemberFile file = member_after(Object{analysis}, "2026-03-14T12:00:00Z");
  EXPECT_EQ(due_on(file, thirty_days(), "2026-04-13T21:59:59Z"), "nothing");
  EXPECT_EQ(due_on(file, thirty_days(), "2026-04-13T22:00:00Z"), "favourite_room gender");

  const auto found = due(file, thirty_days(), at("2026-04-14"));
  const MemberFile left = after_erasing(file, *found, thirty_days());
  EXPECT_EQ(member::find(left.holdings, FieldId{"gender"}), nullptr);
  EXPECT_EQ(member::value_of(left.holdings, FieldId{"given_name"}), "Åsa");
  EXPECT_EQ(left.holdings.records.size() + 2, file.holdings.records.size());
  EXPECT_EQ(left.holdings.receipts, file.holdings.receipts);
  EXPECT_EQ(left.decisions, file.decisions) << "the no must be remembered";
  EXPECT_EQ(due_on(left, thirty_days(), "2026-04-14"), "nothing");
}

TEST(Due, NothingIsLeftOfAMemberWhoIsDue) {
  const MemberFile file = member_after(Object{analysis}, "2026-03-14T12:00:00Z");
  const auto found = due(file, thirty_days(), at("2028-11-29"));
  ASSERT_TRUE(found);
  const MemberFile left = after_erasing(file, *found, thirty_days());
  EXPECT_EQ(left.holdings, member::Holdings{});
  EXPECT_TRUE(left.decisions.empty());
  EXPECT_EQ(due_on(left, thirty_days(), "2040-01-01"), "nothing");
  EXPECT_FALSE(has_run_out(left, thirty_days(), at("2040-01-01"))) << "there is nothing to run out";
}

TEST(Due, WhenThePurchasesGoTheDayOfTheLatestStaysForTheRestToCountFrom) {
  const auto notice = purchases_for_analysis_only();
  const MemberFile file = member_after(Object{analysis}, "2026-03-14T12:00:00Z");
  EXPECT_EQ(due_on(file, notice, "2026-04-14"), "favourite_room purchases gender");

  const auto found = due(file, notice, at("2026-04-14"));
  const MemberFile left = after_erasing(file, *found, notice);
  EXPECT_EQ(left.holdings.receipts,
            (std::vector<member::Receipt>{
                {"B-2", at("2025-11-28T09:30:00Z"), "", member::Source::website, {}}}));
  EXPECT_EQ(keep_until(left, notice), keep_until(file, notice));
  EXPECT_EQ(due_on(left, notice, "2026-04-14"), "nothing") << "a sweep finds it once";
  EXPECT_EQ(due_on(left, notice, "2028-11-28"), "nothing");
  EXPECT_EQ(due_on(left, notice, "2028-11-29"), "everything");
}

// The bare receipt counts from the day of joining itself: were that gone before it, nobody could say when
// the receipt goes, and the member would stay for ever.
TEST(Due, TheDayOfJoiningStaysAsLongAsABareReceiptThatCountsFromIt) {
  auto notice = thirty_days();
  notice.retentions[0].years = 2;
  notice.retentions[0].start = notice::ClockStart::joined;
  notice.retentions[0].otherwise = notice::ClockStart::joined;
  notice.retentions.push_back(notice.retentions[0]);
  notice.retentions[1].id = RetentionId{"from_purchase"};
  notice.retentions[1].start = notice::ClockStart::latest_purchase;
  notice.purposes[0].fields = {member::field::joined, member::field::purchases};
  notice.purposes[1].fields = {FieldId{"gender"}};
  notice.purposes[1].retention = RetentionId{"from_purchase"};
  notice.retentions[1].otherwise = notice::ClockStart::latest_purchase;

  const MemberFile file = support::small_member();  // Joined on 2024-03-03, bought on 2025-11-28.
  EXPECT_EQ(due_on(file, notice, "2026-03-04"), "purchases");
  const MemberFile left = after_erasing(file, *due(file, notice, at("2026-03-04")), notice);
  EXPECT_EQ(member::value_of(left.holdings, member::field::joined), "2024-03-03");
  EXPECT_EQ(due_on(left, notice, "2027-11-28"), "nothing");
  EXPECT_EQ(due_on(left, notice, "2027-11-29"), "everything");
}

TEST(Due, OfPurchasesThatWereAllHandedBackNothingStays) {
  const auto notice = purchases_for_analysis_only();
  MemberFile file = member_after(Object{analysis}, "2026-03-14T12:00:00Z");
  file.holdings.receipts = {
      {"R-1", at("2026-01-05"), "", member::Source::till, {{"Lakan", {}, 1, {-100}}}}};
  const auto found = due(file, notice, at("2026-04-14"));
  ASSERT_TRUE(found);
  const MemberFile left = after_erasing(file, *found, notice);
  EXPECT_TRUE(left.holdings.receipts.empty());
  EXPECT_EQ(keep_until(left, notice), keep_until(file, notice))
      << "it counted from joining before, too";
}

TEST(Due, AReceiptWithoutAShopOrWithoutLinesIsNotYetBare) {
  const auto notice = purchases_for_analysis_only();
  MemberFile online = member_after(Object{analysis}, "2026-03-14T12:00:00Z");
  online.holdings.receipts.erase(online.holdings.receipts.begin());
  EXPECT_EQ(due_on(online, notice, "2026-04-14"), "favourite_room purchases gender");
  MemberFile no_lines = online;
  no_lines.holdings.receipts[0].lines.clear();
  no_lines.holdings.receipts[0].store = "Borås";
  EXPECT_EQ(due_on(no_lines, notice, "2026-04-14"), "favourite_room purchases gender");
}

TEST(Due, NothingStaysOfThePurchasesWhereNothingCountsFromThem) {
  auto notice = purchases_for_analysis_only();
  notice.retentions[0].start = notice::ClockStart::joined;
  const MemberFile file = member_after(Object{analysis}, "2026-03-14T12:00:00Z");
  const auto found = due(file, notice, at("2026-04-14"));
  ASSERT_TRUE(found);
  EXPECT_TRUE(after_erasing(file, *found, notice).holdings.receipts.empty());
}

TEST(Due, ABareReceiptGoesWhenNothingCountsFromItAnyMore) {
  const auto notice = purchases_for_analysis_only();
  MemberFile file = member_after(Object{analysis}, "2026-03-14T12:00:00Z");
  file = after_erasing(file, *due(file, notice, at("2026-04-14")), notice);
  decided(file, Object{PurposeId{"offers"}}, "2026-05-01T12:00:00Z");
  EXPECT_EQ(due_on(file, notice, "2026-05-31"), "nothing");
  EXPECT_EQ(due_on(file, notice, "2026-06-01"), "everything");
}

TEST(Due, VisitsGoWithTheirPurpose) {
  auto notice = thirty_days();
  std::erase(notice.purposes[0].fields, member::field::interactions);
  const MemberFile file = member_after(Object{CategoryUse{analysis, CategoryId{"user_generated"}}},
                                       "2026-03-14T12:00:00Z");
  EXPECT_EQ(due_on(file, notice, "2026-04-14"), "interactions");
  const auto found = due(file, notice, at("2026-04-14"));
  EXPECT_TRUE(after_erasing(file, *found, notice).holdings.interactions.empty());
}

TEST(Due, NothingOfAMemberUnderRestrictionIsErased) {  // GDPR Art. 18(1)(b), (c), 18(2); L15
  MemberFile file = member_after(consent::Restrict{}, "2026-03-14T12:00:00Z");
  decided(file, Object{analysis}, "2026-03-15T12:00:00Z");
  EXPECT_EQ(due_on(file, thirty_days(), "2030-01-01"), "nothing");
  EXPECT_TRUE(has_run_out(file, thirty_days(), at("2030-01-01"))) << "and nothing is sent either";
  decided(file, consent::LiftRestriction{}, "2030-01-01");
  EXPECT_EQ(due_on(file, thirty_days(), "2030-01-01"), "everything");
}

TEST(Due, WhatNobodyKnowsADayForIsNotErased) {
  MemberFile file = support::small_member();
  file.holdings.receipts.clear();
  std::erase_if(file.holdings.records,
                [](const auto& record) { return record.field == member::field::joined; });
  EXPECT_EQ(due_on(file, thirty_days(), "2199-12-31"), "nothing");
  EXPECT_FALSE(has_run_out(file, thirty_days(), at("2199-12-31")));
}

TEST(Due, OfManyMembersThoseWhoAreDueComeInTheirOrder) {
  std::vector<MemberFile> files(4, support::small_member());
  for (std::size_t i = 0; i < files.size(); ++i) files[i].id = MemberId{std::to_string(i)};
  member::put(files[1].holdings,
              member::Receipt{"B-3", at("2027-01-01"), "", member::Source::till, {}});
  files[2].holdings = {};
  std::string members;
  for (const Due& one : due(files, thirty_days(), at("2028-11-29"))) members += one.member.text();
  EXPECT_EQ(members, "03");
}

TEST(Due, AClockThatLeaptMoreThanAMonthIsAskedAbout) {  // L17
  const Instant sweep = at("2026-03-14T03:00:00Z");
  EXPECT_FALSE(has_leapt(sweep, at("2026-04-14T03:00:00Z")));
  EXPECT_TRUE(has_leapt(sweep, at("2026-04-14T03:00:00.001Z")));
  EXPECT_FALSE(has_leapt(sweep, at("1970-01-02"))) << "back is harmless";
}

}  // namespace
}  // namespace samtycke::retention
