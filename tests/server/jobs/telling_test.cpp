// A member hears before everything of theirs goes, and whoever was given their data hears after it.
#include "server/jobs/telling.h"

#include <gtest/gtest.h>

#include "server/jobs/retention_sweep.h"
#include "server/mail/erasure_mail.h"
#include "tests/support/builders.h"
#include "tests/support/memory_store.h"

namespace samtycke::server {
namespace {

using support::at;

// Everything of hers goes after 2028-11-28.
class TellingOfErasure : public testing::Test {
 protected:
  TellingOfErasure() { put("asa", support::joined_member()); }
  void put(const std::string& id, consent::MemberFile file) {
    Change made;
    made.member = MemberId(id);
    made.records = file.holdings.records;
    for (member::Record& record : made.records) {
      if (record.field == member::field::email) record.value = id + "@example.se";
      if (record.field == member::field::member_number) record.value = "no-" + id;
    }
    made.receipts = file.holdings.receipts;
    made.interactions = file.holdings.interactions;
    made.decisions = file.decisions;
    ASSERT_TRUE(store_.commit(made).ok());
  }
  void buys(const std::string& id, const char* moment) {
    Change bought;
    bought.member = MemberId(id);
    bought.based_on = whatever_stands;
    bought.receipts = {{"B-9", at(moment), "", member::Source::till, {}}};
    ASSERT_TRUE(store_.commit(bought).ok());
  }
  RetentionReport sweep(const char* when) {
    const auto survey = survey_retention(store_, notice_, at(when));
    EXPECT_TRUE(survey.ok());
    const auto report = carry_out_retention(store_, notice_, survey.value(), at(when));
    EXPECT_TRUE(report.ok());
    EXPECT_EQ(report.value(), survey.value().report) << "what was said is what was done";
    return report.value();
  }
  std::vector<Mail> mails() { return store_.latest_mail(100).value(); }

  notice::Notice notice_ = support::telling_notice();
  MemoryStore store_;
};

TEST_F(TellingOfErasure, AMemberGetsOneMailWithTheDayAndThenIsErased) {
  EXPECT_EQ(sweep("2028-10-28").told, 0);
  EXPECT_EQ(sweep("2028-10-29").told, 1);
  EXPECT_EQ(sweep("2028-10-30").told, 0) << "once is enough";
  ASSERT_EQ(mails().size(), 1U);
  EXPECT_EQ(mails()[0].to, "asa@example.se");
  EXPECT_EQ(mails()[0].subject, "Snart borta");
  EXPECT_EQ(mails()[0].body, "Efter den 28 november 2028 är allt borta.");
  const RetentionReport last = sweep("2028-11-29");
  EXPECT_EQ(last.whole, 1);
  EXPECT_EQ(last.untold, 0);
}

TEST_F(TellingOfErasure, ASurveyTellsNobody) {
  const auto survey = survey_retention(store_, notice_, at("2028-10-29"));
  EXPECT_EQ(survey.value().report.told, 1);
  EXPECT_TRUE(mails().empty());
  EXPECT_EQ(store_.told_before_erasure(MemberId("asa")).value(), std::nullopt);
}

TEST_F(TellingOfErasure, APurchaseKeepsTheMemberAndTheNextDayIsToldAnew) {
  EXPECT_EQ(sweep("2028-10-29").told, 1);
  buys("asa", "2028-11-20T10:00:00Z");
  EXPECT_EQ(sweep("2028-11-29").whole, 0);
  EXPECT_EQ(sweep("2031-10-20").told, 0);
  EXPECT_EQ(sweep("2031-10-21").told, 1);
  EXPECT_EQ(mails()[0].body, "Efter den 20 november 2031 är allt borta.");
  EXPECT_EQ(sweep("2031-11-21").whole, 1);
}

TEST_F(TellingOfErasure, WhoeverBoughtSinceTheSurveyGetsNoMail) {
  const auto survey = survey_retention(store_, notice_, at("2028-10-29"));
  buys("asa", "2028-10-29T10:00:00Z");
  const auto report = carry_out_retention(store_, notice_, survey.value(), at("2028-10-29"));
  EXPECT_EQ(report.value().told, 0);
  EXPECT_TRUE(mails().empty());
}

TEST_F(TellingOfErasure, WithoutAnAddressThereIsNoMailAndTheReportSaysSo) {
  Change gone;
  gone.member = MemberId("asa");
  gone.based_on = whatever_stands;
  gone.removed = {member::field::email};
  ASSERT_TRUE(store_.commit(gone).ok());
  const RetentionReport before = sweep("2028-10-29");
  EXPECT_EQ(before.told, 0);
  EXPECT_EQ(before.unreachable, 1);
  EXPECT_TRUE(mails().empty());
  const RetentionReport last = sweep("2028-11-29");
  EXPECT_EQ(last.whole, 1);
  EXPECT_EQ(last.untold, 1);
}

// "At most three years" is the notice's word; a mail that could not be sent in time does not move it.
TEST_F(TellingOfErasure, WhoseDayHasPassedIsErasedUntoldAndCounted) {
  const RetentionReport report = sweep("2029-03-01");
  EXPECT_EQ(report.whole, 1);
  EXPECT_EQ(report.told, 0);
  EXPECT_EQ(report.untold, 1);
}

TEST_F(TellingOfErasure, WhoeverReadEnglishIsToldInEnglish) {
  consent::MemberFile file = support::joined_member();
  file.decisions.back().language = support::english();
  put("bo", file);
  EXPECT_EQ(sweep("2028-10-29").told, 2);
  EXPECT_EQ(mails()[0].subject, "Soon gone");
}

TEST_F(TellingOfErasure, ThoseWhoWereGivenTheDataAreToldTheNumberAndNothingElse) {
  EXPECT_EQ(sweep("2028-11-29").whole, 1);
  const auto notices = store_.notices_of_erasure(10).value();
  ASSERT_EQ(notices.size(), 3U);
  EXPECT_EQ(notices[0].to, "tryck@example.se");
  EXPECT_EQ(notices[1].to, "utskick@example.se");
  EXPECT_EQ(notices[2].to, "drift@example.se");
  for (const Mail& notice : notices) {
    EXPECT_EQ(notice.subject, "Ta bort");
    EXPECT_EQ(notice.body, "Ta bort no-asa.");
  }
}

TEST_F(TellingOfErasure, NobodyIsToldOfSomeFieldsThatGo) {
  notice_.retentions[0].days_after_objection = 30;
  put("bo", support::member_after(consent::Object{PurposeId{"analysis"}}, "2026-03-14T12:00:00Z"));
  EXPECT_EQ(sweep("2026-04-14").in_part, 1);
  EXPECT_TRUE(store_.notices_of_erasure(10).value().empty());
  EXPECT_TRUE(mails().empty());
}

}  // namespace
}  // namespace samtycke::server
