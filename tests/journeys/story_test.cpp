// The main job, end to end, over a real socket.
#include <gtest/gtest.h>

#include <filesystem>

#include "tests/journeys/visitor.h"
#include "tests/support/builders.h"

namespace samtycke::journeys {
namespace {

class Database {
 public:
  Database() {
    std::string pattern =
        (std::filesystem::temp_directory_path() / "samtycke-journey-XXXXXX").string();
    folder_ = mkdtemp(pattern.data());
  }
  ~Database() { std::filesystem::remove_all(folder_); }
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;
  std::string path() const { return folder_ + "/journey.db"; }

 private:
  std::string folder_;
};

TEST(Story, AMemberSignsInFlipsASwitchAndItHoldsThroughARestart) {
  const Database database;
  TownPlan plan = small_plan();
  plan.database = database.path();
  std::map<std::string, std::string> cookies;
  {
    Town town{plan};
    town.add(support::small_member());
    Client client{town.port()};
    sign_in(client, town);

    const Reply me = client.get("/api/v1/me");
    ASSERT_EQ(me.status, 200);
    EXPECT_FALSE(is_on(me.json(), "own", "email"));

    const Reply saved =
        client.post_json("/api/v1/me/decisions", decisions(grant_own_email, plan.notice.version),
                         {{"If-Match", me.header("etag")}});
    ASSERT_EQ(saved.status, 200) << saved.body;
    EXPECT_EQ(saved.json()["recorded"].size(), 1U);
    EXPECT_EQ(saved.json()["changed"][0]["switch"], "cell.own.email");
    EXPECT_TRUE(is_on(client.get("/api/v1/me").json(), "own", "email"));
    cookies = client.cookies();
  }
  Town town{plan};
  Client client{town.port()};
  client.cookies() = cookies;
  const Reply me = client.get("/api/v1/me");
  ASSERT_EQ(me.status, 200) << "the session outlives a restart";
  EXPECT_TRUE(is_on(me.json(), "own", "email"));
}

TEST(Story, ThePreviewSaysWhatSavingDoesAndStoresNothing) {
  Town town;
  town.add(support::small_member());
  Client client{town.port()};
  sign_in(client, town);
  const std::string body =
      decisions(std::string{grant_own_email} + "," + std::string{object_to_analysis},
                town.portal().notice().version);

  const Reply before = client.get("/api/v1/me");
  const Reply preview = client.post_json("/api/v1/me/preview", body);
  ASSERT_EQ(preview.status, 200) << preview.body;
  EXPECT_EQ(client.get("/api/v1/me").header("etag"), before.header("etag"));

  const Reply saved =
      client.post_json("/api/v1/me/decisions", body, {{"If-Match", before.header("etag")}});
  ASSERT_EQ(saved.status, 200);
  EXPECT_EQ(preview.json()["changed"], saved.json()["changed"]);
  EXPECT_EQ(preview.json()["refused"], saved.json()["refused"]);

  const auto difference = preview.json()["difference"];
  EXPECT_EQ(difference["switches"].size(), saved.json()["changed"].size());
  EXPECT_EQ(difference["no_longer_used"][0]["purpose"], "analysis");
  EXPECT_EQ(difference["erased_earlier"][0]["becomes"]["counted_from"], "objection");
  EXPECT_FALSE(saved.json().contains("difference"));
}

TEST(Story, EverythingHeldCanBeTakenAlong) {
  Town town;
  const consent::MemberFile member = support::joined_member();
  town.add(member);
  Client client{town.port()};
  sign_in(client, town);

  const Reply file = client.get("/api/v1/me/download?format=json");
  ASSERT_EQ(file.status, 200);
  EXPECT_TRUE(file.header("content-disposition").starts_with("attachment; filename=\""));
  EXPECT_EQ(file.header("cache-control"), "no-store");
  const auto document = file.json();
  EXPECT_EQ(document["member"]["holdings"]["receipts"].size(), member.holdings.receipts.size());
  EXPECT_EQ(document["member"]["decisions"].size(), member.decisions.size());
  EXPECT_EQ(client.get("/api/v1/me/download?format=xml").status, 400);
}

TEST(Story, ACorrectedDetailIsStoredInItsCanonicalForm) {
  Town town;
  town.add(support::small_member());
  Client client{town.port()};
  sign_in(client, town);
  const Reply me = client.get("/api/v1/me");

  const Reply corrected = client.patch_json(
      "/api/v1/me/details", R"({"language":"sv","details":{"phone":"070-174 06 05"}})",
      {{"If-Match", me.header("etag")}});
  ASSERT_EQ(corrected.status, 200) << corrected.body;
  const auto file = town.file(support::small_member().id);
  EXPECT_EQ(member::value_of(file.holdings, FieldId{"phone"}), "+46701740605");
  EXPECT_EQ(corrected.header("etag"), "\"" + std::to_string(file.revision) + "\"");
}

TEST(Story, TheNoticeComesOnceAndIsAskedAboutAfterThat) {
  Town town;
  Client client{town.port()};
  const Reply notice = client.get("/api/v1/notice");
  ASSERT_EQ(notice.status, 200);
  EXPECT_EQ(notice.json()["words"]["sv"]["path.sign_in"], "logga-in");
  const Reply again = client.get("/api/v1/notice", {{"If-None-Match", notice.header("etag")}});
  EXPECT_EQ(again.status, 304);
  EXPECT_EQ(again.body, "");
}

TEST(Story, ADecisionThatCannotBeProvedIsRefusedInWordsAndTheServingGoesOn) {
  Town town;
  town.add(support::small_member());
  Client client{town.port()};
  sign_in(client, town);
  const Reply me = client.get("/api/v1/me");
  town.memory().fail_next_commit(server::StoreFault::not_provable);

  const Reply saved = client.post_json("/api/v1/me/decisions",
                                       decisions(grant_own_email, town.portal().notice().version),
                                       {{"If-Match", me.header("etag")}});
  EXPECT_EQ(saved.status, 500);
  EXPECT_EQ(saved.code(), "failed");
  EXPECT_FALSE(town.stopped());
  EXPECT_TRUE(town.file(support::small_member().id).decisions.empty());
}

TEST(Story, AStoreThatFailsToWriteIsSaidSoAndEndsTheServing) {
  Town town;
  town.add(support::small_member());
  Client client{town.port()};
  sign_in(client, town);
  const Reply me = client.get("/api/v1/me");
  town.memory().fail_next_commit(server::StoreFault::unavailable);

  const Reply saved = client.post_json("/api/v1/me/decisions",
                                       decisions(grant_own_email, town.portal().notice().version),
                                       {{"If-Match", me.header("etag")}});
  EXPECT_EQ(saved.status, 503);
  EXPECT_EQ(saved.code(), "unavailable");
  EXPECT_TRUE(town.stopped());
  EXPECT_TRUE(town.file(support::small_member().id).decisions.empty());
}

TEST(Story, TheHealthPageAnswersWithoutAStoreAndTheReadyPageDoesNot) {
  Town town;
  Client client{town.port()};
  EXPECT_EQ(client.get("/readyz").status, 200);
  town.memory().go_away();
  EXPECT_EQ(client.get("/healthz").status, 200);
  EXPECT_EQ(client.get("/readyz").status, 503);
}

}  // namespace
}  // namespace samtycke::journeys
