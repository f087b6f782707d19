// Codes, sessions, and what strangers can learn from them: nothing.
#include <gtest/gtest.h>

#include <atomic>
#include <set>
#include <thread>

#include "server/handlers/signing_in.h"
#include "server/http/service.h"
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

// S8: half of the threads type the code, half press the button behind the mail's link.
TEST_F(SignIn, OneCodeAndItsLinkFromManyThreadsSignInOnce) {
  TownPlan plan = small_plan();
  plan.demo = true;  // Its limits let one source race a hundred times.
  Town racing{plan};
  racing.add(support::small_member());
  constexpr int races = 100;
  constexpr int racers = 32;
  int signed_in_in_all = 0;
  for (int race = 0; race < races; ++race) {
    Client asking{racing.port()};
    asking.post_json("/api/v1/sign-in",
                     R"({"email":")" + std::string{asa} + R"(","language":"sv"})");
    const std::string code = racing.latest_code();
    const Form form =
        with(asking.form_on(asking.get("/sv/kod?code=" + code), "/sv/kod"), "code", code);
    std::atomic<int> signed_in{0};
    std::vector<std::thread> threads;
    threads.reserve(racers);
    for (int i = 0; i < racers; ++i) {
      threads.emplace_back([&, i] {
        Client own{racing.port()};
        own.cookies() = asking.cookies();
        const Reply reply = i % 2 == 0
                                ? own.post_form("/sv/kod", form)
                                : own.post_json("/api/v1/session", R"({"code":")" + code + R"("})");
        if (reply.status == 200 && i % 2 == 1) ++signed_in;
        if (reply.header("location") == "/sv/oversikt") ++signed_in;
      });
    }
    for (std::thread& thread : threads) thread.join();
    EXPECT_EQ(signed_in, 1) << "race " << race;
    signed_in_in_all += signed_in;
    racing.pass_minutes(6);  // So that the limit on tries is not what decides.
  }
  EXPECT_EQ(signed_in_in_all, races);
}

TEST_F(SignIn, OpeningTheLinkOfTheMailSignsNobodyIn) {
  ask();
  const std::string link = "/sv/kod?code=" + town.latest_code();
  const std::string code_field = "value=\"" + town.latest_code() + "\"";
  for (int i = 0; i < 10; ++i) {
    const Reply opened = client.get(link);
    EXPECT_EQ(opened.status, 200);
    EXPECT_NE(opened.body.find(code_field), std::string::npos) << "filled in, to be sent";
    EXPECT_EQ(opened.count("set-cookie"), 0);
  }
  EXPECT_EQ(me(), 401);
  const Reply page = client.get(link);
  const Reply given = client.post_form(
      "/sv/kod", with(client.form_on(page, "/sv/kod"), "code", town.latest_code()));
  EXPECT_EQ(given.header("location"), "/sv/oversikt") << "opening it used nothing up";
  EXPECT_EQ(me(), 200);
}

TEST_F(SignIn, TheLinkInAnotherBrowserShowsTheCodeAndNeverSignsIn) {
  ask();
  const std::string code = town.latest_code();
  Client other{town.port()};
  const Reply opened = other.get("/sv/kod?code=" + code);
  EXPECT_EQ(opened.status, 200);
  EXPECT_NE(opened.body.find(all_words().front()("code.elsewhere_title")), std::string::npos);
  EXPECT_NE(opened.body.find(code), std::string::npos);
  EXPECT_EQ(opened.body.find("action=\"/sv/kod\""), std::string::npos) << "no form to send it by";
  EXPECT_TRUE(other.cookies().empty());
  EXPECT_EQ(other.post_json("/api/v1/session", R"({"code":")" + code + R"("})").status, 403);
  EXPECT_EQ(give(code).status, 200) << "it is still good where it was asked for";
}

// A page that said whether a code is right would let anybody try codes without using up tries.
TEST_F(SignIn, TheLinksPageDoesNotSayWhetherItsCodeIsRight) {
  ask();
  const std::string code = town.latest_code();
  const auto without_code = [](std::string page, const std::string& shown) {
    for (std::size_t at; (at = page.find(shown)) != std::string::npos;) page.erase(at, 9);
    return page;
  };
  EXPECT_EQ(without_code(client.get("/sv/kod?code=" + code).body, code),
            without_code(client.get("/sv/kod?code=0000-0000").body, "0000-0000"));
  EXPECT_EQ(client.get("/sv/kod?code=%3Cb%3E").body.find("%3C"), std::string::npos);
  EXPECT_EQ(client.get("/sv/kod?code=%3Cb%3E12345").body.find("<b>"), std::string::npos);
}

TEST_F(SignIn, TheMailCarriesTheLinkAndItsAddressNamesNobody) {
  ask();
  const auto mails = town.store().latest_mail(1);
  ASSERT_TRUE(mails.ok());
  const std::string& body = mails.value().at(0).body;
  EXPECT_NE(body.find("\n" + town.origin() + "/sv/kod?code=" + town.latest_code() + "\n"),
            std::string::npos);
  EXPECT_EQ(body.find("asa"), std::string::npos);
  EXPECT_EQ(mails.value().at(0).subject.find(town.latest_code()), std::string::npos);
}

// Asks from a place of its own, which a socket on this machine cannot.
server::Answer ask_from(Town& town, const std::string& place, const std::string& browser) {
  server::Service service{town.portal()};
  server::Request request;
  request.method = "POST";
  request.path = request.target = "/api/v1/sign-in";
  request.headers = {{"content-type", "application/json"}, {"cookie", "pre=" + browser}};
  request.body = R"({"email":")" + std::string{asa} + R"(","language":"sv"})";
  request.peer = place;
  return service.answer(request);
}

TEST_F(SignIn, OneSourceDoesNotUseUpWhatMayBeSentToAnAddress) {
  const std::string browser(64, 'a');
  int sent = 0;
  server::Answer last;
  for (; sent < 20; ++sent) {
    last = ask_from(town, "192.0.2.1", browser);
    if (last.status != 202) break;
  }
  EXPECT_EQ(last.status, 429);
  EXPECT_FALSE(server::value_of(last.headers, "Retry-After").empty());
  EXPECT_EQ(town.mails(), static_cast<std::size_t>(sent)) << "none for what was refused";
  EXPECT_EQ(ask().status, 202);
  EXPECT_EQ(give(town.latest_code()).status, 200);
}

// A stranger asks for codes to a member's address, from as many places as it takes.
TEST_F(SignIn, TheLastCodeStaysGoodForAMemberWhoseAddressAStrangerUsedUp) {
  for (int place = 0; place < 40; ++place) {
    ask_from(town, "192.0.2." + std::to_string(place), std::string(63, 'a') + "b");
  }
  const std::size_t mails = town.mails();
  EXPECT_LT(mails, 10U) << "a mailbox is not flooded";
  EXPECT_EQ(ask().status, 202);
  EXPECT_EQ(town.mails(), mails) << "nothing more may be sent there now";
  EXPECT_EQ(give(town.latest_code()).status, 200) << "what lies in the mailbox is good here too";
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

// S6: what a stranger compares in bulk.
TEST_F(SignIn, FiveHundredPairsOfKnownAndUnknownAddressesGetTheSameBytes) {
  TownPlan plan = small_plan();
  plan.demo = true;  // Its limits let one source ask a thousand times.
  Town large{plan};
  constexpr int pairs = 500;
  const auto address = [](int i, const char* domain) {
    return "member" + std::to_string(1000 + i) + "@" + domain;
  };
  for (int i = 0; i < pairs; ++i) {
    consent::MemberFile file = support::small_member();
    file.id = MemberId{"member" + std::to_string(i)};
    for (member::Record& record : file.holdings.records) {
      if (record.field == member::field::email) record.value = address(i, "known.example");
      if (record.field == member::field::member_number) record.value = std::to_string(500000 + i);
    }
    large.add(file);
  }
  const auto seen_by = [&](const std::string& email) {
    Client visitor{large.port()};
    const std::string asked = comparable(
        visitor.post_json("/api/v1/sign-in", R"({"email":")" + email + R"(","language":"sv"})"));
    return asked + comparable(visitor.post_json("/api/v1/session", R"({"code":"00000000"})"));
  };
  int told_apart = 0;
  for (int i = 0; i < pairs; ++i) {
    if (seen_by(address(i, "known.example")) != seen_by(address(i, "other.example"))) ++told_apart;
  }
  EXPECT_EQ(told_apart, 0);
  EXPECT_EQ(large.mails(), 1000U) << "one row in the outbox for each who asked, member or not";
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
