// Where a member is signed in, and how that ends.
#include <gtest/gtest.h>

#include "tests/journeys/visitor.h"
#include "tests/support/builders.h"

namespace samtycke::journeys {
namespace {

constexpr const char* page_of_sessions = "/sv/inloggningar";

class Sessions : public testing::Test {
 protected:
  Sessions() {
    town.add(support::small_member());
    sign_in(here, town);
    town.pass_minutes(1);
    sign_in(there, town);
  }
  static int me(Client& client) { return client.get("/api/v1/me").status; }

  Town town;
  Client here{town.port()};
  Client there{town.port()};
};

TEST_F(Sessions, AreListedWithTheOneThatAsksFirst) {
  const auto listed = here.get("/api/v1/me/sessions").json()["sessions"];
  ASSERT_EQ(listed.size(), 2U);
  EXPECT_EQ(listed[0]["here"], true);
  EXPECT_EQ(listed[1]["here"], false);
  EXPECT_LT(listed[0]["started"].get<std::string>(), listed[1]["started"].get<std::string>());
  const std::string page = here.get(page_of_sessions).body;
  EXPECT_NE(page.find(all_words().front()("sessions.here")), std::string::npos);
  EXPECT_NE(page.find(all_words().front()("sessions.elsewhere")), std::string::npos);
  for (Client* one : {&here, &there}) {
    EXPECT_EQ(page.find(one->cookies()["sid"]), std::string::npos) << "the page signs nobody in";
  }
}

TEST_F(Sessions, OneInAnotherBrowserIsEndedByItsButton) {
  const Reply page = here.get(page_of_sessions);
  const auto listed = here.get("/api/v1/me/sessions").json()["sessions"];
  const Form form = here.form_on(page, page_of_sessions);
  const Reply ended = here.post_form(page_of_sessions,
                                     with(form, "do", "end." + listed[1]["id"].get<std::string>()));
  EXPECT_EQ(ended.header("location"), "/sv/inloggningar?done=session_ended");
  EXPECT_EQ(me(there), 401);
  EXPECT_EQ(me(here), 200);
}

TEST_F(Sessions, EverywhereEndsThemAllAndTheirPages) {
  const Form old_page = there.form_on(there.get("/sv/samtycken"), "/sv/samtycken");
  const Form form = here.form_on(here.get(page_of_sessions), page_of_sessions);
  const Reply ended = here.post_form(page_of_sessions, with(form, "do", "everywhere"));
  EXPECT_EQ(ended.header("location"), "/sv/logga-in?done=signed_out_everywhere");
  EXPECT_EQ(me(here), 401);
  EXPECT_EQ(me(there), 401);
  EXPECT_EQ(there.post_form("/sv/samtycken", with(old_page, "do", "stop_everything")).status, 401);
}

TEST_F(Sessions, TheSameOverJson) {
  const auto listed = here.get("/api/v1/me/sessions").json()["sessions"];
  const std::string other = "/api/v1/me/sessions/" + listed[1]["id"].get<std::string>();
  EXPECT_EQ(here.send("DELETE", other, "", {}).status, 204);
  EXPECT_EQ(me(there), 401);
  EXPECT_EQ(here.send("DELETE", other, "", {}).status, 404);
  EXPECT_EQ(here.send("DELETE", "/api/v1/me/sessions", "", {}).status, 204);
  EXPECT_EQ(me(here), 401);
}

// 404 and not 403: whether somebody else has such a session is not said.
TEST_F(Sessions, AnothersSessionIsNotThere) {
  consent::MemberFile bo = support::small_member();
  bo.id = MemberId{"bo"};
  for (member::Record& record : bo.holdings.records) {
    if (record.field == member::field::email) record.value = "bo@example.se";
    if (record.field == member::field::member_number) record.value = "100002";
  }
  town.add(bo);
  Client stranger{town.port()};
  sign_in(stranger, town, "bo@example.se");
  const auto listed = here.get("/api/v1/me/sessions").json()["sessions"];
  const std::string id = listed[1]["id"].get<std::string>();
  EXPECT_EQ(stranger.send("DELETE", "/api/v1/me/sessions/" + id, "", {}).status, 404);
  EXPECT_EQ(me(there), 200);
  EXPECT_EQ(stranger.get("/api/v1/me/sessions").json()["sessions"].size(), 1U);
}

TEST_F(Sessions, WhatHasEndedByItselfIsNotListed) {
  town.pass_minutes(20);
  EXPECT_EQ(me(here), 200);
  town.pass_minutes(15);
  EXPECT_EQ(here.get("/api/v1/me/sessions").json()["sessions"].size(), 1U);
}

// A cookie that somebody else put there before signing in is worth nothing afterwards.
TEST_F(Sessions, ASessionIsNeverOneThatWasThereBefore) {
  Client victim{town.port()};
  const std::string planted(64, 'a');
  victim.cookies()["sid"] = planted;
  sign_in(victim, town);
  EXPECT_NE(victim.cookies()["sid"], planted);
  Client attacker{town.port()};
  attacker.cookies()["sid"] = planted;
  EXPECT_EQ(me(attacker), 401);
  // Nor does signing in once more go on with the one before.
  const std::string first = victim.cookies()["sid"];
  sign_in(victim, town);
  EXPECT_NE(victim.cookies()["sid"], first);
}

}  // namespace
}  // namespace samtycke::journeys
