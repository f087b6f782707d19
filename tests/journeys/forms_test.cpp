// Everything with plain forms: what a browser without scripts does, and what another site may not.
#include <gtest/gtest.h>

#include "tests/journeys/visitor.h"
#include "tests/support/builders.h"

namespace samtycke::journeys {
namespace {

class Forms : public testing::Test {
 protected:
  explicit Forms(TownPlan plan = small_plan()) : town(std::move(plan)) {
    town.add(support::joined_member());
  }

  void sign_in_by_forms() {
    const Reply page = client.get("/sv/logga-in");
    const Reply asked = client.post_form(
        "/sv/logga-in", with(client.form_on(page, "/sv/logga-in"), "email", std::string{asa}));
    ASSERT_EQ(asked.status, 303) << asked.body;
    ASSERT_EQ(asked.header("location"), "/sv/kod");
    const Reply code_page = client.get("/sv/kod");
    const Reply given = client.post_form(
        "/sv/kod", with(client.form_on(code_page, "/sv/kod"), "code", town.latest_code()));
    ASSERT_EQ(given.status, 303) << given.body;
    ASSERT_EQ(given.header("location"), "/sv/oversikt");
  }
  bool on(std::string_view sender, std::string_view channel) {
    return is_on(client.get("/api/v1/me").json(), sender, channel);
  }

  Town town;
  Client client{town.port()};
};

TEST_F(Forms, TheFrontDoorSpeaksTheBrowsersLanguage) {
  EXPECT_EQ(client.get("/").header("location"), "/sv/logga-in");
  EXPECT_EQ(client.get("/", {{"Accept-Language", "de, en;q=0.8, sv;q=0.7"}}).header("location"),
            "/en/sign-in");
  EXPECT_EQ(client.get("/", {{"Accept-Language", "sv-FI, en;q=0.9"}}).header("location"),
            "/sv/logga-in");
}

TEST_F(Forms, PagesOfMembersLeadStrangersToTheSignInPage) {
  for (const char* path : {"/sv/oversikt", "/sv/samtycken", "/sv/uppgifter", "/sv/ladda-ner"}) {
    const Reply page = client.get(path);
    EXPECT_EQ(page.status, 303) << path;
    EXPECT_EQ(page.header("location"), "/sv/logga-in");
  }
  EXPECT_EQ(client.get("/en/overview").header("location"), "/en/sign-in");
  EXPECT_EQ(client.get("/sv/kod").header("location"), "/sv/logga-in");
}

TEST_F(Forms, AMemberSignsInFlipsASwitchAndSeesItSaved) {
  sign_in_by_forms();
  for (const char* path : {"/sv/oversikt", "/sv/uppgifter", "/sv/ladda-ner", "/en/overview",
                           "/en/consents", "/en/data", "/en/download"}) {
    const Reply page = client.get(path);
    EXPECT_EQ(page.status, 200) << path;
    EXPECT_NE(page.body.find("<h1"), std::string::npos) << path;
  }
  ASSERT_TRUE(on("own", "email"));
  const Reply page = client.get("/sv/samtycken");
  Form form = without(client.form_on(page, "/sv/samtycken"), "cell.own.email");

  const Reply preview = client.post_form("/sv/samtycken", with(form, "do", "preview"));
  EXPECT_EQ(preview.status, 200);
  EXPECT_NE(preview.body.find(all_words().front()("app.one_change")), std::string::npos);
  EXPECT_NE(preview.body.find("href=\"#changes\""), std::string::npos);
  EXPECT_NE(preview.body.find("id=\"changes\""), std::string::npos);
  EXPECT_TRUE(on("own", "email")) << "a preview changes nothing";

  const Reply saved = client.post_form("/sv/samtycken", with(form, "do", "save"));
  EXPECT_EQ(saved.status, 303) << saved.body;
  EXPECT_EQ(saved.header("location"), "/sv/samtycken?done=saved");
  EXPECT_FALSE(on("own", "email"));
  const Reply after = client.get("/sv/samtycken?done=saved");
  EXPECT_NE(after.body.find(all_words().front()("done.saved")), std::string::npos);

  const Form unchanged = client.form_on(after, "/sv/samtycken");
  EXPECT_EQ(client.post_form("/sv/samtycken", with(unchanged, "do", "save")).header("location"),
            "/sv/samtycken?done=unchanged");
}

TEST_F(Forms, StoppingEverythingIsOneButton) {
  sign_in_by_forms();
  const Form form = client.form_on(client.get("/sv/samtycken"), "/sv/samtycken");
  const Reply stopped = client.post_form("/sv/samtycken", with(form, "do", "stop_everything"));
  EXPECT_EQ(stopped.header("location"), "/sv/samtycken?done=stopped");
  EXPECT_FALSE(on("own", "email"));
  EXPECT_FALSE(on("own", "letter"));
}

TEST_F(Forms, AnOldPageCannotTurnOnWhatWasTurnedOffSince) {
  sign_in_by_forms();
  const Form old_page = client.form_on(client.get("/sv/samtycken"), "/sv/samtycken");
  client.post_json("/api/v1/me/decisions",
                   decisions(withdraw_own_email, town.portal().notice().version));
  ASSERT_FALSE(on("own", "email"));

  const Reply saved =
      client.post_form("/sv/samtycken", with(without(old_page, "cell.own.sms"), "do", "save"));
  EXPECT_EQ(saved.status, 200);
  EXPECT_NE(saved.body.find(all_words().front()("done.stale")), std::string::npos);
  EXPECT_FALSE(on("own", "email")) << "the yes was said to an older file";
  EXPECT_FALSE(on("own", "sms")) << "the no was carried out";
}

TEST_F(Forms, ADetailIsCorrectedAndAWrongOneIsShownAgain) {
  sign_in_by_forms();
  const Form form = client.form_on(client.get("/sv/uppgifter"), "/sv/uppgifter");
  const Reply wrong =
      client.post_form("/sv/uppgifter", with(with(form, "phone", "hej<b>"), "do", "save"));
  EXPECT_EQ(wrong.status, 200);
  EXPECT_NE(wrong.body.find("hej&lt;b&gt;"), std::string::npos) << "what was typed is still there";
  EXPECT_EQ(wrong.body.find("hej<b>"), std::string::npos);
  const Reply right =
      client.post_form("/sv/uppgifter", with(with(form, "phone", "070-174 06 05"), "do", "save"));
  EXPECT_EQ(right.header("location"), "/sv/uppgifter?done=corrected");
  EXPECT_EQ(member::value_of(town.file(support::small_member().id).holdings, FieldId{"phone"}),
            "+46701740605");
}

// Linnegården where a member has not one favourite room but topics to follow (N1).
class FormsWithTopics : public Forms {
 protected:
  FormsWithTopics() : Forms(plan()) {}
  static TownPlan plan() {
    TownPlan plan = small_plan();
    for (notice::Field& field : plan.notice.fields) {
      if (field.id == room) field.kind = notice::FieldKind::topics;
    }
    return plan;
  }
  std::string_view followed() {
    file = town.file(support::small_member().id);
    return member::value_of(file.holdings, room);
  }
  static inline const FieldId room{"favourite_room"};
  consent::MemberFile file;
};

TEST_F(FormsWithTopics, TopicsAreFollowedAndLetGoOfBySwitches) {
  sign_in_by_forms();
  ASSERT_EQ(followed(), "sleep");
  const Form form = client.form_on(client.get("/sv/installningar"), "/sv/installningar");
  client.post_form("/sv/installningar",
                   with(with(form, "favourite_room.bath", "on"), "do", "save"));
  EXPECT_EQ(followed(), "bath,sleep");
  const Form again = client.form_on(client.get("/sv/installningar"), "/sv/installningar");
  client.post_form(
      "/sv/installningar",
      with(without(without(again, "favourite_room.bath"), "favourite_room.sleep"), "do", "save"));
  EXPECT_EQ(followed(), "");
}

TEST_F(Forms, AFieldThatIsNotTheMembersStaysAsItWas) {
  sign_in_by_forms();
  const auto before = town.file(support::small_member().id).holdings;
  const Form form = client.form_on(client.get("/sv/uppgifter"), "/sv/uppgifter");
  client.post_form("/sv/uppgifter", with(with(form, "member_number", "999999"), "do", "save"));
  EXPECT_EQ(town.file(support::small_member().id).holdings, before);
}

TEST_F(Forms, SigningOutIsAFormToo) {
  sign_in_by_forms();
  const Form form = client.form_on(client.get("/sv/oversikt"), "/sv/logga-in");
  ASSERT_FALSE(form.empty());
  const Reply out = client.post_form("/sv/logga-in", with(form, "do", "sign_out"));
  EXPECT_EQ(out.status, 303);
  EXPECT_EQ(client.get("/sv/oversikt").status, 303);
  const Reply page = client.get(out.header("location"));
  EXPECT_NE(page.body.find(all_words().front()("done.signed_out")), std::string::npos);
}

TEST_F(Forms, WhatIsTypedWrongIsSaidBesideTheField) {
  const Form form = client.form_on(client.get("/sv/logga-in"), "/sv/logga-in");
  const Reply bad = client.post_form("/sv/logga-in", with(form, "email", "asa@"));
  EXPECT_EQ(bad.status, 200);
  EXPECT_NE(bad.body.find("aria-invalid"), std::string::npos);
  EXPECT_EQ(town.mails(), 0U);

  client.post_form("/sv/logga-in", with(form, "email", std::string{asa}));
  const Form code_form = client.form_on(client.get("/sv/kod"), "/sv/kod");
  for (const char* code : {"", "0000-0000"}) {
    const Reply wrong = client.post_form("/sv/kod", with(code_form, "code", code));
    EXPECT_EQ(wrong.status, 200);
    EXPECT_NE(wrong.body.find("aria-invalid"), std::string::npos) << code;
  }
}

// Each way in which another site could try to press a button here.
TEST_F(Forms, AnotherSiteCannotSendThem) {
  sign_in_by_forms();
  // Without the token that lets a page of an ended session say no, which is a secret of its own.
  const Form form =
      with(without(client.form_on(client.get("/sv/samtycken"), "/sv/samtycken"), "withdraw_token"),
           "do", "stop_everything");
  const std::size_t before = town.file(support::small_member().id).decisions.size();
  const std::string type = "application/x-www-form-urlencoded";
  const auto send = [&](const Form& sent, Headers headers, std::string_view media_type) {
    headers.emplace_back("Content-Type", media_type);
    return client.send("POST", "/sv/samtycken", urlencoded(sent), headers).status;
  };
  EXPECT_EQ(send(form, {no_origin}, type), 403);
  EXPECT_EQ(send(form, {{"Origin", "https://evil.example"}}, type), 403);
  EXPECT_EQ(send(form, {{"Origin", "null"}}, type), 403);
  EXPECT_EQ(send(form, {{"Origin", client.origin() + ".evil.example"}}, type), 403);
  EXPECT_EQ(send(form, {{"Sec-Fetch-Site", "cross-site"}}, type), 403);
  EXPECT_EQ(send(form, {{"Sec-Fetch-Site", "same-site"}}, type), 403);
  EXPECT_EQ(send(without(form, "form_token"), {}, type), 403);
  EXPECT_EQ(send(with(form, "form_token", std::string(64, '0')), {}, type), 403);
  EXPECT_EQ(send(form, {}, "text/plain"), 415);
  EXPECT_EQ(send(form, {}, "multipart/form-data; boundary=x"), 415);

  Client stranger{town.port()};
  stranger.get("/sv/logga-in");
  stranger.cookies()["sid"] = client.cookies()["sid"];
  const Form other = stranger.form_on(Client{town.port()}.get("/sv/logga-in"), "/sv/logga-in");
  ASSERT_NE(value_in(other, "form_token"), "");
  EXPECT_EQ(send(with(form, "form_token", value_in(other, "form_token")), {}, type), 403)
      << "a token of another browser";
  EXPECT_EQ(town.file(support::small_member().id).decisions.size(), before);
  EXPECT_EQ(send(form, {{"Origin", client.origin()}, {"Sec-Fetch-Site", "same-origin"}}, type),
            303);
}

TEST_F(Forms, AnotherSiteCannotUseTheJsonInterface) {
  sign_in_by_forms();
  const std::string body = decisions(withdraw_own_email, town.portal().notice().version);
  const auto send = [&](const Headers& headers) {
    return client.send("POST", "/api/v1/me/decisions", body, headers).code();
  };
  EXPECT_EQ(send({{"Content-Type", "application/json"}}), "bad_idempotency_key");
  EXPECT_EQ(send({{"Idempotency-Key", "k"}}), "wrong_media_type");
  EXPECT_EQ(send({{"Content-Type", "text/plain"}, {"Idempotency-Key", "k"}}), "wrong_media_type");
  EXPECT_EQ(send({{"Content-Type", "application/json"},
                  {"Idempotency-Key", "k"},
                  {"Origin", "https://evil.example"}}),
            "foreign_origin");
  EXPECT_EQ(send({{"Content-Type", "application/json"}, {"Idempotency-Key", "k"}, no_origin}),
            "foreign_origin");
  EXPECT_EQ(client.send("DELETE", "/api/v1/session", "", {{"Sec-Fetch-Site", "cross-site"}}).status,
            403);
  EXPECT_TRUE(on("own", "email"));
}

TEST_F(Forms, AnEndedSessionIsSaidAndNothingIsChanged) {
  sign_in_by_forms();
  const Form form = client.form_on(client.get("/sv/uppgifter"), "/sv/uppgifter");
  town.pass_minutes(31);
  const Reply late = client.post_form("/sv/uppgifter", with(form, "do", "save"));
  EXPECT_EQ(late.status, 401);
  EXPECT_NE(late.body.find(all_words().front()("problem.signed_out.title")), std::string::npos);
}

TEST(Demo, ShowsItsMailsWithTheCodes) {
  TownPlan plan = small_plan();
  plan.demo = true;
  Town town{plan};
  town.add(support::small_member());
  Client client{town.port()};
  EXPECT_NE(client.get("/dev/mail").body.find(all_words().front()("mail.list.none")),
            std::string::npos);
  client.post_json("/api/v1/sign-in", R"({"email":"asa.lindqvist@example.se","language":"sv"})");
  client.post_json("/api/v1/sign-in", R"({"email":"nobody@example.se","language":"sv"})");
  const Reply page = client.get("/dev/mail");
  EXPECT_EQ(page.status, 200);
  EXPECT_NE(page.body.find(town.latest_code()), std::string::npos);
  EXPECT_NE(page.body.find(asa), std::string::npos);
  EXPECT_EQ(page.body.find("nobody@"), std::string::npos);
}

}  // namespace
}  // namespace samtycke::journeys
