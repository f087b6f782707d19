// `samtycke audience`: everyone for whom the verdict is yes, and nobody else.
#include <gtest/gtest.h>

#include <set>
#include <sstream>

#include "server/cli/store_command.h"
#include "server/config/notice_folder.h"
#include "server/demo/club.h"
#include "tests/support/builders.h"
#include "tests/support/memory_store.h"

namespace samtycke::server {
namespace {

struct Answered {
  Exit exit = Exit::could_not_start;
  std::string out;
  std::string err;
};

const std::vector<view::Words> no_words;

Answered ask(Store& store, const notice::Edition& edition, const AudienceCommand& command,
             bool is_terminal = false) {
  std::ostringstream out;
  std::ostringstream err;
  const Surroundings here{store, edition,     no_words, support::today().at,
                          "/",   is_terminal, out,      err};
  const Exit exit = run(command, here);
  return {exit, out.str(), err.str()};
}

AudienceCommand about(const char* sender, const char* channel) {
  AudienceCommand command;
  command.question.sender = SenderId(sender);
  command.question.channel = ChannelId(channel);
  return command;
}

void hold(Store& store, const char* number, consent::MemberFile file) {
  Change change;
  change.member = MemberId(std::string("id-") + number);
  member::put(file.holdings,
              member::Record{member::field::member_number, number, member::Source::club, {}});
  member::put(file.holdings, member::Record{member::field::email,
                                            std::string("m") + number + "@example.se",
                                            member::Source::member,
                                            {}});
  change.records = file.holdings.records;
  change.receipts = file.holdings.receipts;
  change.decisions = file.decisions;
  ASSERT_TRUE(store.commit(change).ok());
}

class Audience : public ::testing::Test {
 protected:
  void SetUp() override {
    hold(store_, "1", support::joined_member());
    hold(store_, "2", support::small_member());
    consent::MemberFile withdrawn = support::joined_member();
    support::decided(withdrawn, consent::Withdraw{support::cell("own", "email")}, "2026-03-01");
    hold(store_, "3", withdrawn);
    hold(store_, "4", support::joined_member());
  }
  Answered ask(const AudienceCommand& command, bool is_terminal = false) {
    return server::ask(store_, edition_, command, is_terminal);
  }
  MemoryStore store_;
  notice::Edition edition_{support::small_notice()};
};

TEST_F(Audience, ListsThoseWhoMayBeSentItAndCountsWhyNotTheOthers) {
  const Answered answered = ask(about("own", "email"));
  EXPECT_EQ(answered.exit, Exit::done);
  EXPECT_EQ(answered.out, "member_number,email\r\n1,m1@example.se\r\n4,m4@example.se\r\n");
  EXPECT_EQ(answered.err,
            "audience: 4 members, 2 yes, 2 no, 0 could not be read\n"
            "  withdrawn 1\n"
            "  never_agreed 1\n");
}

TEST_F(Audience, IsALineOfJsonForEachMember) {
  AudienceCommand command = about("own", "email");
  command.format = AudienceFormat::ndjson;
  EXPECT_EQ(ask(command).out,
            "{\"email\":\"m1@example.se\",\"member_number\":\"1\"}\n"
            "{\"email\":\"m4@example.se\",\"member_number\":\"4\"}\n");
}

// Fails closed: better one letter less than one to somebody whose no could not be read.
TEST_F(Audience, WhoCannotBeReadIsNotOnTheListAndIsCounted) {
  store_.spoil(MemberId("id-1"));
  const Answered answered = ask(about("own", "email"));
  EXPECT_EQ(answered.exit, Exit::findings);
  EXPECT_EQ(answered.out, "member_number,email\r\n4,m4@example.se\r\n");
  EXPECT_NE(answered.err.find("1 could not be read"), std::string::npos) << answered.err;
}

TEST_F(Audience, ATypingErrorIsNoEmptyList) {
  AudienceCommand offer = about("own", "email");
  offer.question.offer = OfferId("no_such");
  AudienceCommand field = about("own", "email");
  field.fields = {"purchases"};
  for (const AudienceCommand& command :
       {about("owm", "email"), about("own", "mail"), offer, field}) {
    const Answered answered = ask(command);
    EXPECT_EQ(answered.exit, Exit::could_not_start);
    EXPECT_TRUE(answered.out.empty());
    EXPECT_EQ(answered.err.find('\n'), answered.err.size() - 1) << answered.err;
  }
  EXPECT_NE(ask(about("owm", "email")).err.find("own, group"), std::string::npos);
}

TEST_F(Audience, AStoreThatIsAwayIsNoEmptyList) {
  store_.go_away();
  const Answered answered = ask(about("own", "email"));
  EXPECT_EQ(answered.exit, Exit::could_not_start);
  EXPECT_TRUE(answered.out.empty());
}

TEST_F(Audience, WhatBeginsAFormulaIsHarmlessInCsv) {
  edition_.notice.sending.purpose = edition_.notice.purposes.front().id;
  Change change;
  change.member = MemberId("id-1");
  change.based_on = whatever_stands;
  change.records = {{FieldId("given_name"), "=HYPERLINK(1)", member::Source::member, {}}};
  ASSERT_TRUE(store_.commit(change).ok());
  AudienceCommand command = about("own", "email");
  command.fields = {"given_name", "email"};
  const Answered answered = ask(command);
  EXPECT_NE(answered.out.find("1,m1@example.se,'=HYPERLINK(1)\r\n"), std::string::npos)
      << answered.out << answered.err;
}

TEST_F(Audience, AListThatNobodyTakesEnds) {
  std::ostringstream out;
  out.setstate(std::ios::badbit);
  std::ostringstream err;
  const Surroundings here{store_, edition_, no_words, support::today().at, "/", false, out, err};
  EXPECT_EQ(run(about("own", "email"), here), Exit::findings);
  EXPECT_NE(err.str().find("audience: 1 members"), std::string::npos) << err.str();
}

// The list and the verdict are the same answer, for everyone in the invented club.
class DemoAudience : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    const std::string assets = std::string(SAMTYCKE_SOURCE_DIR) + "/assets";
    const auto versions = load_published(assets + "/notice/hemtex");
    SAMTYCKE_CHECK(versions.ok());
    edition_ = new notice::Edition{versions.value().back()};
    auto offers = load_offers(assets + "/notice/hemtex", edition_->notice);
    SAMTYCKE_CHECK(offers.ok());
    edition_->offers = std::move(offers).value();
    store_ = new MemoryStore;
    SAMTYCKE_CHECK(demo::fill(*store_, versions.value(), assets, support::today().at).ok());
  }
  static void TearDownTestSuite() {
    delete store_;
    delete edition_;
  }
  static std::set<std::string> by_verdict(verdict::Question question) {
    question.at = support::today().at;
    std::set<std::string> numbers;
    const auto done = store_->for_each_member([&](const MemberId& id) {
      const auto file = store_->load(id).value();
      if (verdict::is_yes(verdict::verdict(file, question, edition_->notice, edition_->offers))) {
        numbers.emplace(member::value_of(file.holdings, member::field::member_number));
      }
      return true;
    });
    SAMTYCKE_CHECK(done.ok());
    return numbers;
  }
  static std::set<std::string> by_list(const verdict::Question& question) {
    AudienceCommand command;
    command.question = question;
    const Answered answered = ask(*store_, *edition_, command);
    EXPECT_EQ(answered.exit, Exit::done) << answered.err;
    std::istringstream lines(answered.out);
    std::set<std::string> numbers;
    std::string line;
    std::getline(lines, line);
    while (std::getline(lines, line)) numbers.insert(line.substr(0, line.find(',')));
    return numbers;
  }

  static notice::Edition* edition_;
  static MemoryStore* store_;
};
notice::Edition* DemoAudience::edition_ = nullptr;
MemoryStore* DemoAudience::store_ = nullptr;

TEST_F(DemoAudience, IsTheVerdictOfEveryMemberForEverySenderChannelAndKind) {
  std::size_t listed = 0;
  for (const notice::Sender& sender : edition_->notice.senders) {
    for (const notice::Channel& channel : edition_->notice.channels) {
      for (const auto kind : {notice::OfferKind::general, notice::OfferKind::personal}) {
        SCOPED_TRACE(sender.id.text() + " " + channel.id.text());
        const verdict::Question question{sender.id, channel.id, kind, {}, {}};
        const std::set<std::string> list = by_list(question);
        EXPECT_EQ(list, by_verdict(question));
        listed += list.size();
      }
    }
  }
  EXPECT_GT(listed, 500U) << "Empty lists would agree about anything.";
}

TEST_F(DemoAudience, IsTheVerdictOfEveryMemberForEveryOffer) {
  std::size_t listed = 0;
  for (const notice::Offer& offer : edition_->offers) {
    SCOPED_TRACE(offer.id.text());
    const verdict::Question question{
        offer.sender, offer.channels.front(), offer.kind, offer.id, {}};
    const std::set<std::string> list = by_list(question);
    EXPECT_EQ(list, by_verdict(question));
    listed += list.size();
  }
  EXPECT_GT(listed, 0U) << "On that day some offers run.";
}

}  // namespace
}  // namespace samtycke::server
