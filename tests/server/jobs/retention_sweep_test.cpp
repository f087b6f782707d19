// What is due is found and erased, and nothing else.
#include "server/jobs/retention_sweep.h"

#include <gtest/gtest.h>

#include <thread>

#include "core/consent/decide.h"
#include "server/jobs/daily_retention.h"
#include "tests/support/builders.h"
#include "tests/support/memory_store.h"

namespace samtycke::server {
namespace {

using consent::Object;
using support::at;

const PurposeId analysis{"analysis"};

class RetentionSweep : public testing::Test {
 protected:
  RetentionSweep() {
    notice_.retentions[0].days_after_objection = 30;
    // Everything of hers goes after 2028-11-28; of his, two fields after 2026-04-13.
    put("asa", support::small_member());
    put("bo", support::member_after(Object{analysis}, "2026-03-14T12:00:00Z"));
  }
  void put(const std::string& id, const consent::MemberFile& file) {
    Change made;
    made.member = MemberId(id);
    made.records = file.holdings.records;
    for (member::Record& record : made.records) {
      if (lookup_of(record)) record.value = id + "@example.se";
    }
    made.receipts = file.holdings.receipts;
    made.interactions = file.holdings.interactions;
    made.decisions = file.decisions;
    ASSERT_TRUE(store_.commit(made).ok());
  }
  RetentionReport sweep(Instant when) {
    const auto survey = survey_retention(store_, notice_, when);
    EXPECT_TRUE(survey.ok());
    const auto report = carry_out_retention(store_, notice_, survey.value(), when);
    EXPECT_TRUE(report.ok());
    EXPECT_EQ(report.value(), survey.value().report) << "what was said is what was done";
    return report.value();
  }

  notice::Notice notice_ = support::small_notice();
  MemoryStore store_;
};

TEST_F(RetentionSweep, NothingGoesBeforeItsDay) {
  const auto before = store_.load(MemberId("asa")).value();
  const RetentionReport report = sweep(at("2026-04-13"));
  EXPECT_EQ(report.members, 2);
  EXPECT_EQ(report.whole + report.in_part, 0);
  EXPECT_FALSE(report.oldest);
  EXPECT_EQ(store_.load(MemberId("asa")).value(), before);
}

TEST_F(RetentionSweep, SomeFieldsGoAndTheRestStays) {
  const auto before = store_.load(MemberId("bo")).value();
  const RetentionReport report = sweep(at("2026-04-14"));
  EXPECT_EQ(report.whole, 0);
  EXPECT_EQ(report.in_part, 1);
  EXPECT_EQ(report.oldest, support::day("2026-04-13"));
  EXPECT_FALSE(report.categories.empty());
  const auto after = store_.load(MemberId("bo")).value();
  EXPECT_EQ(member::find(after.holdings, FieldId("gender")), nullptr);
  EXPECT_EQ(after.holdings.records.size() + 2, before.holdings.records.size());
  EXPECT_EQ(after.holdings.receipts, before.holdings.receipts);
  EXPECT_EQ(after.decisions, before.decisions) << "the no must be remembered";
  EXPECT_EQ(sweep(at("2026-04-14")).in_part, 0) << "once is enough";
}

TEST_F(RetentionSweep, AWholeMemberIsErasedAndRecognisedLater) {
  const RetentionReport report = sweep(at("2028-11-29"));
  EXPECT_EQ(report.whole, 2);
  EXPECT_EQ(store_.count_members().value(), 0);
  EXPECT_TRUE(store_.erased_at({LookupKind::email, "asa@example.se"}).value());
}

TEST_F(RetentionSweep, ASurveyChangesNothing) {
  const auto before = store_.load(MemberId("bo")).value();
  const auto survey = survey_retention(store_, notice_, at("2028-11-29"));
  EXPECT_EQ(survey.value().due.size(), 2U);
  EXPECT_EQ(survey.value().report.whole, 2);
  EXPECT_EQ(store_.load(MemberId("bo")).value(), before);
  EXPECT_EQ(daily_turn(store_, at("2028-11-29")).value(), DailyTurn::never_begun);
}

TEST_F(RetentionSweep, WhoeverBoughtSinceTheSurveyStays) {
  const auto survey = survey_retention(store_, notice_, at("2028-11-29"));
  Change bought;
  bought.member = MemberId("asa");
  bought.based_on = whatever_stands;
  bought.receipts = {support::small_member().holdings.receipts.front()};
  bought.receipts.front().number = "new";
  bought.receipts.front().at = at("2028-11-20T10:00:00Z");
  ASSERT_TRUE(store_.commit(bought).ok());
  ASSERT_TRUE(carry_out_retention(store_, notice_, survey.value(), at("2028-11-29")).ok());
  EXPECT_TRUE(store_.load(MemberId("asa")).ok());
  EXPECT_FALSE(store_.load(MemberId("bo")).ok());
}

TEST_F(RetentionSweep, NothingOfAMemberUnderRestrictionGoes) {  // GDPR Art. 18
  put("cia", support::member_after(consent::Restrict{}, "2026-03-14T12:00:00Z"));
  const RetentionReport report = sweep(at("2028-11-29"));
  EXPECT_EQ(report.restricted, 1);
  EXPECT_TRUE(store_.load(MemberId("cia")).ok());
}

TEST_F(RetentionSweep, TheLatestMomentKnownIsTheNewestDecisionOrTheLastSweep) {
  auto survey = survey_retention(store_, notice_, at("2026-03-20"));
  EXPECT_EQ(latest_known(store_, survey.value()).value(), at("2026-03-14T12:00:00Z"));
  sweep(at("2026-03-20"));
  EXPECT_EQ(latest_known(store_, survey.value()).value(), at("2026-03-20"));
}

TEST_F(RetentionSweep, AServersTurnComesOnceADayAfterAPersonHasBegun) {
  EXPECT_EQ(daily_turn(store_, at("2026-03-20")).value(), DailyTurn::never_begun);
  sweep(at("2026-03-20T07:00:00Z"));
  EXPECT_EQ(daily_turn(store_, at("2026-03-20T22:59:59Z")).value(), DailyTurn::done_today);
  EXPECT_EQ(daily_turn(store_, at("2026-03-20T23:00:00Z")).value(), DailyTurn::due);
}

TEST_F(RetentionSweep, AServerSweepsByItselfWhenItsTurnHasCome) {
  sweep(at("2028-11-28"));
  ASSERT_EQ(store_.count_members().value(), 2);
  const Instant now = at("2028-11-29");
  const DailyRetention daily(store_, notice_, [&] { return now; });
  while (daily_turn(store_, now).value() != DailyTurn::done_today) std::this_thread::yield();
  EXPECT_EQ(store_.count_members().value(), 0);
}

TEST_F(RetentionSweep, AStoreThatIsAwayEndsTheSweep) {
  const auto survey = survey_retention(store_, notice_, at("2028-11-29"));
  store_.go_away();
  EXPECT_FALSE(survey_retention(store_, notice_, at("2028-11-29")).ok());
  EXPECT_FALSE(carry_out_retention(store_, notice_, survey.value(), at("2028-11-29")).ok());
  store_.come_back();
  EXPECT_EQ(store_.count_members().value(), 2);
}

TEST_F(RetentionSweep, AServerThatEndsStopsBetweenTwoMembers) {
  const auto survey = survey_retention(store_, notice_, at("2028-11-29"));
  int asked = 0;
  const auto report = carry_out_retention(store_, notice_, survey.value(), at("2028-11-29"),
                                          [&] { return ++asked > 1; });
  EXPECT_FALSE(report.ok());
  EXPECT_EQ(store_.count_members().value(), 1);
  EXPECT_EQ(daily_turn(store_, at("2028-11-29")).value(), DailyTurn::never_begun);
}

}  // namespace
}  // namespace samtycke::server
