// What a stolen or forgotten page must not do without a code that was given back within ten minutes: take
// everything along, change the way in, end the membership.
#include <gtest/gtest.h>

#include "tests/journeys/visitor.h"
#include "tests/support/builders.h"

namespace samtycke::journeys {
namespace {

constexpr std::string_view ny = "ny.adress@example.se";

class FreshCode : public testing::Test {
 protected:
  FreshCode() {
    town.add(support::joined_member());
    sign_in(client, town);
  }
  int download() { return client.get("/api/v1/me/download?format=json").status; }
  std::string email() {
    return std::string{
        member::value_of(town.file(support::small_member().id).holdings, member::field::email)};
  }
  // Asks on the page, and types the code that comes.
  Reply confirm_on(const std::string& page) {
    const Form form = client.form_on(client.get(page), page);
    const Reply asked = client.post_form(page, with(form, "do", "send_code"));
    EXPECT_EQ(asked.header("location"), "/sv/kod?confirm") << asked.body;
    return type(town.latest_code());
  }
  Reply type(const std::string& code) {
    const Reply page = client.get("/sv/kod?confirm");
    EXPECT_EQ(page.status, 200);
    return client.post_form("/sv/kod?confirm",
                            with(client.form_on(page, "/sv/kod?confirm"), "code", code));
  }
  Reply ask_for_new(std::string_view address) {
    const Form form = client.form_on(client.get("/sv/byt-epost"), "/sv/byt-epost");
    return client.post_form("/sv/byt-epost",
                            with(with(form, "email", std::string{address}), "do", "change"));
  }

  Town town;
  Client client{town.port()};
};

// L11: one click after a fresh code.
TEST_F(FreshCode, ADownloadWantsOne) {
  EXPECT_EQ(download(), 200) << "just signed in";
  town.pass_minutes(10);
  EXPECT_EQ(download(), 200);
  town.pass_minutes(1);
  const Reply late = client.get("/api/v1/me/download?format=json");
  EXPECT_EQ(late.status, 403);
  EXPECT_EQ(late.code(), "fresh_code_needed");
  const Reply followed =
      client.get("/api/v1/me/download?format=html&language=sv", {{"Accept", "text/html,*/*"}});
  EXPECT_EQ(followed.header("location"), "/sv/ladda-ner?confirm");
  EXPECT_EQ(client.get("/sv/ladda-ner").body.find("/api/v1/me/download"), std::string::npos);
  EXPECT_EQ(confirm_on("/sv/ladda-ner").header("location"), "/sv/ladda-ner");
  EXPECT_NE(client.get("/sv/ladda-ner").body.find("/api/v1/me/download"), std::string::npos);
  EXPECT_EQ(download(), 200);
}

TEST_F(FreshCode, BeginsASessionAnewAndTheOldOneSignsNobodyIn) {
  town.pass_minutes(20);
  const std::string old_token = client.cookies()["sid"];
  confirm_on("/sv/ladda-ner");
  EXPECT_NE(client.cookies()["sid"], old_token);
  Client thief{town.port()};
  thief.cookies()["sid"] = old_token;
  EXPECT_EQ(thief.get("/api/v1/me").status, 401);
}

TEST_F(FreshCode, APageFromBeforeItStillSaysNo) {
  const Form open_page = client.form_on(client.get("/sv/samtycken"), "/sv/samtycken");
  town.pass_minutes(20);
  confirm_on("/sv/ladda-ner");
  const Reply saved = client.post_form("/sv/samtycken", with(open_page, "do", "stop_everything"));
  EXPECT_EQ(saved.header("location"), "/sv/samtycken?done=withdrawn");
}

TEST_F(FreshCode, AWrongOneConfirmsNothing) {
  town.pass_minutes(11);
  const Form form = client.form_on(client.get("/sv/ladda-ner"), "/sv/ladda-ner");
  client.post_form("/sv/ladda-ner", with(form, "do", "send_code"));
  EXPECT_EQ(type("00000000").status, 200);
  EXPECT_EQ(download(), 403);
}

TEST_F(FreshCode, TheAddressIsChangedWhenTheNewOneAnswersAndTheOldOneIsTold) {
  Client elsewhere{town.port()};
  sign_in(elsewhere, town);
  EXPECT_EQ(ask_for_new(ny).header("location"), "/sv/kod?confirm");
  EXPECT_EQ(email(), asa) << "nothing before the code";
  EXPECT_EQ(town.store().latest_mail(1).value().at(0).to, ny);
  EXPECT_EQ(type(town.latest_code()).header("location"), "/sv/logga-in?done=email_changed");
  EXPECT_EQ(email(), ny);
  const auto told = town.store().latest_mail(1).value().at(0);
  EXPECT_EQ(told.to, asa);
  EXPECT_EQ(told.body.find(ny), std::string::npos) << "whoever reads the old mailbox now";
  EXPECT_EQ(client.get("/api/v1/me").status, 401);
  EXPECT_EQ(elsewhere.get("/api/v1/me").status, 401) << "every session ends";
  sign_in(client, town, ny);
  EXPECT_EQ(client.get("/api/v1/me").status, 200);
}

TEST_F(FreshCode, ChangingTheAddressWantsOne) {
  town.pass_minutes(11);
  const Reply page = client.get("/sv/byt-epost");
  EXPECT_EQ(page.body.find("id=\"new-email\""), std::string::npos);
  const Form form = client.form_on(page, "/sv/byt-epost");
  const std::size_t mails = town.mails();
  client.post_form("/sv/byt-epost", with(with(form, "email", std::string{ny}), "do", "change"));
  EXPECT_EQ(town.mails(), mails);
  const std::string body = R"({"email":"ny.adress@example.se","language":"sv"})";
  EXPECT_EQ(client.post_json("/api/v1/me/email", body).code(), "fresh_code_needed");
  EXPECT_EQ(confirm_on("/sv/byt-epost").header("location"), "/sv/byt-epost");
  EXPECT_EQ(client.post_json("/api/v1/me/email", body).status, 202);
}

TEST_F(FreshCode, TheAddressIsNotChangedOnThePageOfDetails) {
  const std::string etag = client.get("/api/v1/me").header("etag");
  const Reply refused = client.patch_json(
      "/api/v1/me/details", R"({"language":"sv","details":{"email":"ny@example.se"}})",
      {{"If-Match", etag}});
  EXPECT_EQ(refused.code(), "wants_a_code");
  EXPECT_EQ(email(), asa);
}

// S6: whether an address is taken is not said, and its owner keeps it.
TEST_F(FreshCode, AnAddressThatIsTakenGetsTheSameAnswerAndNoMail) {
  consent::MemberFile bo = support::small_member();
  bo.id = MemberId{"bo"};
  for (member::Record& record : bo.holdings.records) {
    if (record.field == member::field::email) record.value = "bo.berglund@example.se";
    if (record.field == member::field::member_number) record.value = "100002";
  }
  town.add(bo);
  const Reply taken = ask_for_new("bo.berglund@example.se");
  EXPECT_EQ(taken.header("location"), "/sv/kod?confirm");
  EXPECT_EQ(town.store().latest_mail(1).value().at(0).to, "") << "to nobody";
  const Reply free_one = ask_for_new("bo.berglind@example.se");
  EXPECT_EQ(free_one.header("location"), "/sv/kod?confirm");
  EXPECT_EQ(email(), asa);
}

TEST_F(FreshCode, TheCodeToANewAddressIsGoodForWhoeverAskedAloneAndIsNoWayIn) {
  ask_for_new(ny);
  const std::string code = town.latest_code();
  const Form form = client.form_on(client.get("/sv/kod?confirm"), "/sv/kod?confirm");
  client.send("DELETE", "/api/v1/session", "", {});
  EXPECT_EQ(client.post_json("/api/v1/session", R"({"code":")" + code + R"("})").status, 403);
  EXPECT_EQ(client.get("/api/v1/me").status, 401);
  EXPECT_EQ(email(), asa);
}

// ---- Leaving.

TEST_F(FreshCode, LeavingWantsOneAndASwitchAndThenEverythingIsGone) {
  town.pass_minutes(11);
  const std::string leave = R"({"language":"sv","sure":true})";
  EXPECT_EQ(client.post_json("/api/v1/me/leave", leave).code(), "fresh_code_needed");
  EXPECT_EQ(confirm_on("/sv/lamna").header("location"), "/sv/lamna");
  const Form form = client.form_on(client.get("/sv/lamna"), "/sv/lamna");
  EXPECT_EQ(client.post_form("/sv/lamna", with(form, "do", "leave")).status, 200);
  EXPECT_EQ(email(), asa) << "the switch was off";
  EXPECT_EQ(client.post_json("/api/v1/me/leave", R"({"language":"sv","sure":false})").code(),
            "not_sure");
  const Reply left = client.post_form("/sv/lamna", with(with(form, "sure", "on"), "do", "leave"));
  EXPECT_EQ(left.header("location"), "/sv/logga-in?done=left");
  EXPECT_EQ(town.store().load(support::small_member().id).reason(),
            server::StoreFault::no_such_member);
  EXPECT_EQ(client.get("/api/v1/me").status, 401);
  const auto told = town.store().notices_of_erasure(10).value();
  ASSERT_FALSE(told.empty());
  EXPECT_EQ(told.back().to, asa) << "and it is said to be done";
  EXPECT_EQ(town.store().count_members().value(), 0);
}

TEST_F(FreshCode, LeavingEndsEverySessionOverJsonToo) {
  Client elsewhere{town.port()};
  sign_in(elsewhere, town);
  EXPECT_EQ(client.post_json("/api/v1/me/leave", R"({"language":"sv","sure":true})").status, 204);
  EXPECT_EQ(elsewhere.get("/api/v1/me").status, 401);
}

}  // namespace
}  // namespace samtycke::journeys
