// What a visitor types never becomes a line of its own: not of a header, of a mail, or of the log.
#include <gtest/gtest.h>

#include <set>

#include "server/http/routes.h"
#include "server/http/service.h"
#include "tests/journeys/visitor.h"
#include "tests/support/builders.h"

namespace samtycke::journeys {
namespace {

using server::Route;
using server::Speaks;

// A line end in each way in which one can be written into an address or a form.
const std::vector<std::string> planted{"%0d%0aX-Planted:%201", "%0aX-Planted:%201",
                                       "%0dX-Planted:%201", "%E5%98%8A%E5%98%8DX-Planted:%201",
                                       "%250d%250aX-Planted:%201"};

class Injection : public testing::Test {
 protected:
  Injection() { town.add(support::small_member()); }

  static std::string path_of(const Route& route, const std::string& end) {
    if (route.page) return view::path_of(*route.page, all_words().front()) + end;
    return std::string{route.address.substr(0, route.address.find('{'))} + end;
  }
  void expect_whole(const Reply& reply, const std::string& what) {
    ++asked;
    EXPECT_GT(reply.status, 0) << what;
    EXPECT_LT(reply.status, 500) << what;
    EXPECT_EQ(reply.count("x-planted"), 0) << what;
    EXPECT_LE(reply.count("location"), 1) << what;
    for (const auto& [name, value] : reply.headers) {
      EXPECT_EQ(value.find("Planted"), std::string::npos) << what << " in " << name;
    }
  }

  Town town;
  Client client{town.port()};
  int asked = 0;
};

TEST_F(Injection, NoAddressOfOursWritesALineOfAHeader) {
  for (const Route& route : server::routes()) {
    for (const std::string& line : planted) {
      const Headers headers{
          {"Content-Type",
           route.speaks == Speaks::json ? "application/json" : "application/x-www-form-urlencoded"},
          {"Idempotency-Key", line},
          {"Accept-Language", line}};
      for (const std::string& end : {line, "?done=" + line, "?code=" + line, "?" + line}) {
        const std::string path = path_of(route, end);
        expect_whole(client.send(route.method, path, "", headers), path);
      }
      if (route.largest_body == 0 || route.speaks == Speaks::json) continue;
      const std::string path = path_of(route, "");
      const Form form = client.form_on(client.get(path), path);
      for (const char* field : {"do", "email", "code"}) {
        const std::string body = urlencoded(without(form, field)) + "&" + field + "=" + line;
        expect_whole(client.send("POST", path, body, headers), path + " " + field);
      }
      town.pass_minutes(3);  // So that no limit answers in the place of what is asked.
    }
  }
  EXPECT_GT(asked, 800);
}

TEST_F(Injection, NoAddressForAMailHasALineInIt) {
  for (const char* email :
       {R"(asa.lindqvist@example.se\r\nBcc: eve@example.se)", R"(asa\n@example.se)",
        R"(asa.lindqvist@example.se\u0000)", R"(asa.lindqvist@example.se, eve@example.se)",
        R"(<asa.lindqvist@example.se>)", R"(asa.lindqvist@example.se\u2028Bcc: a@b.se)",
        R"(\"a\r\nb\"@example.se)"}) {
    for (const char* path : {"/api/v1/sign-in", "/api/v1/join/address"}) {
      const std::string body = R"({"email":")" + std::string{email} + R"(","language":"sv"})";
      EXPECT_EQ(client.post_json(path, body).status, 422) << email;
      town.pass_minutes(3);
    }
  }
  EXPECT_EQ(town.mails(), 0U);
}

// The log's line is a method of ours, this name, numbers and an id of ours.
TEST_F(Injection, TheLogNamesAnAddressByItsPatternAlone) {
  server::Service service{town.portal()};
  std::set<std::string_view> patterns{"-"};
  for (const Route& route : server::routes()) patterns.insert(route.address);
  for (const Route& route : server::routes()) {
    for (const char* end :
         {"", "\n2026-01-01 all is well", "asa.lindqvist@example.se", "/../../etc/passwd"}) {
      server::Request request;
      request.method = route.method;
      request.path = path_of(route, end);
      const Route* named = service.route_of(request);
      EXPECT_TRUE(named == nullptr || patterns.contains(named->address)) << request.path;
    }
  }
}

}  // namespace
}  // namespace samtycke::journeys
