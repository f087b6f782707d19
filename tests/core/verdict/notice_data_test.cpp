// Which channel, which age, how long and how often are the notice's to say: a club that changes one of them
// changes exactly the verdicts that are about it, and no code (L28).
#include <gtest/gtest.h>

#include <functional>
#include <string>
#include <vector>

#include "tests/core/verdict/sending_club.h"
#include "tests/support/builders.h"

namespace samtycke::verdict {
namespace {

using support::World;

// Members on either side of every boundary, and what is asked about each.
const std::vector<std::string> members = {
    "",
    "born:2008-03-15",
    "born:2010-03-14",
    "no_purchases bought:2025-06-01 nix:2026-01-10",
    "wants:weekly message:2026-03-10 message:2026-03-01",
    "leave join",
    "object:own/letter",
    "object:offers",
    "object:analysis",
    "off:demographics born:1985-01-01",
    "no_purchases joined:2023-06-01",
};
const std::vector<std::string> asked = {
    "own/letter general",        "own/email general",          "group/sms general",
    "own/email personal dreams", "own/letter personal towels", "own/email personal jubilee",
    "own/email general linen",   "group/letter general",
};

// What one verdict is to become, from what it was; the same again where the change is not about it.
using Expected = std::function<std::string(const std::string& member, const std::string& question,
                                           std::string was)>;

void expect_only(const std::function<void(World&)>& change, const Expected& expected) {
  int changed = 0;
  for (const std::string& member : members) {
    const World before = support::world(member);
    World after = before;
    change(after);
    for (const std::string& words : asked) {
      const Question question = support::question(words, support::today().at);
      const std::string was = support::answer(before, question);
      const std::string is = support::answer(after, question);
      EXPECT_EQ(is, expected(member, words, was)) << member << " | " << words << ", was " << was;
      if (is != was) ++changed;
    }
  }
  EXPECT_GT(changed, 0);
}

TEST(NoticeData, AnotherAgeChangesTheVerdictsOnThoseBetweenTheTwo) {
  expect_only([](World& world) { world.notice.terms.minimum_age = 18; },
              [](auto& member, auto&, auto was) {
                return member.starts_with("born:20") ? "under_age" : was;
              });
}

TEST(NoticeData, AShorterCustomerRelationStopsLettersToTheListedWhoBoughtLongerAgo) {
  expect_only([](World& world) { world.notice.sending.nix->customer_months = 9; },
              [](auto& member, auto& question, auto was) {
                const bool listed = member.find("nix") != std::string::npos;
                return listed && question.starts_with("own/letter") ? "nix_listed" : was;
              });
}

TEST(NoticeData, WithoutTheRegisterTheListedGetLettersOfEverySender) {
  expect_only([](World& world) { world.notice.sending.nix.reset(); },
              [](auto&, auto&, auto was) { return was == "nix_listed" ? "yes" : was; });
}

TEST(NoticeData, AnotherLimitChangesTheVerdictsOnThoseWhoChoseIt) {
  const Expected those_who_chose = [](auto& member, auto&, auto was) {
    return member.starts_with("wants") && was == "yes" ? "over_frequency" : was;
  };
  expect_only([](World& world) { world.notice.sending.frequency->limits[0].messages = 1; },
              those_who_chose);
  expect_only([](World& world) { world.notice.sending.frequency->limits[0].days = 14; },
              those_who_chose);
}

TEST(NoticeData, AChannelThatComesToNeedAConsentIsClosedUntilItIsGiven) {
  expect_only(
      [](World& world) { world.notice.channels[0].permission = notice::Permission::consent; },
      [](auto& member, auto& question, auto was) -> std::string {
        if (question.find("letter") == std::string::npos || was == "objected") return was;
        return member == "object:own/letter" && question.starts_with("own") ? "withdrawn"
                                                                            : "never_agreed";
      });
}

TEST(NoticeData, AChannelThatNoLongerNeedsAConsentOpensForAllWhoHaveNotSaidNo) {
  expect_only(
      [](World& world) { world.notice.channels[2].permission = notice::Permission::opt_out; },
      [](auto& member, auto& question, auto was) {
        if (was != "never_agreed" || question.find("sms") == std::string::npos) return was;
        return std::string{member.find("nix") == std::string::npos ? "yes" : "nix_listed"};
      });
}

TEST(NoticeData, FewerYearsOfKeepingEndWhatIsSentToThoseWhoseYearsHavePassed) {
  expect_only([](World& world) { world.notice.retentions[0].years = 2; },
              [](auto& member, auto&, auto was) {
                return member == "no_purchases joined:2023-06-01" ? "erased" : was;
              });
}

TEST(NoticeData, AnotherThresholdOfASegmentChangesTheVerdictsOnItsOffers) {
  expect_only(
      [](World& world) {
        auto& condition =
            std::get<notice::Condition>(world.notice.segmentation.segments[2].rule.is);
        condition.is = notice::Between{15, 29};
      },
      [](auto& member, auto& question, auto was) {
        const bool fits = member.starts_with("born:20") && question.ends_with("jubilee");
        return fits ? "yes" : was;
      });
}

TEST(NoticeData, AnotherPeriodOfAnOfferChangesTheVerdictsOnThatOffer) {
  expect_only([](World& world) { world.offers[0].until = support::day("2026-03-13"); },
              [](auto&, auto& question, auto was) {
                return question.ends_with("linen") && was == "yes" ? "offer_not_running" : was;
              });
}

// The law and the clause of what a club decides are its own; law_of() holds the rest.
TEST(NoticeData, TheLawOfAChannelAndOfTheRegisterIsTheNotices) {
  World world = support::world("no_purchases nix:2026-01-10");
  for (notice::Channel& channel : world.notice.channels) channel.law = "another act, 7 §";
  world.notice.sending.nix->law = "another register's rules";
  const auto law = [&](const char* words) {
    const Question question = support::question(words, support::today().at);
    return std::get<No>(verdict(world.file, question, world.notice, world.offers)).law;
  };
  EXPECT_EQ(law("group/sms general"), "another act, 7 §");
  EXPECT_EQ(law("own/letter general"), "another register's rules");
  support::change(world, "object:own/letter");
  EXPECT_EQ(law("own/letter general"), "another act, 7 §");
}

// L28: from which age the law lets somebody consent is data, and without it no law is named.
TEST(NoticeData, TheLawOfAnAgeIsTheNotices) {
  World world = support::world("born:2012-01-01");  // 14 years old; the club asks for 16.
  const auto law = [&] {
    const Question question = support::question("own/email general", support::today().at);
    return std::get<No>(verdict(world.file, question, world.notice, world.offers)).law;
  };
  EXPECT_EQ(law(), "");
  world.notice.terms.legal_age = {15, "another country's act, 3 §"};
  EXPECT_EQ(law(), "another country's act, 3 §");
  world.notice.terms.legal_age.reset();
  EXPECT_EQ(law(), "");
}

// Each with a clause of its own, so that no two can be mixed up.
TEST(NoticeData, EachReasonPointsToTheSentenceOfWhatItIsAbout) {
  const auto clause = [](const char* member, const char* question, const char* at) {
    World world = support::world(member);
    notice::Notice& notice = world.notice;
    for (auto& sender : notice.senders) sender.clause = ClauseId{"of_" + sender.id.text()};
    for (auto& channel : notice.channels) channel.clause = ClauseId{"of_" + channel.id.text()};
    for (auto& purpose : notice.purposes) purpose.clause = ClauseId{"of_" + purpose.id.text()};
    for (auto& segment : notice.segmentation.segments) segment.clause = ClauseId{"of_segment"};
    for (auto& offer : world.offers) offer.clause = ClauseId{"of_" + offer.id.text()};
    notice.retentions[0].clause = ClauseId{"of_retention"};
    notice.terms.clause = ClauseId{"of_terms"};
    notice.sending.nix->clause = ClauseId{"of_nix"};
    notice.sending.frequency->clause = ClauseId{"of_frequency"};
    const Question whole = support::question(question, support::at(at));
    const auto said = verdict(world.file, whole, notice, world.offers);
    return support::answer(said) + " " + std::get<No>(said).clause.text();
  };
  const char* now = "2026-03-14T09:26:53Z";
  EXPECT_EQ(clause("leave", "own/email general", now), "gone of_offers");
  EXPECT_EQ(clause("", "own/email general", "2029-01-01"), "erased of_retention");
  EXPECT_EQ(clause("restrict", "own/email general", now), "restricted of_offers");
  EXPECT_EQ(clause("born:2015-01-01", "own/email general", now), "under_age of_terms");
  EXPECT_EQ(clause("", "nobody/email general", now), "sender_unknown of_offers");
  EXPECT_EQ(clause("", "partner/email general", now), "sender_unnamed of_partner");
  EXPECT_EQ(clause("", "own/fax general", now), "channel_unknown of_offers");
  EXPECT_EQ(clause("", "own/email general no", now), "offer_unknown of_offers");
  EXPECT_EQ(clause("without:phone", "own/sms general", now), "no_address of_sms");
  EXPECT_EQ(clause("object:offers", "own/sms general", now), "objected of_offers");
  EXPECT_EQ(clause("withdraw:own/sms", "own/sms general", now), "withdrawn of_sms");
  EXPECT_EQ(clause("", "group/sms general", now), "never_agreed of_sms");
  EXPECT_EQ(clause("reworded_terms", "own/sms general", now), "other_text of_sms");
  EXPECT_EQ(clause("object:own/letter", "own/letter general", now), "letters_refused of_letter");
  EXPECT_EQ(clause("nix:2026-01-01", "group/letter general", now), "nix_listed of_nix");
  EXPECT_EQ(clause("object:analysis", "own/sms personal", now), "profiling_objected of_analysis");
  EXPECT_EQ(clause("off:demographics", "own/email personal jubilee", now),
            "category_off of_analysis");
  EXPECT_EQ(clause("", "own/email personal towels", now), "segment_mismatch of_segment");
  EXPECT_EQ(clause("wants:never", "own/email general", now), "over_frequency of_frequency");
  EXPECT_EQ(clause("", "own/email general weave", now), "offer_not_running of_weave");
}

// A notice that says nothing of sending, segments, the register or frequency can be asked all the same.
TEST(NoticeData, ANoticeThatIsSilentAboutSendingPointsToItsTerms) {
  World world = support::world("object:analysis no_purchases nix:2026-01-10 wants:never");
  world.notice.sending = {};
  world.notice.segmentation = {};
  const auto said = [&](const char* words) {
    const Question question = support::question(words, support::today().at);
    const Verdict verdict = verdict::verdict(world.file, question, world.notice, world.offers);
    const No* no = std::get_if<No>(&verdict);
    return support::answer(verdict) + (no == nullptr ? "" : " " + no->clause.text());
  };
  EXPECT_EQ(said("own/letter general"), "yes");
  EXPECT_EQ(said("own/email personal"), "yes");
  EXPECT_EQ(said("own/fax general"), "channel_unknown N4");
  EXPECT_EQ(said("own/email personal dreams"), "segment_mismatch N4");
  support::change(world, "nothing_held");
  EXPECT_EQ(said("own/email general"), "erased N4");
}

}  // namespace
}  // namespace samtycke::verdict
