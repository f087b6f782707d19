// L6: who is asked again, and who is left in peace.
#include <gtest/gtest.h>

#include "core/consent/standing.h"
#include "tests/support/builders.h"

namespace samtycke::consent {
namespace {

notice::Notice reworded() {
  notice::Notice notice = support::next_version(support::small_notice());
  support::reword_terms(notice, "Nya villkor.", "New terms.");
  return notice;
}

std::string asked(const MemberFile& file, const notice::Notice& notice) {
  std::string text;
  for (const notice::Cell& cell : asked_again(file, notice)) {
    text += cell.sender.text() + "/" + cell.channel.text() + " ";
  }
  return text;
}

MemberFile after(MemberFile file, Act act) {
  return decide_all(file, {support::wish(support::small_notice(), std::move(act))},
                    support::small_notice(), support::today())
      .after;
}

TEST(AskedAgain, IsNobodyWhoseWordsStand) {
  EXPECT_EQ(asked(support::joined_member(), support::small_notice()), "");
  EXPECT_EQ(asked(support::small_member(), reworded()), "") << "she never agreed";
}

TEST(AskedAgain, IsWhoeverAgreedToWordsThatNoLongerStand) {
  EXPECT_EQ(asked(support::joined_member(), reworded()), "own/email own/sms group/email ");
}

TEST(AskedAgain, IsNotWhoeverSaidNoSinceOrLeftOrPaused) {
  const notice::Cell sms = support::cell("own", "sms");
  EXPECT_EQ(asked(after(support::joined_member(), Withdraw{sms}), reworded()),
            "own/email group/email ");
  EXPECT_EQ(asked(after(support::joined_member(), Leave{}), reworded()), "");
  EXPECT_EQ(asked(after(support::joined_member(), Restrict{}), reworded()), "") << "GDPR Art. 18";
}

TEST(AskedAgain, IsNotAboutACompanyWithoutANameOrAnAddressThatIsGone) {
  notice::Notice unnamed = reworded();
  unnamed.senders[1].legal_name.clear();
  EXPECT_EQ(asked(support::joined_member(), unnamed), "own/email own/sms ");
  MemberFile no_phone = support::joined_member();
  std::erase_if(no_phone.holdings.records,
                [](const member::Record& record) { return record.field == FieldId("phone"); });
  EXPECT_EQ(asked(no_phone, reworded()), "own/email group/email ");
}

TEST(AskedAgain, IsNotWhoeverSaidYesToTheNewWords) {
  const notice::Notice notice = reworded();
  const MemberFile again = decide_all(support::joined_member(),
                                      {support::wish(notice, Grant{support::cell("own", "email")})},
                                      notice, support::today())
                               .after;
  EXPECT_EQ(asked(again, notice), "own/sms group/email ");
}

}  // namespace
}  // namespace samtycke::consent
