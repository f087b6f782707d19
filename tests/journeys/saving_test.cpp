// What saving promises: a no always wins, a yes was said to the file that was seen, and a repeat does
// nothing twice.
#include <gtest/gtest.h>

#include <thread>

#include "tests/journeys/visitor.h"
#include "tests/support/builders.h"

namespace samtycke::journeys {
namespace {

class Saving : public testing::Test {
 protected:
  Saving() {
    town.add(support::joined_member());
    sign_in(client, town);
  }
  std::string body(std::string_view acts) const { return decisions(acts, town_version); }
  std::string etag() { return client.get("/api/v1/me").header("etag"); }
  std::size_t decided() { return town.file(support::small_member().id).decisions.size(); }

  Town town;
  Client client{town.port()};
  int town_version = town.portal().notice().version;
};

TEST_F(Saving, WithdrawingNeedsNoRevision) {
  const Reply saved = client.post_json("/api/v1/me/decisions", body(withdraw_own_email));
  ASSERT_EQ(saved.status, 200) << saved.body;
  EXPECT_FALSE(is_on(client.get("/api/v1/me").json(), "own", "email"));
}

TEST_F(Saving, WithdrawingWorksWithAnOldRevision) {
  const Reply saved =
      client.post_json("/api/v1/me/decisions", body(withdraw_own_email), {{"If-Match", "\"0\""}});
  EXPECT_EQ(saved.status, 200) << saved.body;
}

TEST_F(Saving, AYesWithoutARevisionIsAskedForAgain) {
  client.post_json("/api/v1/me/decisions", body(withdraw_own_email));
  const std::size_t before = decided();
  const Reply saved = client.post_json("/api/v1/me/decisions", body(grant_own_email));
  EXPECT_EQ(saved.status, 428);
  EXPECT_EQ(saved.code(), "version_required");
  EXPECT_EQ(decided(), before);
}

TEST_F(Saving, AMixedSaveKeepsTheNoAndGivesTheYesBack) {
  client.post_json("/api/v1/me/decisions",
                   body(R"({"act":"withdraw","sender":"own","channel":"sms"})"));
  const std::string mixed =
      body(std::string{grant_own_sms} + "," + std::string{withdraw_own_email});
  const Reply saved = client.post_json("/api/v1/me/decisions", mixed, {{"If-Match", "\"1\""}});
  ASSERT_EQ(saved.status, 412) << saved.body;
  EXPECT_EQ(saved.code(), "stale");
  const auto refused = saved.json()["refused"];
  ASSERT_EQ(refused.size(), 1U);
  EXPECT_EQ(refused[0]["index"], 0);
  EXPECT_EQ(refused[0]["code"], "stale");
  const auto me = client.get("/api/v1/me").json();
  EXPECT_FALSE(is_on(me, "own", "email"));
  EXPECT_FALSE(is_on(me, "own", "sms"));
  EXPECT_EQ(saved.json()["outcome"]["me"]["member"], me["member"]);
}

TEST_F(Saving, TheSameKeyAndBodyIsCarriedOutOnce) {
  const Headers key{{"Idempotency-Key", "one-key"}};
  const Reply first = client.post_json("/api/v1/me/decisions", body(withdraw_own_email), key);
  const std::size_t after_first = decided();
  town.pass_minutes(1);
  const Reply second = client.post_json("/api/v1/me/decisions", body(withdraw_own_email), key);
  EXPECT_EQ(first.status, 200);
  EXPECT_EQ(second.status, 200);
  EXPECT_EQ(first.body, second.body);
  EXPECT_EQ(first.header("etag"), second.header("etag"));
  EXPECT_EQ(decided(), after_first);
}

TEST(SavingWhileTimePasses, ARepeatIsAnsweredWithTheVeryBytesOfTheFirstAnswer) {
  TownPlan plan = small_plan();
  plan.clock_runs = true;
  Town town{plan};
  town.add(support::joined_member());
  Client client{town.port()};
  sign_in(client, town);
  const std::string body = decisions(withdraw_own_email, town.portal().notice().version);
  const Headers key{{"Idempotency-Key", "one-key"}};
  const Reply first = client.post_json("/api/v1/me/decisions", body, key);
  ASSERT_EQ(first.status, 200) << first.body;
  EXPECT_EQ(client.post_json("/api/v1/me/decisions", body, key).body, first.body);
}

TEST_F(Saving, ARepeatedMixedSaveGetsTheSameRefusalAgain) {
  client.post_json("/api/v1/me/decisions",
                   body(R"({"act":"withdraw","sender":"own","channel":"sms"})"));
  const std::string mixed =
      body(std::string{grant_own_sms} + "," + std::string{withdraw_own_email});
  const Headers key{{"Idempotency-Key", "mixed"}, {"If-Match", "\"1\""}};
  const Reply first = client.post_json("/api/v1/me/decisions", mixed, key);
  const Reply second = client.post_json("/api/v1/me/decisions", mixed, key);
  EXPECT_EQ(first.status, 412);
  EXPECT_EQ(second.status, 412);
  EXPECT_EQ(first.body, second.body);
  EXPECT_EQ(second.header("content-type"), "application/problem+json");
}

TEST_F(Saving, TheSameKeyWithAnotherBodyIsRefused) {
  const Headers key{{"Idempotency-Key", "one-key"}};
  client.post_json("/api/v1/me/decisions", body(withdraw_own_email), key);
  const Reply other = client.post_json("/api/v1/me/decisions", body(object_to_analysis), key);
  EXPECT_EQ(other.status, 422);
  EXPECT_EQ(other.code(), "key_used_otherwise");
}

TEST_F(Saving, WordsThatWereNotShownCannotBeAgreedTo) {
  client.post_json("/api/v1/me/decisions", body(withdraw_own_email));
  const Reply saved = client.post_json(
      "/api/v1/me/decisions", decisions(grant_own_email, town_version + 7), {{"If-Match", etag()}});
  ASSERT_EQ(saved.status, 200);
  EXPECT_EQ(saved.json()["refused"][0]["code"], "text_out_of_date");
  EXPECT_TRUE(saved.json()["recorded"].empty());
}

TEST_F(Saving, StoppingEverythingTurnsEverythingOff) {
  const Reply saved =
      client.post_json("/api/v1/me/decisions", body(R"({"act":"stop_everything"})"));
  ASSERT_EQ(saved.status, 200) << saved.body;
  const auto standing = client.get("/api/v1/me").json()["standing"];
  for (const auto& cell : standing["cells"]) EXPECT_EQ(cell["on"], false) << cell;
  for (const auto& purpose : standing["purposes"]) EXPECT_EQ(purpose["on"], false) << purpose;
}

TEST_F(Saving, ManyAtOnceLoseNothing) {
  const std::size_t before = decided();
  std::vector<std::thread> writers;
  std::atomic<int> saved{0};
  for (int i = 0; i < 8; ++i) {
    writers.emplace_back([this, i, &saved] {
      Client own{town.port()};
      own.cookies() = client.cookies();
      for (int round = 0; round < 5; ++round) {
        const bool object = (i + round) % 2 == 0;
        const Reply reply =
            own.post_json("/api/v1/me/decisions",
                          body(object ? object_to_analysis : R"({"act":"stop_everything"})"),
                          {{"Idempotency-Key", std::to_string(i) + "-" + std::to_string(round)}});
        if (reply.status == 200) saved += static_cast<int>(reply.json()["recorded"].size());
      }
    });
  }
  for (std::thread& writer : writers) writer.join();
  EXPECT_EQ(decided(), before + static_cast<std::size_t>(saved));
}

TEST_F(Saving, CorrectingWantsTheRevisionThatWasSeen) {
  const std::string phone = R"({"language":"sv","details":{"phone":"070-174 06 05"}})";
  EXPECT_EQ(client.patch_json("/api/v1/me/details", phone).code(), "version_required");
  EXPECT_EQ(client.patch_json("/api/v1/me/details", phone, {{"If-Match", "\"0\""}}).code(),
            "stale");
  EXPECT_EQ(client.patch_json("/api/v1/me/details", phone, {{"If-Match", "yes"}}).code(),
            "bad_if_match");
}

TEST_F(Saving, OneValueThatDoesNotFitLeavesAllAsTheyWere) {
  const auto before = town.file(support::small_member().id);
  const Reply refused = client.patch_json(
      "/api/v1/me/details",
      R"({"language":"sv","details":{"given_name":"Asta","phone":"hemligt","joined":"2020-01-01"}})",
      {{"If-Match", etag()}});
  EXPECT_EQ(refused.status, 422);
  EXPECT_EQ(refused.json()["errors"].size(), 2U);
  EXPECT_EQ(refused.body.find("hemligt"), std::string::npos) << "a value is never repeated";
  EXPECT_EQ(town.file(support::small_member().id), before);
}

}  // namespace
}  // namespace samtycke::journeys
