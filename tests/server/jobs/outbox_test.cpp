// What the outbox does with what a mail server answers, and when.
#include "server/jobs/outbox.h"

#include <gtest/gtest.h>

#include <map>

#include "tests/support/builders.h"
#include "tests/support/memory_store.h"

namespace samtycke::server {
namespace {

constexpr std::int64_t minute_ms = 60'000;

// A mail server that says what it was told to, and yes otherwise.
class Answering final : public Sender {
 public:
  Delivery send(const Mail& mail) override {
    tried.push_back(mail.subject);
    const auto found = answers.find(mail.subject);
    return found == answers.end() ? Delivery{} : found->second;
  }

  std::map<std::string, Delivery> answers;
  std::vector<std::string> tried;
};

class OutboxTest : public testing::Test {
 protected:
  void put(const std::string& subject, const std::string& to = "asa@example.se",
           std::optional<Instant> until = {}) {
    Mail mail{0, to, subject, "", now_};
    mail.until = until;
    ASSERT_TRUE(store_.put_mail(mail).ok());
  }
  std::vector<std::string> turn() {
    server_.tried.clear();
    outbox_.turn();
    return server_.tried;
  }
  void pass(std::int64_t ms) { now_.utc_ms += ms; }
  std::size_t waiting() { return store_.waiting_mail(0, 1000).value().size(); }

  using Tried = std::vector<std::string>;
  Instant now_ = support::at("2026-11-23");
  MemoryStore store_;
  Answering server_;
  bool stopping_ = false;
  Outbox outbox_{store_, server_, [this] { return now_; }, [this] { return stopping_; }};
};

TEST_F(OutboxTest, WhatTheServerTookIsGone) {
  put("ett");
  put("två");
  EXPECT_EQ(turn(), (Tried{"ett", "två"}));
  EXPECT_EQ(waiting(), 0U);
  EXPECT_EQ(turn(), Tried{});
}

TEST_F(OutboxTest, MoreThanOnePageOfMailsGoesInOneTurn) {
  for (int i = 0; i < 250; ++i) put(std::to_string(i));
  EXPECT_EQ(turn().size(), 250U);
}

TEST_F(OutboxTest, ADecoyGoesToNobody) {
  put("kod", "");
  EXPECT_EQ(turn(), Tried{});
  EXPECT_EQ(waiting(), 0U);
}

TEST_F(OutboxTest, OneThatIsPutOffIsTriedAfterTwoSecondsThenFourThenEight) {
  server_.answers["ett"] = {Delivered::not_now, "refused_451"};
  put("ett");
  EXPECT_EQ(turn(), Tried{"ett"});
  for (const std::int64_t wait : {2000, 4000, 8000, 16'000}) {
    pass(wait - 1);
    put("annan");
    EXPECT_EQ(turn(), Tried{"annan"}) << "nobody else waits for it";
    pass(1);
    EXPECT_EQ(turn(), Tried{"ett"}) << wait;
  }
  EXPECT_EQ(wait_ms(100, 60 * minute_ms), 60 * minute_ms) << "an hour at most";
}

TEST_F(OutboxTest, OneThatIsRefusedForGoodEnds) {
  server_.answers["ett"] = {Delivered::never, "refused_550"};
  put("ett");
  put("två");
  EXPECT_EQ(turn(), (Tried{"ett", "två"}));
  EXPECT_EQ(waiting(), 0U);
}

TEST_F(OutboxTest, WithoutAServerNothingElseIsTriedForAWhile) {
  server_.answers["ett"] = {Delivered::no_server, "no_connection"};
  put("ett");
  put("två");
  EXPECT_EQ(turn(), Tried{"ett"});
  pass(1999);
  EXPECT_EQ(turn(), Tried{});
  pass(1);
  EXPECT_EQ(turn(), Tried{"ett"});
  pass(3999);
  EXPECT_EQ(turn(), Tried{});
  server_.answers.clear();
  pass(1);
  EXPECT_EQ(turn(), (Tried{"ett", "två"})) << "and then all of it at once";
}

TEST_F(OutboxTest, ACodeThatIsNoGoodAnyMoreIsNotSent) {
  put("kod", "asa@example.se", Instant{now_.utc_ms + 10 * minute_ms});
  server_.answers["kod"] = {Delivered::no_server, "no_connection"};
  EXPECT_EQ(turn(), Tried{"kod"});
  server_.answers.clear();
  pass(10 * minute_ms);
  EXPECT_EQ(turn(), Tried{});
  EXPECT_EQ(waiting(), 0U);
}

TEST_F(OutboxTest, WhatTheStoreSweptIsForgotten) {
  server_.answers["ett"] = {Delivered::not_now, "refused_451"};
  put("ett");
  EXPECT_EQ(turn(), Tried{"ett"});
  pass(lifetime::mail_ms);
  ASSERT_TRUE(store_.sweep(now_).ok());
  EXPECT_EQ(turn(), Tried{});
}

TEST_F(OutboxTest, NoticesOfErasuresAreSentAndGone) {
  Change made;
  made.member = MemberId("asa");
  ASSERT_TRUE(store_.commit(made).ok());
  const Mail notice{0, "printer@example.se", "raderad", "", now_};
  ASSERT_TRUE(store_.erase(made.member, now_, proof::ErasureReason::asked, {notice}).ok());
  server_.answers["raderad"] = {Delivered::not_now, "refused_451"};
  EXPECT_EQ(turn(), Tried{"raderad"});
  server_.answers.clear();
  pass(2000);
  EXPECT_EQ(turn(), Tried{"raderad"});
  EXPECT_TRUE(store_.notices_of_erasure(10).value().empty());
}

TEST_F(OutboxTest, AStoreThatIsAwayLosesNothing) {
  put("ett");
  store_.go_away();
  EXPECT_EQ(turn(), Tried{});
  store_.come_back();
  EXPECT_EQ(turn(), Tried{"ett"});
}

TEST_F(OutboxTest, NothingBeginsWhenTheProgramIsStopping) {
  put("ett");
  stopping_ = true;
  EXPECT_EQ(turn(), Tried{});
  EXPECT_EQ(waiting(), 1U);
}

// Another process sends; when that one is gone, this one does.
class OtherHasTheDuty final : public MemoryStore {
 public:
  bool has(Duty duty) override { return duty != Duty::mail || !taken; }
  bool taken = true;
};

TEST(OutboxOfSeveral, OnlyWhoHasTheDutySends) {
  OtherHasTheDuty store;
  Answering server;
  Outbox outbox(store, server, [] { return Instant{1}; });
  ASSERT_TRUE(store.put_mail({0, "asa@example.se", "ett", "", Instant{1}}).ok());
  outbox.turn();
  EXPECT_TRUE(server.tried.empty());
  store.taken = false;
  outbox.turn();
  EXPECT_EQ(server.tried.size(), 1U);
}

}  // namespace
}  // namespace samtycke::server
