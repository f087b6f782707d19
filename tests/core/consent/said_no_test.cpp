// What is left of a no when its member was erased (L22; NIX-nämnden 21-115).
#include "core/consent/said_no.h"

#include <gtest/gtest.h>

#include "core/consent/join.h"
#include "core/consent/standing.h"
#include "tests/support/builders.h"

namespace samtycke::consent {
namespace {

using support::cell;

bool after(std::vector<Act> acts) {
  MemberFile file;
  for (Act& act : acts) support::decided(file, std::move(act), "2026-03-01");
  return says_no(file.decisions);
}

TEST(SaidNo, IsWhatStandsAtTheEnd) {
  const auto email = cell("own", "email");
  const PurposeId analysis{"analysis"};
  EXPECT_FALSE(after({}));
  EXPECT_FALSE(after({Join{}, Grant{email}, Correct{}, Restrict{}, LiftRestriction{}}));
  EXPECT_TRUE(after({Grant{email}, Withdraw{email}}));
  EXPECT_FALSE(after({Withdraw{email}, Grant{email}}));
  EXPECT_TRUE(after({Withdraw{email}, Grant{cell("group", "email")}}));
  EXPECT_TRUE(after({Object{analysis}}));
  EXPECT_FALSE(after({Object{analysis}, LiftObjection{analysis}}));
  EXPECT_TRUE(after({Object{cell("own", "letter")}, Object{analysis}, LiftObjection{analysis}}));
  EXPECT_TRUE(after({Join{}, Leave{}}));
  EXPECT_FALSE(after({Leave{}, Join{}}));
}

std::vector<Decision> remembered(const notice::Notice& notice) {
  return remembered_no({true, {}}, notice, support::swedish(), Way::import, "import:members.csv",
                       support::at("2026-03-01"));
}

TEST(RememberedNo, ObjectsToThePurposeOfSendingWhereOneCan) {
  auto notice = support::small_notice();
  notice.sending.purpose = PurposeId{"analysis"};  // The one that can be objected to here.
  const auto decisions = remembered(notice);
  ASSERT_EQ(decisions.size(), 1U);
  EXPECT_EQ(decisions[0].act, Act{Object{PurposeId{"analysis"}}});
  EXPECT_EQ(decisions[0].actor, "import:members.csv");
  EXPECT_EQ(decisions[0].text_sha256, notice.purposes[1].objection->sha256.in(support::swedish()));
}

TEST(RememberedNo, ObjectsToEveryLetterWhereOneCannot) {
  const auto notice = support::small_notice();
  MemberFile file = support::small_member();
  file.decisions = remembered(notice);
  EXPECT_EQ(file.decisions.size(), 3U);
  for (const notice::CellText& text : notice.cells) {
    EXPECT_FALSE(is_on(standing_of(file.decisions, text.cell, notice), text.cell, notice));
  }
}

// Somebody else may have the number or the address now: what is not sent there is not touched.
TEST(RememberedNo, AtAnAddressCountsForWhatIsSentThere) {
  auto notice = support::small_notice();
  for (const notice::Channel& channel : notice.channels) {
    const RememberedNo no{false, {channel.address}};
    const auto decisions = remembered_no(no, notice, support::swedish(), Way::join, "member",
                                         support::at("2026-03-01"));
    for (const Decision& one : decisions) {
      const auto& to = std::get<notice::Cell>(std::get<Object>(one.act).to);
      EXPECT_EQ(notice::find(notice, to.channel)->address, channel.address);
    }
    EXPECT_EQ(decisions.empty(), channel.permission == notice::Permission::consent)
        << channel.id.text() << ": what needs a yes is simply not turned on";
    for (const notice::Cell& cell : not_by_terms(no, notice)) {
      EXPECT_EQ(notice::find(notice, cell.channel)->address, channel.address);
    }
  }
  EXPECT_TRUE(not_by_terms({}, notice).empty());
  EXPECT_EQ(not_by_terms({true, {}}, notice), notice.terms.turns_on);
}

}  // namespace
}  // namespace samtycke::consent
