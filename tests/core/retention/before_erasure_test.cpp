// Who hears of an erasure, and when.
#include "core/retention/before_erasure.h"

#include <gtest/gtest.h>

#include "tests/support/builders.h"

namespace samtycke::retention {
namespace {

using consent::MemberFile;
using support::at;
using support::day;

// Everything of hers goes after 2028-11-28.
const MemberFile& asa() {
  static const MemberFile file = support::small_member();
  return file;
}

std::string told_on(const MemberFile& file, const notice::Notice& notice, const char* when) {
  const auto until = to_be_told(file, notice, at(when));
  return until ? iso(until->day) : "none";
}

TEST(BeforeErasure, AMemberIsToldFromThirtyDaysBeforeTheLastDayToTheLastDay) {
  const auto notice = support::telling_notice();
  EXPECT_EQ(told_on(asa(), notice, "2028-10-28"), "none");
  EXPECT_EQ(told_on(asa(), notice, "2028-10-29"), "2028-11-28");
  EXPECT_EQ(told_on(asa(), notice, "2028-11-28"), "2028-11-28");
  EXPECT_EQ(told_on(asa(), notice, "2028-11-29"), "none") << "the mail never moves the day";
}

TEST(BeforeErasure, NobodyIsToldWhereTheNoticeHasNoSuchMail) {
  EXPECT_EQ(told_on(asa(), support::small_notice(), "2028-11-28"), "none");
  EXPECT_EQ(days_told_before(support::small_notice()), 0);
  EXPECT_EQ(days_told_before(support::telling_notice()), 30);
}

TEST(BeforeErasure, WhoeverLeftIsNotAskedToStay) {
  auto notice = support::telling_notice();
  notice.retentions[0].days_after_objection = 30;
  const auto left = support::member_after(consent::Leave{}, "2026-03-14T12:00:00Z");
  EXPECT_EQ(told_on(left, notice, "2026-04-10"), "none");
}

TEST(BeforeErasure, NobodyUnderRestrictionIsTold) {
  const auto file = support::member_after(consent::Restrict{}, "2026-03-14T12:00:00Z");
  EXPECT_EQ(told_on(file, support::telling_notice(), "2028-11-28"), "none");
}

TEST(BeforeErasure, APurchaseTakesTheWaitingBack) {
  MemberFile file = asa();
  member::put(file.holdings,
              member::Receipt{"B-3", at("2028-11-01T10:00:00Z"), "", member::Source::till, {}});
  EXPECT_EQ(told_on(file, support::telling_notice(), "2028-11-28"), "none");
}

std::string recipients_of(const MemberFile& file, const notice::Notice& notice) {
  std::string names;
  for (const notice::Recipient* one : told_of_member(file, notice)) names += one->id.text() + " ";
  return names;
}

// ---- GDPR Art. 19

TEST(ToldOfMember, AreThoseWhoMayHaveBeenGivenTheData) {
  const auto notice = support::telling_notice();
  EXPECT_EQ(recipients_of(asa(), notice), "printer host ") << "she never said yes to a mail";
  EXPECT_EQ(recipients_of(support::joined_member(), notice), "printer mailer host ");
  EXPECT_EQ(recipients_of(asa(), support::small_notice()), "");
}

TEST(ToldOfMember, AreThoseWhoWereGivenItBeforeAYesWasTakenBack) {
  MemberFile file = support::joined_member();
  for (const char* channel : {"email", "sms"}) {
    support::decided(file, consent::Withdraw{support::cell("own", channel)},
                     "2026-03-01T12:00:00Z");
  }
  support::decided(file, consent::Withdraw{support::cell("group", "email")},
                   "2026-03-01T12:00:00Z");
  EXPECT_EQ(recipients_of(file, support::telling_notice()), "printer mailer host ");
}

TEST(ToldOfMember, AreNoPrintersOfLettersToSomebodyWithoutAnAddress) {
  MemberFile file = support::joined_member();
  std::erase_if(file.holdings.records,
                [](const auto& record) { return record.field == FieldId("address"); });
  EXPECT_EQ(recipients_of(file, support::telling_notice()), "mailer host ");
}

}  // namespace
}  // namespace samtycke::retention
