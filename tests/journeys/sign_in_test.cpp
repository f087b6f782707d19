// Codes, sessions, and what strangers can learn from them: nothing.
#include <gtest/gtest.h>

#include <atomic>
#include <set>
#include <thread>

#include "server/handlers/signing_in.h"
#include "tests/journeys/visitor.h"
#include "tests/support/builders.h"

namespace samtycke::journeys {
namespace {

class SignIn : public testing::Test {
 protected:
  SignIn() { town.add(support::small_member()); }

  Reply ask(std::string_view email = asa) {
    return client.post_json("/api/v1/sign-in",
                            R"({"email":")" + std::string{email} + R"(","language":"sv"})");
  }
  Reply give(std::string_view code) {
    return client.post_json("/api/v1/session", R"({"code":")" + std::string{code} + R"("})");
  }
  int me() { return client.get("/api/v1/me").status; }

  Town town;
  Client client{town.port()};
};

// What a stranger can compare: everything but the random cookie and the request's id.
std::string comparable(const Reply& reply) {
  std::string text = std::to_string(reply.status) + "\n";
  for (const auto& [name, value] : reply.headers) {
    if (name == "x-request-id") continue;
    text += name + ": " + (name == "set-cookie" ? value.substr(0, 4) : value) + "\n";
  }
  return text + reply.body;
}

TEST_F(SignIn, ACodeIsTolerantOfHowItIsTyped) {
  for (const bool lower_case : {false, true}) {
    ask();
    std::string code = town.latest_code();
    ASSERT_EQ(code.size(), 9U);
    code.erase(4, 1);
    for (char& c : code) {
      if (c == '0') c = 'O';
      if (c == '1') c = 'l';
      if (lower_case) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    }
    EXPECT_EQ(give(" " + code.substr(0, 4) + " " + code.substr(4)).status, 200);
    EXPECT_EQ(me(), 200);
    client.send("DELETE", "/api/v1/session", "", {});
  }
}

TEST_F(SignIn, ACodeWorksOnce) {
  ask();
  const std::string code = town.latest_code();
  const auto cookies = client.cookies();
  EXPECT_EQ(give(code).status, 200);
  client.cookies() = cookies;
  EXPECT_EQ(give(code).code(), "code_expired");
}

TEST_F(SignIn, OneCodeFromManyThreadsSignsInOnce) {
  ask();
  const std::string body = R"({"code":")" + town.latest_code() + R"("})";
  std::atomic<int> signed_in{0};
  std::vector<std::thread> threads;
  for (int i = 0; i < 16; ++i) {
    threads.emplace_back([&] {
      Client own{town.port()};
      own.cookies() = client.cookies();
      if (own.post_json("/api/v1/session", body).status == 200) ++signed_in;
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(signed_in, 1);
}

TEST_F(SignIn, ACodeEndsAfterTenMinutes) {
  ask();
  const std::string code = town.latest_code();
  town.pass_minutes(10);
  EXPECT_EQ(give(code).code(), "code_expired");
  EXPECT_EQ(me(), 401);
}

TEST_F(SignIn, AfterFiveWrongTriesTheRightCodeIsTooLate) {
  ask();
  const std::string code = town.latest_code();
  for (int i = 0; i < 4; ++i) EXPECT_EQ(give("00000000").code(), "wrong_code");
  EXPECT_EQ(give("00000000").code(), "code_expired");
  EXPECT_EQ(give(code).code(), "code_expired");
}

TEST_F(SignIn, ACodeIsGoodInTheBrowserThatAskedForItOnly) {
  ask();
  const std::string code = town.latest_code();
  Client stranger{town.port()};
  stranger.post_json("/api/v1/sign-in", R"({"email":"nobody@example.se","language":"sv"})");
  EXPECT_EQ(stranger.post_json("/api/v1/session", R"({"code":")" + code + R"("})").status, 403);
  EXPECT_EQ(give(code).status, 200) << "the stranger's try cost the member nothing";
}

TEST_F(SignIn, KnownAndUnknownAddressesGetTheSameBytes) {
  for (const char* path : {"/sv/logga-in", "/en/sign-in"}) {
    Client known{town.port()};
    Client unknown{town.port()};
    const auto by_form = [path](Client& visitor, std::string_view email) {
      const Reply page = visitor.get(path);
      std::string all;
      const Reply asked =
          visitor.post_form(path, with(visitor.form_on(page, path), "email", std::string{email}));
      all += comparable(asked);
      Reply code_page = visitor.get(asked.header("location"));
      const std::string code_path = asked.header("location");
      const Reply wrong = visitor.post_form(
          code_path, with(visitor.form_on(code_page, code_path), "code", "0000-0000"));
      for (std::string page_text : {comparable(code_page), comparable(wrong)}) {
        const std::string token = value_in(visitor.form_on(code_page, code_path), "form_token");
        for (std::size_t at; !token.empty() && (at = page_text.find(token)) != std::string::npos;) {
          page_text.replace(at, token.size(), "TOKEN");
        }
        all += page_text;
      }
      return all;
    };
    // Addresses of one length, since the page repeats what was typed to the one who typed it.
    std::string of_known = by_form(known, asa);
    std::string of_unknown = by_form(unknown, "eva.lindqvist@example.se");
    for (std::size_t at; (at = of_unknown.find("eva.l")) != std::string::npos;) {
      of_unknown.replace(at, 3, "asa");
    }
    EXPECT_TRUE(of_known == of_unknown) << "a stranger can tell members from others on " << path;
  }
  Client known{town.port()};
  Client unknown{town.port()};
  EXPECT_EQ(comparable(known.post_json("/api/v1/sign-in",
                                       R"({"email":"asa.lindqvist@example.se","language":"sv"})")),
            comparable(unknown.post_json(
                "/api/v1/sign-in", R"({"email":"eva.lindqvist@example.se","language":"sv"})")));
  EXPECT_EQ(comparable(known.post_json("/api/v1/session", R"({"code":"00000000"})")),
            comparable(unknown.post_json("/api/v1/session", R"({"code":"00000000"})")));
}

TEST_F(SignIn, AnUnknownAddressWritesAMailToNobody) {
  ask("nobody@example.se");
  EXPECT_EQ(town.mails(), 1U);
  EXPECT_EQ(town.latest_code(), "");
}

TEST_F(SignIn, ASessionEndsAfterHalfAnHourOfNothing) {
  sign_in(client, town);
  town.pass_minutes(29);
  EXPECT_EQ(me(), 200);
  town.pass_minutes(29);
  EXPECT_EQ(me(), 200) << "it was used meanwhile";
  town.pass_minutes(30);
  EXPECT_EQ(me(), 401);
}

TEST_F(SignIn, ASessionEndsAfterTwelveHoursHoweverItIsUsed) {
  sign_in(client, town);
  for (int i = 0; i < 35; ++i) {
    town.pass_minutes(20);
    ASSERT_EQ(me(), 200) << i;
  }
  town.pass_minutes(20);
  EXPECT_EQ(me(), 401);
}

TEST_F(SignIn, ASessionFromTheFutureIsNoSession) {
  sign_in(client, town);
  town.pass_minutes(-10);
  EXPECT_EQ(me(), 401);
}

TEST_F(SignIn, SigningOutEndsTheSessionForGood) {
  sign_in(client, town);
  const auto cookies = client.cookies();
  EXPECT_EQ(client.send("DELETE", "/api/v1/session", "", {}).status, 204);
  EXPECT_TRUE(client.cookies().empty());
  client.cookies() = cookies;
  EXPECT_EQ(me(), 401);
}

TEST_F(SignIn, ANewSessionHasANewTokenAndNoneIsStoredAsItIs) {
  sign_in(client, town);
  const std::string first = client.cookies()["sid"];
  EXPECT_EQ(first.size(), 64U);
  EXPECT_FALSE(town.store().session(first).value().has_value());
  client.cookies().clear();
  sign_in(client, town);
  EXPECT_NE(client.cookies()["sid"], first);
}

TEST_F(SignIn, CookiesAreForThisSiteAndNotForScripts) {
  const Reply asked = ask();
  EXPECT_TRUE(asked.header("set-cookie").ends_with("; Path=/; HttpOnly; SameSite=Lax"));
  TownPlan plan = small_plan();
  plan.origin = "https://club.example";
  Town secure{plan};
  Client visitor{secure.port()};
  const Reply page = visitor.get("/sv/logga-in", {{"Host", "club.example"}});
  EXPECT_TRUE(page.header("set-cookie").starts_with("__Host-pre="));
  EXPECT_TRUE(page.header("set-cookie").ends_with("; Path=/; HttpOnly; SameSite=Lax; Secure"));
  EXPECT_NE(page.header("strict-transport-security"), "");
}

TEST_F(SignIn, TooManyTriesFromOnePlaceHaveToWait) {
  Reply last;
  int sent = 0;
  for (; sent < 100; ++sent) {
    last = ask("someone" + std::to_string(sent) + "@example.se");
    if (last.status != 202) break;
  }
  EXPECT_EQ(last.status, 429);
  EXPECT_EQ(last.code(), "too_many");
  EXPECT_GE(std::stoi(last.header("retry-after")), 1);
  EXPECT_GT(sent, 10) << "a family behind one address signs in on the same evening";
  town.pass_minutes(5);
  EXPECT_EQ(ask("someone@example.se").status, 202);
}

TEST(Codes, AreEightLettersThatAreHardToMisread) {
  std::set<std::string> seen;
  for (int i = 0; i < 1000; ++i) {
    const std::string code = server::handlers::new_code();
    ASSERT_EQ(code.size(), 9U);
    ASSERT_EQ(code[4], '-');
    ASSERT_EQ(code.find_first_not_of("0123456789ABCDEFGHJKMNPQRSTVWXYZ-"), std::string::npos);
    seen.insert(code);
  }
  EXPECT_EQ(seen.size(), 1000U);
}

TEST(Codes, AreReadAsPeopleTypeThem) {
  using server::handlers::canonical_code;
  EXPECT_EQ(canonical_code("7k3m-qw2x"), "7K3MQW2X");
  EXPECT_EQ(canonical_code(" 7K3M QW2X "), "7K3MQW2X");
  EXPECT_EQ(canonical_code("OIL0-oil1"), "01100111");
  EXPECT_EQ(canonical_code("7K3M-QW2"), "");
  EXPECT_EQ(canonical_code("7K3M-QW2XX"), "");
  EXPECT_EQ(canonical_code("7K3M-QW2U"), "");
  EXPECT_EQ(canonical_code(""), "");
}

}  // namespace
}  // namespace samtycke::journeys
