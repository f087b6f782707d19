// After a tour of every route, with what is known about a member in every place that takes text, no line of
// the log has any of it, in any encoding; and each line says which request it is about.
#include <gtest/gtest.h>

#include <algorithm>
#include <optional>
#include <regex>

#include "server/edge/log.h"
#include "server/http/routes.h"
#include "tests/journeys/visitor.h"
#include "tests/support/builders.h"
#include "tests/support/captured_log.h"
#include "tests/support/encodings.h"

namespace samtycke::journeys {
namespace {

using server::Route;
using server::Speaks;

class LogTour : public testing::Test {
 protected:
  LogTour() {
    const auto put = [this](const char* field, const char* value) {
      member::put(asa_file.holdings,
                  member::Record{FieldId{field}, value, member::Source::member, town.now()});
    };
    put("phone", "+46701740688");
    put("given_name", "Åsalotta");
    town.add(asa_file);
    log.emplace();  // With the town there, so that every thread of it is heard.
  }

  // Everything that is known about her, and everything that lets somebody in.
  std::vector<std::string> known() const {
    std::vector<std::string> values = {"Åsalotta",     "Lindqvist",   std::string{asa}, "100001",
                                       "+46701740688", "Storgatan",   "Viskastrand",    "Agent/9.8",
                                       "hemlig-plats", "198.51.100.7"};
    values.push_back(asa_file.id.text());
    values.insert(values.end(), secrets.begin(), secrets.end());
    return values;
  }
  void remember_secrets() {
    for (const auto& [name, value] : asa_client.cookies()) {
      if (!value.empty()) secrets.push_back(value);
    }
    const Reply page = asa_client.get("/sv/samtycken");
    const Form form = asa_client.form_on(page, "/sv/samtycken");
    for (const char* name : {"form_token", "withdraw_token", "idempotency_key"}) {
      if (!value_in(form, name).empty()) secrets.push_back(value_in(form, name));
    }
    secrets.push_back(asa_client.get("/api/v1/me/sessions").json()["sessions"][0]["id"]);
    link = town.store().seal_link("unsubscribe", "Åsalotta");
    secrets.push_back(link);
  }

  std::string body_for(const Route& route) const {
    const std::string token = secrets.empty() ? "" : secrets.front();
    if (route.speaks == Speaks::html) {
      return urlencoded({{"do", "save"},
                         {"email", std::string{asa}},
                         {"code", code},
                         {"given_name", "Åsalotta"},
                         {"phone", "+46701740688"},
                         {"form_token", token}});
    }
    return R"({"email":")" + std::string{asa} + R"(","code":")" + code +
           R"(","details":{"given_name":"Åsalotta","phone":"+46701740688"},"language":"sv"})";
  }
  // The route as it is, and with what is known behind it, in it and beside it.
  void visit(Client& client, const Route& route) {
    const std::size_t brace = route.address.find('{');
    const bool names = !route.page && brace != std::string_view::npos;
    const std::string base = route.page ? view::path_of(*route.page, all_words().front())
                                        : std::string{route.address.substr(0, brace)};
    const std::string type =
        route.speaks == Speaks::html ? "application/x-www-form-urlencoded" : "application/json";
    for (const std::string& end :
         {std::string(names ? link : ""), std::string("?email=") + std::string{asa},
          std::string("?code=") + code, std::string("/Lindqvist"), std::string(asa)}) {
      Headers headers = {{"User-Agent", "Agent/9.8 (Lindqvist)"},
                         {"Referer", "https://club.example/hemlig-plats"},
                         {"X-Request-Id", std::string{asa}},
                         {"X-Forwarded-For", "198.51.100.7"},
                         {"If-Match", "\"1\""},
                         {"Idempotency-Key", "key-of-Lindqvist"}};
      if (route.largest_body > 0) headers.emplace_back("Content-Type", type);
      const Reply reply = client.send(route.method, base + end,
                                      route.largest_body > 0 ? body_for(route) : "", headers);
      EXPECT_GT(reply.status, 0) << route.address;
      ids.push_back(reply.header("x-request-id"));
    }
  }

  // Lines in which something stands, with what it is.
  static std::vector<std::string> found_in(const std::vector<std::string>& lines,
                                           const std::vector<std::string>& values) {
    std::vector<std::string> found;
    for (const std::string& line : lines) {
      for (const std::string& value : values) {
        for (const auto& [name, hidden] : support::encodings(value)) {
          if (line.find(hidden) != std::string::npos) found.push_back(name + " in: " + line);
        }
      }
    }
    return found;
  }

  consent::MemberFile asa_file = support::joined_member();
  Town town;
  std::optional<support::CapturedLog> log;  // Goes first.
  Client asa_client{town.port()};
  Client nobody{town.port()};
  std::vector<std::string> secrets;
  std::vector<std::string> ids;
  std::string code;
  std::string link;
};

TEST_F(LogTour, NoLineKnowsAnybodyAfterEveryRouteWasAsked) {
  sign_in(asa_client, town);
  code = town.latest_code();
  secrets.push_back(code);
  remember_secrets();
  for (const Route& route : server::routes()) {
    visit(nobody, route);
    // What ends her session is asked by nobody in particular.
    const bool ends = route.method == "DELETE" || route.address == "/{language}/leave" ||
                      route.address == "/api/v1/me/leave";
    if (!ends) visit(asa_client, route);
  }
  EXPECT_EQ(asa_client.get("/api/v1/me").status, 200) << "she was signed in the whole time";
  // What is written about a fault.
  town.memory().go_away();
  for (const Route& route : server::routes()) visit(asa_client, route);
  town.memory().come_back();

  // An answer is read before its line is written; the last one's is there when the town has gone on.
  const auto lines = log->lines();
  EXPECT_GT(lines.size(), server::routes().size() * 12);
  EXPECT_EQ(found_in(lines, known()), std::vector<std::string>{});

  const std::regex shape(
      R"(^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z )"
      R"(((GET|HEAD|POST|PATCH|DELETE|PUT|OPTIONS|-) (/\S*|-) \d{3} \d+\.\d{3} ms|[a-z_]+( [a-z0-9_ ,]+)?) ([0-9a-f]{16}|-)$)");
  for (const std::string& line : lines) {
    EXPECT_TRUE(std::regex_match(line, shape)) << line;
  }
  // The visitor has the id that the line has.
  int heard = 0;
  for (const std::string& id : ids) {
    heard += static_cast<int>(std::any_of(lines.begin(), lines.end(), [&](const std::string& line) {
      return line.ends_with(" " + id);
    }));
  }
  EXPECT_GE(heard, static_cast<int>(ids.size()) - 1);
}

// The control: what is looked for would be found.
TEST_F(LogTour, TheControlFindsEachValueInEachEncoding) {
  sign_in(asa_client, town);
  code = town.latest_code();
  secrets.push_back(code);
  remember_secrets();
  std::size_t planted = 0;
  for (const std::string& value : known()) {
    for (const auto& [name, hidden] : support::encodings(value)) {
      server::log(server::Event::row_damaged, hidden);
      ++planted;
    }
  }
  std::vector<std::string> lines = log->lines();
  std::erase_if(
      lines, [](const std::string& line) { return line.find("row_damaged") == std::string::npos; });
  std::size_t with = 0;
  for (const std::string& line : lines) with += found_in({line}, known()).empty() ? 0 : 1;
  EXPECT_GE(planted, 15U * 15U);
  EXPECT_EQ(lines.size(), planted);
  EXPECT_EQ(with, planted);
}

TEST_F(LogTour, WhatIsWrittenWhileNobodyAsksSaysSo) {
  server::log(server::Event::sweep_failed);
  {
    const server::LoggedRequest request("0123456789abcdef");
    server::log(server::Event::row_damaged, "record");
  }
  server::log(server::Event::mail_stopped, "no_connection");
  const auto lines = log->lines();
  ASSERT_EQ(lines.size(), 3U);
  EXPECT_TRUE(lines[0].ends_with(" sweep_failed -")) << lines[0];
  EXPECT_TRUE(lines[1].ends_with(" row_damaged record 0123456789abcdef")) << lines[1];
  EXPECT_TRUE(lines[2].ends_with(" mail_stopped no_connection -")) << lines[2];
}

}  // namespace
}  // namespace samtycke::journeys
