// Acts about the membership as a whole and about one category of a purpose: which refusal comes first, and
// that a no is never refused (L7, L15; GDPR art. 18, 21.2; N7).
#include <gtest/gtest.h>

#include <string>
#include <utility>

#include "core/consent/decide.h"
#include "core/consent/standing.h"
#include "tests/support/builders.h"

namespace samtycke::consent {
namespace {

using support::today;

const PurposeId analysis{"analysis"};
const CategoryUse age{analysis, CategoryId{"demographics"}};

notice::Notice notice_with_optional_age() {
  notice::Notice notice = support::small_notice();
  notice.purposes[1].optional_categories = {
      {age.category, support::wording("Använd min ålder.", "Use my age.")}};
  return notice;
}

std::string answer(const MemberFile& file, Act act, int version_seen = 1) {
  const auto decision = decide(file, {std::move(act), version_seen, support::swedish()},
                               notice_with_optional_age(), today());
  return decision.ok() ? "decided" : std::string{key(decision.reason())};
}

MemberFile after(MemberFile file, Act act) {
  const auto decision =
      decide(file, {std::move(act), 1, support::swedish()}, notice_with_optional_age(), today());
  EXPECT_TRUE(decision.ok());
  if (decision.ok()) file.decisions.push_back(decision.value());
  return file;
}

TEST(DecideCategory, IsAnsweredWithTheFirstRuleThatItBreaks) {
  const MemberFile file = support::small_member();
  const auto back = [](const char* purpose, const char* category) {
    return LiftObjection{CategoryUse{PurposeId{purpose}, CategoryId{category}}};
  };
  EXPECT_EQ(answer(file, back("world_peace", "shoes"), 0), "no_such_purpose");
  EXPECT_EQ(answer(file, back("offers", "shoes"), 0), "no_such_category");
  EXPECT_EQ(answer(file, back("analysis", "receipts"), 0), "not_this_way");
  EXPECT_EQ(answer(file, back("analysis", "demographics"), 0), "text_out_of_date");
  EXPECT_EQ(answer(file, back("analysis", "demographics")), "already_so");
  EXPECT_EQ(answer(after(file, Object{age}), back("analysis", "demographics")), "decided");
}

TEST(DecideCategory, ANoToACategoryNeedsNoTextAndIsSaidOnce) {
  const MemberFile file = support::small_member();
  EXPECT_EQ(answer(file, Object{age}, 0), "decided");
  EXPECT_EQ(answer(after(file, Object{age}), Object{age}, 0), "already_so");
}

TEST(DecideCategory, ANoIsKeptWithTheWordsBesideItsOwnSwitch) {
  const notice::Notice notice = notice_with_optional_age();
  const auto decision =
      decide(support::small_member(), support::wish(notice, Object{age}), notice, today());
  ASSERT_TRUE(decision.ok());
  EXPECT_EQ(decision.value().text_sha256,
            notice.purposes[1].optional_categories[0].wording.sha256.in(support::swedish()));
}

TEST(DecideMembership, ARestrictionStartsOnceAndEndsOnce) {
  const MemberFile member = support::joined_member();
  const MemberFile restricted = after(member, Restrict{});
  EXPECT_EQ(answer(member, LiftRestriction{}), "already_so");
  EXPECT_EQ(answer(member, Restrict{}), "decided");
  EXPECT_EQ(answer(restricted, Restrict{}), "already_so");
  EXPECT_EQ(answer(restricted, LiftRestriction{}), "decided");
  EXPECT_EQ(answer(after(restricted, LiftRestriction{}), Restrict{}), "decided");
}

TEST(DecideMembership, WhoLeftCanSayNoAndNothingElse) {
  const MemberFile gone = after(support::joined_member(), Leave{});
  EXPECT_EQ(answer(gone, Leave{}), "already_so");
  EXPECT_EQ(answer(gone, LiftRestriction{}), "has_left");
  EXPECT_EQ(answer(gone, Grant{support::cell("nobody", "fax")}), "has_left")
      << "before anything about the sender";
  EXPECT_EQ(answer(gone, LiftObjection{analysis}), "has_left");
  EXPECT_EQ(answer(gone, Restrict{}), "decided");
  EXPECT_EQ(answer(gone, Object{analysis}), "decided");
  EXPECT_EQ(answer(gone, Object{support::cell("own", "letter")}), "decided");
}

TEST(DecideMembership, LeavingIsNeverRefusedForAnOldTextOrARestriction) {
  EXPECT_EQ(answer(support::small_member(), Leave{}, 0), "decided");
  EXPECT_EQ(answer(after(support::joined_member(), Restrict{}), Leave{}, 0), "decided");
}

TEST(DecideMembership, LeavingAndRestrictingAreNoAndTheirOppositesAreNot) {
  EXPECT_TRUE(is_no(Leave{}));
  EXPECT_TRUE(is_no(Restrict{}));
  EXPECT_TRUE(is_no(Object{age}));
  EXPECT_TRUE(is_no(Withdraw{support::cell("own", "email")}));
  EXPECT_FALSE(is_no(LiftRestriction{}));
  EXPECT_FALSE(is_no(LiftObjection{age}));
  EXPECT_FALSE(is_no(Grant{support::cell("own", "email")}));
  EXPECT_FALSE(is_no(Join{}));
}

// A page that named no version claims none: what is kept is the notice in force.
TEST(Decide, ANoByAPageWithoutAVersionIsKeptUnderTheNoticeInForce) {
  const notice::Notice notice = support::next_version(support::small_notice());
  const Wish wish{Withdraw{support::cell("own", "email")}, 0, support::swedish()};
  const auto decision = decide(support::joined_member(), wish, notice, today());
  ASSERT_TRUE(decision.ok());
  EXPECT_EQ(decision.value().notice_version, 2);
  EXPECT_EQ(decision.value().text_sha256, "");
}

}  // namespace
}  // namespace samtycke::consent
