#include "core/consent/decide.h"

#include <gtest/gtest.h>

#include "core/consent/standing.h"
#include "tests/support/builders.h"

namespace samtycke::consent {
namespace {

using support::cell;
using support::today;

const PurposeId analysis{"analysis"};

std::string answer(const MemberFile& file, const Wish& wish, const notice::Notice& notice) {
  const auto decision = decide(file, wish, notice, today());
  return decision.ok() ? "decided" : std::string{key(decision.reason())};
}

std::string answer(const MemberFile& file, Act act) {
  const auto notice = support::small_notice();
  return answer(file, support::wish(notice, std::move(act)), notice);
}

bool shows_on(const MemberFile& file, const notice::Cell& cell, const notice::Notice& notice) {
  return is_on(standing_of(file.decisions, cell, notice), cell, notice);
}

MemberFile without_address(MemberFile file) {
  std::erase_if(file.holdings.records, [](const member::Record& record) {
    return record.field == member::field::email || record.field == FieldId{"phone"} ||
           record.field == FieldId{"address"};
  });
  return file;
}

// The order of the rules is behaviour: each row breaks one rule less than the row above it.
TEST(Decide, AYesIsAnsweredWithTheFirstRuleThatItBreaks) {
  const auto notice = support::next_version(support::small_notice());
  const MemberFile nowhere = without_address(support::small_member());
  const MemberFile reachable = support::small_member();
  const MemberFile joined = support::joined_member();
  const Language language = support::swedish();
  const auto old_yes = [&](const char* sender, const char* channel) {
    return Wish{Grant{cell(sender, channel)}, notice.version - 1, language};
  };
  const auto yes = [&](const char* sender, const char* channel) {
    return Wish{Grant{cell(sender, channel)}, notice.version, language};
  };

  EXPECT_EQ(answer(nowhere, old_yes("nobody", "fax"), notice), "no_such_sender");
  EXPECT_EQ(answer(nowhere, old_yes("partner", "fax"), notice), "no_such_channel");
  EXPECT_EQ(answer(nowhere, old_yes("partner", "letter"), notice), "not_this_way");
  EXPECT_EQ(answer(nowhere, old_yes("partner", "sms"), notice), "sender_unnamed");
  EXPECT_EQ(answer(nowhere, old_yes("own", "sms"), notice), "text_out_of_date");
  EXPECT_EQ(answer(nowhere, yes("own", "sms"), notice), "no_address");
  EXPECT_EQ(answer(joined, yes("own", "sms"), notice), "already_so");
  EXPECT_EQ(answer(reachable, yes("own", "sms"), notice), "decided");
}

TEST(Decide, ANoIsAnsweredWithTheFirstRuleThatItBreaks) {
  const auto notice = support::small_notice();
  const MemberFile nowhere = without_address(support::small_member());
  const MemberFile joined = without_address(support::joined_member());
  const auto no = [](const char* sender, const char* channel) {
    return Wish{Withdraw{cell(sender, channel)}, 0, Language{"fi"}};
  };

  EXPECT_EQ(answer(nowhere, no("nobody", "fax"), notice), "no_such_sender");
  EXPECT_EQ(answer(nowhere, no("own", "fax"), notice), "no_such_channel");
  EXPECT_EQ(answer(nowhere, no("own", "letter"), notice), "not_this_way");
  EXPECT_EQ(answer(nowhere, no("own", "sms"), notice), "already_so");
  EXPECT_EQ(answer(joined, no("own", "sms"), notice), "decided");
}

TEST(Decide, AnObjectionToAPurposeIsAnsweredWithTheFirstRuleThatItBreaks) {
  const auto notice = support::small_notice();
  MemberFile file = support::small_member();
  const auto about = [&](Act act, int version) {
    return Wish{std::move(act), version, support::swedish()};
  };

  EXPECT_EQ(answer(file, about(LiftObjection{PurposeId{"world_peace"}}, 0), notice),
            "no_such_purpose");
  EXPECT_EQ(answer(file, about(LiftObjection{PurposeId{"offers"}}, 0), notice), "not_this_way");
  EXPECT_EQ(answer(file, about(LiftObjection{analysis}, 0), notice), "text_out_of_date");
  EXPECT_EQ(answer(file, about(LiftObjection{analysis}, 1), notice), "already_so");
  EXPECT_EQ(answer(file, about(Object{analysis}, 0), notice), "decided");
}

TEST(Decide, AMemberMayObjectToLettersButNotConsentToThem) {
  const MemberFile file = support::small_member();
  EXPECT_EQ(answer(file, Grant{cell("own", "letter")}), "not_this_way");
  EXPECT_EQ(answer(file, Object{cell("own", "letter")}), "decided");
  EXPECT_EQ(answer(file, LiftObjection{cell("own", "letter")}), "already_so");
  EXPECT_EQ(answer(file, Object{cell("own", "email")}), "not_this_way");
  EXPECT_EQ(answer(file, LiftObjection{cell("own", "email")}), "not_this_way");
}

TEST(Decide, ASecondYesDoesNotMoveTheDateOfTheFirst) {
  EXPECT_EQ(answer(support::joined_member(), Grant{cell("own", "email")}), "already_so");
}

TEST(Decide, AYesSaysWhatWasShownWhenAndHow) {
  const auto notice = support::small_notice();
  const Act yes = Grant{cell("group", "sms")};
  const auto decision = decide(support::small_member(), {yes, 1, support::english()}, notice,
                               {Way::agent, "agent:kim", support::at("2026-03-14T09:26:53Z")});
  ASSERT_TRUE(decision.ok());
  EXPECT_EQ(decision.value().act, yes);
  EXPECT_EQ(decision.value().notice_version, 1);
  EXPECT_EQ(decision.value().language, support::english());
  EXPECT_EQ(decision.value().text_sha256, notice.cells[5].wording.sha256.in(support::english()));
  EXPECT_EQ(decision.value().way, Way::agent);
  EXPECT_EQ(decision.value().actor, "agent:kim");
  EXPECT_EQ(decision.value().at, support::at("2026-03-14T09:26:53Z"));
}

TEST(Decide, ANoByAnOldPageClaimsNoTextThatWasNotShown) {
  const auto notice = support::next_version(support::small_notice());
  const auto by_page = [&](int version, const char* language) {
    const auto decision =
        decide(support::joined_member(),
               {Withdraw{cell("own", "email")}, version, Language{language}}, notice, today());
    return decision.value();
  };
  EXPECT_EQ(by_page(2, "sv").notice_version, 2);
  EXPECT_EQ(by_page(2, "sv").text_sha256.size(), 64u);
  EXPECT_EQ(by_page(1, "sv").notice_version, 1);
  EXPECT_EQ(by_page(1, "sv").text_sha256, "");
  EXPECT_EQ(by_page(2, "fi").text_sha256, "");
  EXPECT_EQ(by_page(99, "sv").notice_version, 2) << "a version that nobody published";
  EXPECT_EQ(by_page(99, "sv").text_sha256, "");
  EXPECT_EQ(by_page(-1, "sv").notice_version, 2);
}

TEST(Decide, AYesInALanguageTheNoticeDoesNotSpeakIsToAnotherText) {
  const auto notice = support::small_notice();
  EXPECT_EQ(answer(support::small_member(), {Grant{cell("own", "sms")}, 1, Language{"fi"}}, notice),
            "text_out_of_date");
  EXPECT_EQ(answer(support::small_member(), {Grant{cell("own", "sms")}, 1, Language{}}, notice),
            "text_out_of_date");
}

TEST(Decide, AnOldYesToOtherWordsIsOffAndCanBeGivenAnewOrTakenBack) {
  auto notice = support::next_version(support::small_notice());
  MemberFile file = support::small_member();
  file.decisions = {decide(file, support::wish(support::small_notice(), Grant{cell("own", "sms")}),
                           support::small_notice(), today())
                        .value()};
  EXPECT_TRUE(shows_on(file, cell("own", "sms"), notice)) << "a new version, the same words";

  support::reword(notice, cell("own", "sms"), "Andra ord.", "Other words.");
  EXPECT_FALSE(shows_on(file, cell("own", "sms"), notice));
  EXPECT_EQ(answer(file, support::wish(notice, Grant{cell("own", "sms")}), notice), "decided");
  EXPECT_EQ(answer(file, support::wish(notice, Withdraw{cell("own", "sms")}), notice), "decided");
}

TEST(DecideAll, DecidesInOrderEachAfterTheOnesBefore) {
  const auto notice = support::small_notice();
  const notice::Cell sms = cell("group", "sms");
  const Outcome outcome =
      decide_all(support::joined_member(),
                 {support::wish(notice, Grant{sms}), support::wish(notice, Grant{sms}),
                  support::wish(notice, Withdraw{sms}), support::wish(notice, Withdraw{sms})},
                 notice, today());
  ASSERT_EQ(outcome.decisions.size(), 2u);
  EXPECT_EQ(outcome.decisions[0].act, Act{Grant{sms}});
  EXPECT_EQ(outcome.decisions[1].act, Act{Withdraw{sms}});
  EXPECT_TRUE(outcome.refused.empty()) << "they have what they asked for";
  EXPECT_FALSE(shows_on(outcome.after, sms, notice));
}

TEST(DecideAll, KeepsTheNoOfAMixedSaveAndNamesTheYesThatWasRefused) {
  const auto notice = support::next_version(support::small_notice());
  const MemberFile before = support::joined_member();
  const Outcome outcome = decide_all(before,
                                     {{Grant{cell("group", "sms")}, 1, support::swedish()},
                                      {Withdraw{cell("own", "email")}, 1, support::swedish()},
                                      {Grant{cell("partner", "sms")}, 2, support::swedish()}},
                                     notice, today());
  EXPECT_EQ(outcome.refused,
            (std::vector<Refused>{{0, Refusal::text_out_of_date}, {2, Refusal::sender_unnamed}}));
  ASSERT_EQ(outcome.decisions.size(), 1u);
  EXPECT_EQ(outcome.decisions[0].act, Act{Withdraw{cell("own", "email")}});
  EXPECT_EQ(outcome.after.revision, before.revision);
  EXPECT_EQ(outcome.after.decisions.size(), before.decisions.size() + 1);
  EXPECT_EQ(outcome.after.decisions.back(), outcome.decisions[0]);
  EXPECT_EQ(outcome.after.holdings, before.holdings);
}

TEST(StopEverything, TurnsOffEveryCellAndEveryPurposeThatIsOn) {
  const auto notice = support::small_notice();
  const MemberFile file = support::joined_member();
  std::vector<Act> acts;
  for (const Wish& wish : stop_everything(file, notice, support::english())) {
    EXPECT_EQ(wish.notice_version_seen, notice.version);
    EXPECT_EQ(wish.language, support::english());
    acts.push_back(wish.act);
  }
  EXPECT_EQ(acts, (std::vector<Act>{Object{cell("own", "letter")}, Withdraw{cell("own", "email")},
                                    Withdraw{cell("own", "sms")}, Object{cell("group", "letter")},
                                    Withdraw{cell("group", "email")},
                                    Object{cell("partner", "letter")}, Object{analysis}}));
}

TEST(StopEverything, SaysNoToLettersOfACompanyBeforeItHasAName) {
  auto notice = support::small_notice();
  const notice::Cell letter = cell("partner", "letter");
  const MemberFile before = support::small_member();
  ASSERT_FALSE(shows_on(before, letter, notice));
  const MemberFile stopped =
      decide_all(before, stop_everything(before, notice, support::swedish()), notice, today())
          .after;
  for (notice::Sender& sender : notice.senders) sender.legal_name = "Namngivet AB";
  EXPECT_TRUE(shows_on(before, letter, notice));
  EXPECT_FALSE(shows_on(stopped, letter, notice));
}

TEST(StopEverything, HasNothingToDoASecondTime) {
  const auto notice = support::small_notice();
  const MemberFile file = support::joined_member();
  const Outcome outcome =
      decide_all(file, stop_everything(file, notice, support::swedish()), notice, today());
  EXPECT_TRUE(outcome.refused.empty());
  EXPECT_TRUE(stop_everything(outcome.after, notice, support::swedish()).empty());
}

TEST(StopEverything, TakesBackAnOldYesSoThatItCannotComeToLifeAgain) {
  const auto first = support::small_notice();
  auto second = support::next_version(first);
  support::reword(second, cell("group", "sms"), "Andra ord.", "Other words.");
  MemberFile file = support::small_member();
  file =
      decide_all(file, {support::wish(first, Grant{cell("group", "sms")})}, first, today()).after;
  ASSERT_TRUE(shows_on(file, cell("group", "sms"), first));
  ASSERT_FALSE(shows_on(file, cell("group", "sms"), second));

  file = decide_all(file, stop_everything(file, second, support::swedish()), second, today()).after;
  EXPECT_FALSE(shows_on(file, cell("group", "sms"), first))
      << "the club went back to its first words";
}

TEST(Decide, EveryRefusalHasAKeyOfItsOwn) {
  EXPECT_EQ(key(Refusal::no_such_sender), "no_such_sender");
  EXPECT_EQ(key(Refusal::no_such_channel), "no_such_channel");
  EXPECT_EQ(key(Refusal::no_such_purpose), "no_such_purpose");
  EXPECT_EQ(key(Refusal::has_left), "has_left");
  EXPECT_EQ(key(Refusal::no_such_category), "no_such_category");
  EXPECT_EQ(key(Refusal::not_this_way), "not_this_way");
  EXPECT_EQ(key(Refusal::sender_unnamed), "sender_unnamed");
  EXPECT_EQ(key(Refusal::text_out_of_date), "text_out_of_date");
  EXPECT_EQ(key(Refusal::no_address), "no_address");
  EXPECT_EQ(key(Refusal::already_so), "already_so");
}

TEST(Decision, EveryWayIsReadBackAsWhatItStandsFor) {
  for (const Way way : {Way::portal, Way::one_click, Way::join, Way::agent, Way::import}) {
    EXPECT_EQ(way_from(key(way)), way);
  }
  EXPECT_FALSE(way_from("Portal"));
}

#if GTEST_HAS_DEATH_TEST
TEST(DecideDeathTest, JoiningAndCorrectingAreNotWishes) {
  EXPECT_DEATH((void)answer(support::small_member(), Join{}), "");
  EXPECT_DEATH((void)answer(support::small_member(), Correct{}), "");
}
#endif

}  // namespace
}  // namespace samtycke::consent
