// Every route of the table, asked by everybody who may not: nothing of a member is in the answer, and
// nothing of theirs is changed (S9).
#include <gtest/gtest.h>

#include "server/http/routes.h"
#include "tests/journeys/visitor.h"
#include "tests/support/builders.h"

namespace samtycke::journeys {
namespace {

using server::Route;
using server::Speaks;
using server::Who;

// As a browser would ask for it: the page's Swedish address, and something in the place of a name.
std::string path_of(const Route& route, const std::string& id) {
  if (route.page) return view::path_of(*route.page, all_words().front());
  const std::size_t brace = route.address.find('{');
  return std::string{route.address.substr(0, brace)} + (brace == std::string_view::npos ? "" : id);
}

bool is_unsafe(const Route& route) {
  return route.method != "GET";
}

Headers headers_for(const Route& route) {
  if (route.largest_body == 0) return {};
  if (route.speaks == Speaks::html) return {{"Content-Type", "application/x-www-form-urlencoded"}};
  return {{"Content-Type", "application/json"}, {"Idempotency-Key", "k"}, {"If-Match", "\"1\""}};
}

std::string body_for(const Route& route) {
  if (route.largest_body == 0) return "";
  return route.speaks == Speaks::html ? "do=save" : "{}";
}

class Access : public testing::Test {
 protected:
  Access() {
    // The builder's is the one that the notice has as its example.
    member::put(asa_file.holdings, member::Record{FieldId{"phone"}, "+46701740688",
                                                  member::Source::member, town.now()});
    town.add(asa_file);
    consent::MemberFile bo;
    bo.id = MemberId{"0b00b00b00b00b00b00b00b00b00b00b"};
    for (const auto& [field, value] :
         {std::pair{"given_name", "Bo"}, {"email", "bo@example.se"}, {"member_number", "100002"}}) {
      member::put(bo.holdings, member::Record{FieldId{field}, value, member::Source::member,
                                              support::at("2025-01-01T00:00:00Z")});
    }
    town.add(bo);
    sign_in(own, town);
    session_of_asa = own.get("/api/v1/me/sessions").json()["sessions"][0]["id"];
  }

  // What only Åsa may read, as documents and pages write it.
  static std::vector<std::string> planted() {
    return {"Lindqvist",     std::string{asa}, "100001",     "+46701740688",
            "070-174 06 88", "Storgatan",      "Viskastrand"};
  }
  // An answer to somebody who is not Åsa.
  void expect_nothing_of_asa(const Route& route, const Reply& reply) {
    ++asked;
    EXPECT_LT(reply.status, 500) << route.method << " " << route.address;
    for (const std::string& value : planted()) {
      EXPECT_EQ(reply.body.find(value), std::string::npos)
          << route.method << " " << route.address << " shows " << value;
    }
  }
  Reply send(Client& client, const Route& route) {
    return client.send(route.method, path_of(route, session_of_asa), body_for(route),
                       headers_for(route));
  }
  void expect_unchanged() {
    EXPECT_EQ(town.file(asa_file.id).decisions.size(), asa_file.decisions.size());
    EXPECT_EQ(own.get("/api/v1/me").status, 200) << "and she is still signed in";
  }
  // For whoever is not signed in.
  void expect_shut(Client& client) {
    for (const Route& route : server::routes()) {
      const Reply reply = send(client, route);
      expect_nothing_of_asa(route, reply);
      // Some addresses are not there in every town.
      if (route.who == Who::anyone || reply.status == 404) continue;
      const bool led_away = reply.status == 303 && reply.header("location") == "/sv/logga-in";
      const bool page = route.speaks == Speaks::html && !is_unsafe(route);
      EXPECT_TRUE(page ? led_away : reply.status == 401)
          << route.method << " " << route.address << " answers " << reply.status;
    }
    expect_unchanged();
  }

  consent::MemberFile asa_file = support::joined_member();
  Town town;
  Client own{town.port()};
  std::string session_of_asa;
  int asked = 0;
};

TEST_F(Access, TheControlSeesWhatIsPlanted) {
  const std::string all = own.get("/api/v1/me").body + own.get("/sv/uppgifter").body;
  for (const std::string& value : planted()) {
    EXPECT_NE(all.find(value), std::string::npos) << value;
  }
}

TEST_F(Access, NobodyReadsNothing) {
  Client nobody{town.port()};
  expect_shut(nobody);
  EXPECT_EQ(asked, static_cast<int>(server::routes().size()));
}

TEST_F(Access, ASessionThatWasEndedReadsNothing) {
  Client revoked{town.port()};
  sign_in(revoked, town);
  const auto cookies = revoked.cookies();
  revoked.send("DELETE", "/api/v1/session", "", {});
  revoked.cookies() = cookies;
  expect_shut(revoked);
}

TEST_F(Access, ASessionThatHasEndedByItselfReadsNothing) {
  Client late{town.port()};
  sign_in(late, town);
  town.pass_minutes(31);
  const auto kept = late.cookies();
  own.cookies().clear();
  sign_in(own, town);
  for (const Route& route : server::routes()) {
    late.cookies() = kept;  // Signing out is among them.
    expect_nothing_of_asa(route, send(late, route));
  }
  expect_unchanged();
}

TEST_F(Access, WhoeverHasLeftReadsNothing) {
  Client left{town.port()};
  sign_in(left, town, "bo@example.se");
  const auto cookies = left.cookies();
  ASSERT_EQ(left.post_json("/api/v1/me/leave", R"({"language":"sv","sure":true})").status, 204);
  left.cookies() = cookies;
  expect_shut(left);
}

// A route for members with an id in it answers 404 about another's, not 403: that there is one is not
// said either.
TEST_F(Access, AnotherMemberReadsAndChangesTheirOwnAlone) {
  Client bo{town.port()};
  for (const Route& route : server::routes()) {
    bo.cookies().clear();
    if (route.who != Who::anyone) sign_in(bo, town, "bo@example.se");
    const Reply reply = send(bo, route);
    expect_nothing_of_asa(route, reply);
    const bool of_asa = route.address == "/api/v1/me/sessions/{id}";
    EXPECT_TRUE(!of_asa || reply.status == 404) << reply.status;
    town.pass_minutes(3);  // So that the limits on codes are not what decides.
    ASSERT_EQ(own.get("/api/v1/me").status, 200);
  }
  expect_unchanged();
}

// Each way in which another site could try to send each form and each request.
TEST_F(Access, AnotherSiteCanSendNothing) {
  const std::size_t mails = town.mails();
  int refused = 0;
  for (const Route& route : server::routes()) {
    // One that may be sent from anywhere carries a secret of its own, and has tests of its own.
    if (!is_unsafe(route) || route.from_anywhere) continue;
    const std::string path = path_of(route, session_of_asa);
    for (const Headers& foreign :
         {Headers{no_origin}, Headers{no_origin, {"Sec-Fetch-Site", "same-origin"}},
          Headers{{"Origin", "https://evil.example"}}, Headers{{"Origin", "null"}},
          Headers{{"Origin", own.origin() + ".evil.example"}},
          Headers{{"Origin", "https" + own.origin().substr(4)}},
          Headers{{"Sec-Fetch-Site", "cross-site"}}, Headers{{"Sec-Fetch-Site", "same-site"}},
          Headers{{"Sec-Fetch-Site", "none"}},
          Headers{{"Origin", own.origin()}, {"Sec-Fetch-Site", "cross-site"}}}) {
      Headers headers = foreign;
      for (const auto& header : headers_for(route)) headers.push_back(header);
      EXPECT_EQ(own.send(route.method, path, body_for(route), headers).status, 403)
          << route.method << " " << path;
      ++refused;
    }
    if (route.largest_body == 0) continue;  // No form can send it.
    // What a form of another site can send without being asked: three media types, and no own header.
    for (const char* type :
         {"text/plain", "multipart/form-data; boundary=x", "application/x-www-form-urlencoded"}) {
      const int answer =
          own.send(route.method, path, body_for(route), {{"Content-Type", type}}).status;
      EXPECT_TRUE(answer == 403 || answer == 415) << route.method << " " << path << " " << answer;
      ++refused;
    }
  }
  EXPECT_GT(refused, 100);
  EXPECT_EQ(town.mails(), mails);
  expect_unchanged();
}

// There is no parameter anywhere that says where to go next.
TEST_F(Access, NoAddressLeadsAnywhereElse) {
  for (const Route& route : server::routes()) {
    for (const char* name : {"next", "return", "redirect", "url", "to", "continue", "done"}) {
      Client visitor{town.port()};
      const std::string query =
          std::string{"?"} + name + "=https://evil.example/&" + name + "=//evil.example";
      const Reply reply = visitor.send(route.method, path_of(route, "x") + query, body_for(route),
                                       headers_for(route));
      EXPECT_EQ(reply.header("location").find("evil"), std::string::npos) << route.address;
      EXPECT_EQ(reply.body.find("evil.example"), std::string::npos) << route.address;
    }
  }
}

}  // namespace
}  // namespace samtycke::journeys
