// `samtycke check`: one member, one question, the verdict in words or as JSON.
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <sstream>

#include "core/wire/words_json.h"
#include "server/cli/store_command.h"
#include "tests/support/builders.h"
#include "tests/support/memory_store.h"

namespace samtycke::server {
namespace {

view::Words words_in(const char* language) {
  std::ifstream in(SAMTYCKE_SOURCE_DIR "/assets/text/" + std::string(language) + ".json",
                   std::ios::binary);
  const std::string text{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
  return wire::decode_words(Language(language), text).value();
}

class Check : public ::testing::Test {
 protected:
  struct Answered {
    Exit exit = Exit::could_not_start;
    std::string out;
    std::string err;
  };
  Answered ask(const CheckCommand& command) {
    std::ostringstream out;
    std::ostringstream err;
    const Surroundings here{store_, edition_, words_, support::today().at, "/", false, out, err};
    const Exit exit = run(command, here);
    return {exit, out.str(), err.str()};
  }
  static CheckCommand about(const char* sender, const char* channel) {
    CheckCommand command;
    command.member_number = "100001";
    command.question.sender = SenderId(sender);
    command.question.channel = ChannelId(channel);
    return command;
  }
  void hold(const consent::MemberFile& file) {
    Change change;
    change.member = MemberId("asa");
    change.records = file.holdings.records;
    change.receipts = file.holdings.receipts;
    change.interactions = file.holdings.interactions;
    change.decisions = file.decisions;
    ASSERT_TRUE(store_.commit(change).ok());
  }

  MemoryStore store_;
  notice::Edition edition_{support::small_notice()};
  std::vector<view::Words> words_{words_in("sv"), words_in("en")};
};

TEST_F(Check, AYesIsOneLineAndZero) {
  hold(support::joined_member());
  const Answered answered = ask(about("own", "email"));
  EXPECT_EQ(answered.exit, Exit::done) << answered.err;
  EXPECT_EQ(answered.out, "Yes, a general offer may be sent this way: E-mail from Linnegården.\n");
}

// So that a script can send on the exit code alone.
TEST_F(Check, ANoIsOneAndSaysWhyWithTheClauseAndTheLaw) {
  hold(support::member_after(consent::Object{support::cell("own", "letter")}, "2026-03-01"));
  const Answered answered = ask(about("own", "letter"));
  EXPECT_EQ(answered.exit, Exit::findings) << answered.err;
  EXPECT_EQ(answered.out.substr(0, answered.out.find('\n')),
            "No, no general offer may be sent this way: Letter from Linnegården.");
  EXPECT_NE(answered.out.find("You have said no to this: Letter from Linnegården."),
            std::string::npos)
      << answered.out;
  EXPECT_NE(answered.out.find("MFL 21 §"), std::string::npos) << answered.out;
  const notice::Channel* letter = notice::find(edition_.notice, ChannelId("letter"));
  const notice::Clause* clause = notice::find(edition_.notice, letter->clause);
  EXPECT_NE(answered.out.find(clause->text.in(support::english())), std::string::npos);
}

TEST_F(Check, WhatElseStandsInTheWayIsSaidToo) {
  consent::MemberFile file = support::joined_member();
  support::decided(file, consent::Withdraw{support::cell("own", "email")}, "2026-03-01");
  support::decided(file, consent::Restrict{}, "2026-03-02");
  hold(file);
  const std::string out = ask(about("own", "email")).out;
  const std::size_t first = out.find("You have asked us only to store your data.");
  const std::size_t second = out.find("You have taken back your yes to this:");
  ASSERT_NE(first, std::string::npos) << out;
  ASSERT_NE(second, std::string::npos) << out;
  EXPECT_LT(first, second) << "The weightiest reason is the answer.";
}

TEST_F(Check, SpeaksTheLanguageThatIsAskedFor) {
  hold(support::joined_member());
  CheckCommand command = about("own", "email");
  command.language = "sv";
  command.question.kind = notice::OfferKind::personal;
  EXPECT_EQ(ask(command).out,
            "Ja, ett personligt erbjudande får skickas så här: E-post från Linnegården.\n");
  command.language = "fi";
  EXPECT_EQ(ask(command).exit, Exit::could_not_start);
}

TEST_F(Check, NamesTheOfferThatIsAskedAbout) {
  hold(support::joined_member());
  edition_.offers = {support::offer("spring", "own", {ChannelId("email")}, "")};
  CheckCommand command = about("own", "email");
  command.question.offer = OfferId("spring");
  EXPECT_EQ(ask(command).out,
            "Yes, the offer “spring” may be sent this way: E-mail from Linnegården.\n");
  command.as_of = support::at("2027-01-01T12:00:00Z");
  const Answered later = ask(command);
  EXPECT_EQ(later.exit, Exit::findings) << "The offer is over by then.";
}

TEST_F(Check, AnswersMachinesAsACaseOfTheVerdictDoes) {
  hold(support::small_member());
  CheckCommand command = about("own", "email");
  command.as_json = true;
  words_.clear();
  const Answered answered = ask(command);
  EXPECT_EQ(answered.exit, Exit::findings);
  EXPECT_EQ(
      answered.out,
      "{\"all\":[{\"clause\":\"N4\",\"law\":\"MFL 19 §\",\"reason\":\"never_agreed\"}],"
      "\"clause\":\"N4\",\"law\":\"MFL 19 §\",\"reason\":\"never_agreed\",\"verdict\":\"no\"}\n");
}

TEST_F(Check, WhoCannotBeReadIsNoYes) {
  hold(support::joined_member());
  CheckCommand command = about("own", "email");
  command.member_number = "100002";
  const Answered nobody = ask(command);
  EXPECT_EQ(nobody.exit, Exit::could_not_start);
  EXPECT_EQ(nobody.err, "samtycke: no member has that number\n");
  EXPECT_TRUE(nobody.out.empty());

  store_.go_away();
  const Answered away = ask(about("own", "email"));
  EXPECT_EQ(away.exit, Exit::could_not_start);
  EXPECT_TRUE(away.out.empty());
}

TEST_F(Check, FindsAMemberByANumberTypedInGroups) {
  hold(support::joined_member());
  CheckCommand command = about("own", "email");
  command.member_number = "100 001";
  EXPECT_EQ(ask(command).exit, Exit::done);
}

}  // namespace
}  // namespace samtycke::server
