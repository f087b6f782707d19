// Restriction, leaving, coming back, and one category kept out of a purpose.
#include <gtest/gtest.h>

#include "core/consent/decide.h"
#include "core/consent/standing.h"
#include "tests/support/builders.h"

namespace samtycke::consent {
namespace {

using support::cell;
using support::today;
using support::wish;

const PurposeId analysis{"analysis"};
const CategoryUse age_and_sex{analysis, CategoryId{"demographics"}};

// Age and sex may be kept out of the analysis; what was bought may not.
notice::Notice optional_category() {
  auto notice = support::next_version(support::small_notice());
  notice.purposes[1].optional_categories = {
      {age_and_sex.category, support::wording("Min ålder och mitt kön.", "My age and sex.")}};
  return notice;
}

std::string answer(const MemberFile& file, const Wish& wish) {
  const auto decision = decide(file, wish, optional_category(), today());
  return decision.ok() ? "decided" : std::string{key(decision.reason())};
}
std::string answer(const MemberFile& file, Act act) {
  return answer(file, wish(optional_category(), std::move(act)));
}
// By a page that shows an older text.
std::string answer_by_an_old_page(const MemberFile& file, Act act) {
  return answer(file, Wish{std::move(act), 1, support::swedish()});
}

MemberFile after(const std::vector<Act>& acts, MemberFile file = support::joined_member()) {
  for (const Act& act : acts) {
    const auto decision =
        decide(file, wish(optional_category(), act), optional_category(), today());
    EXPECT_TRUE(decision.ok());
    file.decisions.push_back(decision.value());
  }
  return file;
}

// Each row breaks one rule less than the row above it, so every two neighbours are weighed.
TEST(DecideMembership, AYesOfOneWhoLeftIsRefusedForThatBeforeAllElse) {
  const MemberFile left = after({Leave{}});
  EXPECT_EQ(answer_by_an_old_page(left, Grant{cell("nobody", "fax")}), "has_left");
  EXPECT_EQ(answer_by_an_old_page(left, LiftObjection{PurposeId{"world_peace"}}), "has_left");
  EXPECT_EQ(answer_by_an_old_page(left, LiftObjection{CategoryUse{analysis, CategoryId{"x"}}}),
            "has_left");
  EXPECT_EQ(answer_by_an_old_page(left, Grant{cell("own", "letter")}), "has_left");
  EXPECT_EQ(answer_by_an_old_page(left, Grant{cell("partner", "sms")}), "has_left");
  EXPECT_EQ(answer(left, LiftObjection{analysis}), "has_left");
  EXPECT_EQ(answer(left, LiftRestriction{}), "has_left") << "and not already_so";
}

TEST(DecideMembership, ANoOfOneWhoLeftIsStillHeard) {  // GDPR Art. 21(3); NIX-nämnden 21-115
  const MemberFile left = after({Leave{}});
  EXPECT_EQ(answer(left, Object{cell("own", "letter")}), "decided");
  EXPECT_EQ(answer(left, Object{analysis}), "decided");
  EXPECT_EQ(answer(left, Object{age_and_sex}), "decided");
  EXPECT_EQ(answer(left, Restrict{}), "decided");
  EXPECT_EQ(answer(left, Withdraw{cell("own", "email")}), "already_so") << "leaving did that";
}

TEST(DecideMembership, LeavingIsDecidedOnce) {
  EXPECT_EQ(answer(support::joined_member(), Leave{}), "decided");
  EXPECT_EQ(answer_by_an_old_page(support::small_member(), Leave{}), "decided");
  EXPECT_EQ(answer(after({Restrict{}}), Leave{}), "decided");
  EXPECT_EQ(answer(after({Leave{}}), Leave{}), "already_so");
}

TEST(DecideMembership, ARestrictionHoldsUntilItIsLifted) {  // GDPR Art. 18
  EXPECT_EQ(answer(support::joined_member(), LiftRestriction{}), "already_so");
  EXPECT_EQ(answer_by_an_old_page(support::joined_member(), Restrict{}), "decided");
  EXPECT_EQ(answer(after({Restrict{}}), Restrict{}), "already_so");
  EXPECT_EQ(answer(after({Restrict{}}), LiftRestriction{}), "decided");
  EXPECT_EQ(answer(after({Restrict{}, LiftRestriction{}}), LiftRestriction{}), "already_so");
  EXPECT_EQ(answer(after({Restrict{}, LiftRestriction{}}), Restrict{}), "decided");
}

TEST(DecideMembership, UnderRestrictionAMemberMayStillDecide) {
  const MemberFile file = after({Restrict{}});
  EXPECT_EQ(answer(file, Withdraw{cell("own", "email")}), "decided");
  EXPECT_EQ(answer(file, Grant{cell("group", "sms")}), "decided");
  EXPECT_EQ(answer(file, Object{age_and_sex}), "decided");
}

TEST(DecideCategory, AYesIsAnsweredWithTheFirstRuleThatItBreaks) {
  const MemberFile on = support::small_member();
  const MemberFile off = after({Object{age_and_sex}});
  const auto lift = [](const char* purpose, const char* category) {
    return LiftObjection{CategoryUse{PurposeId{purpose}, CategoryId{category}}};
  };
  EXPECT_EQ(answer_by_an_old_page(on, lift("world_peace", "shoes")), "no_such_purpose");
  EXPECT_EQ(answer_by_an_old_page(on, lift("offers", "shoes")), "no_such_category");
  EXPECT_EQ(answer_by_an_old_page(on, lift("offers", "receipts")), "not_this_way");
  EXPECT_EQ(answer_by_an_old_page(on, lift("analysis", "receipts")), "not_this_way");
  EXPECT_EQ(answer_by_an_old_page(on, lift("analysis", "demographics")), "text_out_of_date");
  EXPECT_EQ(answer(on, lift("analysis", "demographics")), "already_so");
  EXPECT_EQ(answer(off, lift("analysis", "demographics")), "decided");
}

TEST(DecideCategory, ANoIsAnsweredWithTheFirstRuleThatItBreaks) {
  const MemberFile off = after({Object{age_and_sex}});
  const auto no = [](const char* purpose, const char* category) {
    return Object{CategoryUse{PurposeId{purpose}, CategoryId{category}}};
  };
  EXPECT_EQ(answer_by_an_old_page(off, no("world_peace", "shoes")), "no_such_purpose");
  EXPECT_EQ(answer_by_an_old_page(off, no("analysis", "shoes")), "no_such_category");
  EXPECT_EQ(answer_by_an_old_page(off, no("analysis", "receipts")), "not_this_way");
  EXPECT_EQ(answer_by_an_old_page(off, no("analysis", "demographics")), "already_so");
  EXPECT_EQ(answer_by_an_old_page(support::small_member(), no("analysis", "demographics")),
            "decided")
      << "a no needs no text";
}

TEST(DecideCategory, RecordsTheTextBesideItsSwitch) {
  const auto notice = optional_category();
  const auto decision =
      decide(support::small_member(), wish(notice, Object{age_and_sex}), notice, today());
  ASSERT_TRUE(decision.ok());
  EXPECT_EQ(decision.value().text_sha256, support::text_hash("Min ålder och mitt kön."));
}

TEST(DecideCategory, SaysNothingAboutTheWholePurposeOrAnotherCategory) {  // L2
  const MemberFile file = after({Object{age_and_sex}});
  EXPECT_TRUE(is_on(standing_of(file.decisions, analysis)));
  EXPECT_TRUE(is_on(standing_of(file.decisions, CategoryUse{analysis, CategoryId{"receipts"}})));
  EXPECT_TRUE(
      is_on(standing_of(file.decisions, CategoryUse{PurposeId{"offers"}, age_and_sex.category})));
  EXPECT_FALSE(is_on(standing_of(file.decisions, age_and_sex)));
  EXPECT_TRUE(is_on(standing_of(after({Object{analysis}}).decisions, age_and_sex)));
}

TEST(Membership, IsCurrentWithoutAnyDecision) {
  EXPECT_EQ(membership({}), MembershipStanding{Current{}});
  EXPECT_EQ(membership(support::joined_member().decisions), MembershipStanding{Current{}});
}

TEST(Membership, RemembersWhenAMemberWasRestrictedOrLeft) {
  EXPECT_EQ(membership(after({Restrict{}}).decisions), MembershipStanding{Restricted{today().at}});
  EXPECT_EQ(membership(after({Leave{}}).decisions), MembershipStanding{Left{today().at}});
  EXPECT_EQ(membership(after({Restrict{}, Leave{}}).decisions),
            MembershipStanding{Left{today().at}});
  EXPECT_EQ(membership(after({Restrict{}, LiftRestriction{}}).decisions),
            MembershipStanding{Current{}});
}

TEST(Membership, NothingButJoiningAgainBringsOneBackWhoLeft) {
  MemberFile file = after({Leave{}, Restrict{}});
  EXPECT_EQ(membership(file.decisions), MembershipStanding{Left{today().at}});
  for (const Act& act : {Act{LiftRestriction{}}, Act{Grant{cell("own", "email")}},
                         Act{Correct{{FieldId{"phone"}}}}}) {
    file.decisions.push_back({act, 1, {}, "", Way::import, "import:x", today().at});
    EXPECT_EQ(membership(file.decisions), MembershipStanding{Left{today().at}});
  }
  file.decisions.push_back({Join{}, 1, {}, "", Way::join, "member", today().at});
  EXPECT_EQ(membership(file.decisions), MembershipStanding{Current{}});
}

TEST(Membership, LeavingEndsEveryConsentAndIsNoObjection) {
  const auto notice = optional_category();
  const MemberFile before = after({Grant{cell("group", "sms")}});
  const MemberFile file = after({Leave{}}, before);
  for (const notice::CellText& text : notice.cells) {
    const auto standing = standing_of(file.decisions, text.cell, notice);
    EXPECT_FALSE(std::holds_alternative<Agreed>(standing));
    EXPECT_FALSE(std::holds_alternative<Objected>(standing));
  }
  EXPECT_EQ(standing_of(file.decisions, cell("group", "sms"), notice),
            CellStanding{Ended{today().at}})
      << "and nobody said no to it";
  EXPECT_EQ(standing_of(file.decisions, cell("partner", "email"), notice),
            CellStanding{NeverAgreed{}})
      << "there was nothing to end";
}

TEST(Membership, ObjectionsOutliveTheMembership) {  // L22; NIX-nämnden 21-115
  const auto notice = optional_category();
  MemberFile file =
      after({Object{cell("own", "letter")}, Object{analysis}, Object{age_and_sex}, Leave{}});
  file.decisions.push_back({Join{}, 2, {}, "", Way::join, "member", today().at});
  EXPECT_FALSE(is_on(standing_of(file.decisions, cell("own", "letter"), notice),
                     cell("own", "letter"), notice));
  EXPECT_FALSE(is_on(standing_of(file.decisions, analysis)));
  EXPECT_FALSE(is_on(standing_of(file.decisions, age_and_sex)));
}

}  // namespace
}  // namespace samtycke::consent
