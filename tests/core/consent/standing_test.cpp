#include "core/consent/standing.h"

#include <gtest/gtest.h>

#include "tests/support/builders.h"

namespace samtycke::consent {
namespace {

using support::cell;

Decision decision(Act act, const char* moment, std::string text_sha256 = "") {
  return {std::move(act), 1,        support::swedish(), std::move(text_sha256),
          Way::portal,    "member", support::at(moment)};
}

std::string hash_of(const notice::Notice& notice, const notice::Cell& cell) {
  return notice::find(notice, cell)->wording.sha256.in(support::swedish());
}

class Standing : public testing::Test {
 protected:
  notice::Notice notice = support::small_notice();
  notice::Cell email = cell("own", "email");
  notice::Cell letter = cell("own", "letter");
  std::vector<Decision> decisions;

  CellStanding of(const notice::Cell& which) { return standing_of(decisions, which, notice); }
  bool on(const notice::Cell& which) { return is_on(of(which), which, notice); }
  void permit(const char* channel, notice::Permission permission) {
    for (notice::Channel& one : notice.channels) {
      if (one.id == ChannelId{channel}) one.permission = permission;
    }
  }
};

TEST_F(Standing, WithoutDecisionsElectronicChannelsAreOffAndLettersAreOn) {
  EXPECT_EQ(of(email), CellStanding{NeverAgreed{}});
  EXPECT_FALSE(on(email));
  EXPECT_EQ(of(letter), CellStanding{NotObjected{}});
  EXPECT_TRUE(on(letter));
}

// L3: the letters of "other partners" were shown as on, for a company that nobody had named.
TEST_F(Standing, NothingIsOnForACompanyWithoutAName) {
  const notice::Cell unnamed = cell("partner", "letter");
  ASSERT_EQ(notice::find(notice, SenderId{"partner"})->legal_name, "");
  EXPECT_EQ(of(unnamed), CellStanding{NotObjected{}});
  EXPECT_FALSE(on(unnamed));

  decisions.push_back(decision(Grant{email}, "2026-01-01", hash_of(notice, email)));
  ASSERT_TRUE(on(email));
  for (notice::Sender& sender : notice.senders) sender.legal_name.clear();
  EXPECT_FALSE(on(email)) << "a later notice no longer says which company it is";
}

TEST_F(Standing, TheLatestDecisionAboutACellIsTheOneThatCounts) {
  decisions.push_back(decision(Grant{email}, "2026-01-01", hash_of(notice, email)));
  EXPECT_TRUE(on(email));
  decisions.push_back(decision(Withdraw{email}, "2026-01-02"));
  EXPECT_EQ(of(email), CellStanding{Withdrawn{support::at("2026-01-02")}});
  EXPECT_FALSE(on(email));
  decisions.push_back(decision(Grant{email}, "2026-01-03", hash_of(notice, email)));
  EXPECT_EQ(of(email), CellStanding{Agreed{decisions.back()}});
  EXPECT_TRUE(on(email));
}

TEST_F(Standing, ADecisionAboutOneCellSaysNothingAboutAnother) {
  decisions.push_back(decision(Grant{email}, "2026-01-01", hash_of(notice, email)));
  decisions.push_back(decision(Object{letter}, "2026-01-01"));
  EXPECT_FALSE(on(cell("own", "sms")));
  EXPECT_FALSE(on(cell("group", "email")));
  EXPECT_TRUE(on(cell("group", "letter")));
  EXPECT_TRUE(is_on(standing_of(decisions, PurposeId{"analysis"})));
}

TEST_F(Standing, AnObjectionHoldsUntilItIsLifted) {
  decisions.push_back(decision(Object{letter}, "2026-01-01"));
  EXPECT_EQ(of(letter), CellStanding{Objected{support::at("2026-01-01")}});
  decisions.push_back(decision(LiftObjection{letter}, "2026-01-02"));
  EXPECT_EQ(of(letter), CellStanding{NotObjected{}});
}

TEST_F(Standing, APurposeIsOnUntilTheMemberObjectsToIt) {
  const PurposeId analysis{"analysis"};
  EXPECT_TRUE(is_on(standing_of(decisions, analysis)));
  decisions.push_back(decision(Object{analysis}, "2026-01-01"));
  EXPECT_EQ(standing_of(decisions, analysis), PurposeStanding{Objected{support::at("2026-01-01")}});
  EXPECT_FALSE(is_on(standing_of(decisions, analysis)));
  EXPECT_TRUE(is_on(standing_of(decisions, PurposeId{"offers"})));
  decisions.push_back(decision(LiftObjection{analysis}, "2026-01-02"));
  EXPECT_TRUE(is_on(standing_of(decisions, analysis)));
}

TEST_F(Standing, AYesToOtherWordsIsNotAYes) {
  decisions.push_back(decision(Grant{email}, "2026-01-01", hash_of(notice, email)));
  support::reword(notice, email, "Helt andra ord.", "Other words altogether.");
  EXPECT_FALSE(on(email));
}

TEST_F(Standing, AYesToTheSameWordsHoldsInALaterVersion) {
  decisions.push_back(decision(Grant{email}, "2026-01-01", hash_of(notice, email)));
  notice = support::next_version(notice);
  EXPECT_TRUE(on(email));
}

TEST_F(Standing, AYesIsToTheWordsOfTheLanguageThatWasRead) {
  decisions.push_back(decision(Grant{email}, "2026-01-01", hash_of(notice, email)));
  const std::string swedish = notice::find(notice, email)->wording.text.in(support::swedish());
  support::reword(notice, email, swedish, "Only the English words changed.");
  EXPECT_TRUE(on(email));

  decisions.back().language = support::english();
  EXPECT_FALSE(on(email)) << "these are not the English words";
  decisions.back().language = Language{"fi"};
  EXPECT_FALSE(on(email)) << "the notice is not in Finnish";
}

TEST_F(Standing, AYesToNoWordsIsNotAYes) {
  decisions.push_back(decision(Grant{email}, "2026-01-01", ""));
  EXPECT_FALSE(on(email));
  for (notice::CellText& text : notice.cells) text.wording.sha256 = {};
  EXPECT_FALSE(on(email));
}

TEST_F(Standing, AYesByJoiningHoldsWhileTheTermsSayTheSameAndTurnTheCellOn) {
  decisions = support::joined_member().decisions;
  ASSERT_TRUE(on(email));

  support::reword(notice, email, "Helt andra ord.", "Other words altogether.");
  EXPECT_TRUE(on(email)) << "the words agreed to are those of the terms";

  const notice::Terms terms = notice.terms;
  std::erase(notice.terms.turns_on, email);
  EXPECT_FALSE(on(email)) << "the terms no longer say so";
  EXPECT_TRUE(on(cell("group", "email")));

  notice.terms = terms;
  support::reword_terms(notice, "Nya villkor.", "New terms.");
  EXPECT_FALSE(on(email)) << "the terms are others now";
}

TEST_F(Standing, ANoOutlivesAChangeOfTheChannelsPermission) {
  decisions.push_back(decision(Object{letter}, "2026-01-01"));
  permit("letter", notice::Permission::consent);
  EXPECT_EQ(of(letter), CellStanding{Withdrawn{support::at("2026-01-01")}});

  decisions = {decision(Grant{email}, "2026-01-01", hash_of(notice, email)),
               decision(Withdraw{email}, "2026-01-02")};
  permit("email", notice::Permission::opt_out);
  EXPECT_EQ(of(email), CellStanding{Objected{support::at("2026-01-02")}});
  EXPECT_FALSE(on(email));
}

TEST_F(Standing, TakingBackAnObjectionIsNeverReadAsAConsent) {
  decisions = {decision(Object{letter}, "2026-01-01"),
               decision(LiftObjection{letter}, "2026-01-02")};
  permit("letter", notice::Permission::consent);
  EXPECT_FALSE(on(letter));
}

}  // namespace
}  // namespace samtycke::consent
