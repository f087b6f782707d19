// The page of switches outlives its session: a no by it counts for twelve hours, and nothing else does.
#include <gtest/gtest.h>

#include "tests/journeys/visitor.h"
#include "tests/support/builders.h"

namespace samtycke::journeys {
namespace {

constexpr const char* consents = "/sv/samtycken";

class WithdrawOnly : public testing::Test {
 protected:
  WithdrawOnly() {
    town.add(support::joined_member());
    sign_in(client, town);
    page = client.form_on(client.get(consents), consents);
  }
  bool on(std::string_view sender, std::string_view channel) {
    Client look{town.port()};
    sign_in(look, town);
    return is_on(look.get("/api/v1/me").json(), sender, channel);
  }
  Reply save(const Form& form) { return client.post_form(consents, with(form, "do", "save")); }
  std::string body(std::string_view acts) {
    return decisions(acts, town.portal().notice().version);
  }

  Town town;
  Client client{town.port()};
  Form page;
};

// L7: an expired session never stops a withdrawal.
TEST_F(WithdrawOnly, ANoIsCarriedOutAfterTheSessionHasEnded) {
  town.pass_minutes(11 * 60);
  const Reply saved = save(without(page, "cell.own.email"));
  EXPECT_EQ(saved.header("location"), "/sv/logga-in?done=withdrawn");
  EXPECT_FALSE(on("own", "email"));
  EXPECT_TRUE(on("own", "sms"));
  const Reply told = client.get(saved.header("location"));
  EXPECT_NE(told.body.find(all_words().front()("done.withdrawn")), std::string::npos);
  EXPECT_EQ(client.get("/api/v1/me").status, 401) << "nobody was signed in by it";
}

TEST_F(WithdrawOnly, EverythingIsStoppedByTheButtonOfAnOldPage) {
  town.pass_minutes(40);
  const Reply stopped = client.post_form(consents, with(page, "do", "stop_everything"));
  EXPECT_EQ(stopped.header("location"), "/sv/logga-in?done=withdrawn");
  EXPECT_FALSE(on("own", "email"));
  EXPECT_FALSE(on("own", "letter"));
}

TEST_F(WithdrawOnly, ThePageAloneIsEnoughWithoutAnyCookie) {
  client.cookies().clear();
  EXPECT_EQ(save(without(page, "cell.own.email")).status, 303);
  EXPECT_FALSE(on("own", "email"));
}

TEST_F(WithdrawOnly, APageFromBeforeANewSignInStillSaysNo) {
  town.pass_minutes(31);
  sign_in(client, town);
  const Reply saved = save(without(page, "cell.own.email"));
  EXPECT_EQ(saved.header("location"), "/sv/samtycken?done=withdrawn");
  EXPECT_FALSE(on("own", "email"));
}

TEST_F(WithdrawOnly, AYesIsNotSavedAndTheNoBesideItIs) {
  client.post_json("/api/v1/me/decisions", body(withdraw_own_email));
  const Form old_page = client.form_on(client.get(consents), consents);
  town.pass_minutes(31);
  const Reply saved = save(with(without(old_page, "cell.own.sms"), "cell.own.email", "on"));
  EXPECT_EQ(saved.header("location"), "/sv/logga-in?done=withdrawn_only");
  EXPECT_FALSE(on("own", "email"));
  EXPECT_FALSE(on("own", "sms"));
}

TEST_F(WithdrawOnly, AYesAloneWantsSomebodyWhoIsSignedIn) {
  client.post_json("/api/v1/me/decisions", body(withdraw_own_email));
  const Form old_page = client.form_on(client.get(consents), consents);
  town.pass_minutes(31);
  EXPECT_EQ(save(with(old_page, "cell.own.email", "on")).status, 401);
  EXPECT_EQ(client.post_form(consents, with(old_page, "do", "preview")).status, 401)
      << "whoever has the page is shown nothing new";
}

TEST_F(WithdrawOnly, ItEndsTwelveHoursAfterThePageWasMade) {
  town.pass_minutes(12 * 60 + 1);
  EXPECT_EQ(save(without(page, "cell.own.email")).status, 401);
  EXPECT_TRUE(on("own", "email"));
}

TEST_F(WithdrawOnly, ItOutlivesTheSweepAsLongAsItIsGood) {
  town.pass_minutes(12 * 60);
  ASSERT_TRUE(town.store().sweep(town.now()).ok());
  EXPECT_EQ(save(without(page, "cell.own.email")).status, 303);
}

TEST_F(WithdrawOnly, SigningOutMakesItVoid) {
  client.send("DELETE", "/api/v1/session", "", {});
  EXPECT_EQ(save(without(page, "cell.own.email")).status, 401);
  EXPECT_TRUE(on("own", "email"));
}

TEST_F(WithdrawOnly, SigningOutByAPageWhoseSessionHasEndedMakesItVoidToo) {
  town.pass_minutes(40);
  Form out = {{"form_token", value_in(page, "form_token")}, {"do", "sign_out"}};
  EXPECT_EQ(client.post_form("/sv/logga-in", out).header("location"),
            "/sv/logga-in?done=signed_out");
  EXPECT_EQ(save(without(page, "cell.own.email")).status, 401);
}

TEST_F(WithdrawOnly, ItIsNoWayToAnythingElse) {
  town.pass_minutes(31);
  const Form token = {{"withdraw_token", value_in(page, "withdraw_token")}};
  EXPECT_EQ(client.post_form("/sv/uppgifter", with(token, "do", "restrict")).status, 401);
  EXPECT_EQ(client.post_form("/sv/uppgifter", with(token, "do", "save")).status, 401);
  EXPECT_EQ(client.get(consents).status, 303);
  for (const std::string& wrong : {std::string(64, '0'), std::string("x"), std::string()}) {
    const Form form = with(without(page, "withdraw_token"), "withdraw_token", wrong);
    EXPECT_EQ(save(without(form, "cell.own.email")).status, 401);
  }
}

TEST_F(WithdrawOnly, OverJsonANoIsTakenFromASessionThatHasEnded) {
  town.pass_minutes(31);
  const std::string mixed =
      body(std::string{withdraw_own_email} + "," + std::string{grant_own_sms});
  const Reply saved = client.post_json("/api/v1/me/decisions", mixed, {{"If-Match", "\"1\""}});
  ASSERT_EQ(saved.status, 200) << saved.body;
  EXPECT_EQ(saved.json()["withdrawn"], 1);
  EXPECT_EQ(saved.json()["refused"][0]["index"], 1);
  EXPECT_EQ(saved.json()["refused"][0]["code"], "signed_out");
  EXPECT_EQ(saved.body.find("standing"), std::string::npos) << "and nothing of the member is shown";
  EXPECT_FALSE(on("own", "email"));
  EXPECT_EQ(client.post_json("/api/v1/me/decisions", body(grant_own_sms)).status, 401);
  EXPECT_EQ(client.get("/api/v1/me").status, 401);
}

TEST_F(WithdrawOnly, WhatWasRefusedForWantOfASessionIsGoodAfterSigningIn) {
  town.pass_minutes(31);
  const auto send = [&](std::string_view acts, const char* key) {
    return client.post_json("/api/v1/me/decisions", body(acts),
                            {{"Idempotency-Key", key}, {"If-Match", "\"1\""}});
  };
  const std::string_view no = R"({"act":"withdraw","sender":"group","channel":"email"})";
  const std::string mixed = std::string{no} + "," + std::string{grant_own_sms};
  const Reply first = send(mixed, "mixed");
  EXPECT_EQ(send(mixed, "mixed").body, first.body) << "carried out once, answered twice";
  EXPECT_EQ(send(grant_own_sms, "yes").status, 401);
  sign_in(client, town);
  const Reply now = send(grant_own_sms, "yes");
  EXPECT_NE(now.status, 401) << now.body;
  EXPECT_EQ(send(mixed, "mixed").body, first.body);
}

}  // namespace
}  // namespace samtycke::journeys
