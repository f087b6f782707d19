// Documents that are none: each is answered 4xx with its place, and nothing changes.
#include <gtest/gtest.h>

#include <random>

#include "tests/journeys/visitor.h"
#include "tests/support/builders.h"

namespace samtycke::journeys {
namespace {

class BadInput : public testing::Test {
 protected:
  BadInput() {
    town.add(support::joined_member());
    sign_in(client, town);
    before = town.file(support::small_member().id);
  }
  ~BadInput() override { EXPECT_EQ(town.file(support::small_member().id), before); }

  void expect(std::string_view body, std::string_view code, std::string_view pointer) {
    for (const char* path : {"/api/v1/me/decisions", "/api/v1/me/preview"}) {
      const Reply reply = client.post_json(path, body, {{"If-Match", "\"1\""}});
      EXPECT_EQ(reply.status, 400) << body;
      EXPECT_EQ(reply.code(), code) << body;
      const auto document = reply.json();
      EXPECT_EQ(document.value("pointer", "(none)"), pointer) << body;
    }
  }

  Town town;
  Client client{town.port()};
  consent::MemberFile before;
};

TEST_F(BadInput, IsAnsweredWithItsPlace) {
  const std::string good = decisions(grant_own_email, 1);
  expect("", "not_json", "");
  expect("{", "not_json", "");
  expect(good + "x", "not_json", "");
  expect("[]", "wrong_type", "");
  expect("null", "wrong_type", "");
  expect("\xff\xfe", "not_utf8", "");
  expect("{\"language\":\"\xc3\x28\"}", "not_utf8", "/language");
  expect(R"({"notice_version":1,"language":"sv"})", "missing_key", "/decisions");
  expect(R"({"notice_version":1,"notice_version":1,"language":"sv","decisions":[]})",
         "duplicate_key", "/notice_version");
  expect(R"({"notice_version":1,"language":"sv","decisions":[],"admin":true})", "unknown_key",
         "/admin");
  expect(R"({"notice_version":"1","language":"sv","decisions":[]})", "wrong_type",
         "/notice_version");
  expect(R"({"notice_version":4294967297,"language":"sv","decisions":[]})", "out_of_range",
         "/notice_version");
  expect(R"({"notice_version":1,"language":"xx","decisions":[]})", "unknown_word", "/language");
  expect(decisions(R"({"act":"grant","sender":"own","channel":"email","member":"x"})", 1),
         "unknown_key", "/decisions/0/member");
  expect(decisions(R"({"act":"obey","sender":"own","channel":"email"})", 1), "unknown_word",
         "/decisions/0/act");
  expect(decisions(R"({"act":7,"sender":"own","channel":"email"})", 1), "wrong_type",
         "/decisions/0/act");
}

TEST_F(BadInput, ThatIsNestedDeeplyIsRefusedBeforeItIsBuilt) {
  const std::string deep = std::string(30000, '[') + std::string(30000, ']');
  for (const char* path : {"/api/v1/me/decisions", "/api/v1/me/preview"}) {
    EXPECT_EQ(client.post_json(path, deep).code(), "too_deep");
  }
  EXPECT_EQ(client.patch_json("/api/v1/me/details", deep, {{"If-Match", "\"1\""}}).code(),
            "too_deep");
  EXPECT_EQ(client.post_json("/api/v1/session", deep.substr(0, 4000)).status, 400);
}

TEST_F(BadInput, IsBoundedAt64KiB) {
  const std::string frame = R"({"language":"sv","details":{"given_name":""}})";
  const std::string whole = frame.substr(0, frame.size() - 3) +
                            std::string(64 * 1024 - frame.size(), 'a') +
                            frame.substr(frame.size() - 3);
  ASSERT_EQ(whole.size(), 64U * 1024);
  const Headers revision{{"If-Match", client.get("/api/v1/me").header("etag")}};
  EXPECT_EQ(client.patch_json("/api/v1/me/details", whole, revision).code(), "too_long");
  EXPECT_EQ(client.patch_json("/api/v1/me/details", whole + " ", revision).code(), "too_large");
  EXPECT_EQ(client.post_json("/api/v1/sign-in", std::string(8 * 1024 + 1, ' ')).code(),
            "too_large");
}

TEST_F(BadInput, NeverComesBackInAnAnswer) {
  const std::string secret = "hemligt-9f3";
  for (const std::string& body :
       {R"({")" + secret + R"(":1})", R"({"email":")" + secret + R"(","language":"sv"})",
        R"({"email":"a@b.se","language":")" + secret + R"("})"}) {
    const Reply reply = client.post_json("/api/v1/sign-in", body);
    EXPECT_GE(reply.status, 400);
    // A key that the format does not have is a place, and may be named.
    if (body[2] != 'h') {
      EXPECT_EQ(reply.body.find(secret), std::string::npos) << reply.body;
    }
  }
  EXPECT_EQ(client.get("/sv/" + secret).body.find(secret), std::string::npos);
  EXPECT_EQ(client.get("/sv/oversikt?done=" + secret).body.find(secret), std::string::npos);
}

// 2,000 requests with pieces broken at random: no 5xx, no crash, nothing changed.
TEST_F(BadInput, AtRandomChangesNothing) {
  std::mt19937 random{20260314};
  const auto pick = [&random](std::size_t below) {
    return static_cast<std::size_t>(random() % below);
  };
  const std::vector<std::string> bodies{
      R"({"notice_version":1,"language":"sv","decisions":[{"act":"grant","sender":"partner","channel":"email"}]})",
      R"({"language":"sv","details":{"phone":"x","given_name":"1"}})",
      R"({"email":"asa.lindqvist@example","language":"sv"})",
      R"({"code":"7K3M-QW2X"})",
      "do=save&notice_version=1&form_token=0&cell.own.email=on",
  };
  const std::vector<std::string> paths{
      "/api/v1/me/decisions", "/api/v1/me/preview", "/api/v1/me/details",
      "/api/v1/session",      "/sv/samtycken",      "/sv/uppgifter",
      "/en/sign-in",          "/api/v1/me",         "/%2e%2e/x",
      "/sv/%F0%9F%90%91"};
  const std::vector<std::string> methods{"GET", "POST", "PATCH", "DELETE", "PUT", "HEAD", "BREW"};
  const std::vector<std::string> types{"application/json", "application/x-www-form-urlencoded",
                                       "text/plain", "application/json; charset=utf-8"};
  int answered = 0;
  const auto cookies = client.cookies();
  for (int i = 0; i < 2000; ++i) {
    std::string body = bodies[pick(bodies.size())];
    for (std::size_t breaks = pick(4); breaks > 0 && !body.empty(); --breaks) {
      const std::size_t at = pick(body.size());
      switch (pick(4)) {
        case 0: body[at] = static_cast<char>(random()); break;
        case 1: body.erase(at, 1 + pick(5)); break;
        case 2: body.insert(at, body.substr(0, pick(40))); break;
        default: body.insert(at, std::string(1 + pick(20), "[{\"\\\xf0"[pick(5)]));
      }
    }
    Headers headers{{"Content-Type", types[pick(types.size())]}};
    if (pick(2) == 0) headers.emplace_back("Idempotency-Key", "random-" + std::to_string(i));
    if (pick(3) == 0) headers.emplace_back("If-Match", "\"" + std::to_string(pick(3) + 5) + "\"");
    if (pick(8) == 0) headers.emplace_back("Origin", "null");
    if (pick(8) == 0) headers.emplace_back("X-\x80", "a");
    client.cookies() = cookies;
    const std::string& method = methods[pick(methods.size())];
    std::string path = paths[pick(paths.size())];
    if (method == "DELETE") path = "/api/v1/me";  // Signing out would make the rest of it easy.
    const Reply reply = client.send(method, path, body, headers);
    EXPECT_GE(reply.status, 200) << i;
    EXPECT_LT(reply.status, 500) << i;
    answered += reply.status == 0 ? 0 : 1;
  }
  EXPECT_EQ(answered, 2000);
  EXPECT_EQ(client.get("/healthz").status, 200);
}

}  // namespace
}  // namespace samtycke::journeys
