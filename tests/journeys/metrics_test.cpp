// What whoever runs the program is told about it, and who is not told.
#include <gtest/gtest.h>

#include <optional>
#include <regex>
#include <set>
#include <sstream>

#include "server/http/routes.h"
#include "tests/journeys/visitor.h"
#include "tests/support/builders.h"
#include "tests/support/temporary_folder.h"

namespace samtycke::journeys {
namespace {

class Metrics : public testing::Test {
 protected:
  Metrics() { town.add(support::joined_member()); }

  std::string document() {
    const Reply reply = client.get("/metrics");
    EXPECT_EQ(reply.status, 200);
    EXPECT_EQ(reply.header("content-type"), "text/plain; version=0.0.4; charset=utf-8");
    EXPECT_EQ(reply.header("cache-control"), "no-store");
    return reply.body;
  }
  // The number behind exactly this name, with its labels; none where there is no such line.
  std::optional<double> figure(const std::string& name) {
    std::istringstream lines(document());
    for (std::string line; std::getline(lines, line);) {
      if (line.starts_with(name + " ")) return std::stod(line.substr(name.size() + 1));
    }
    return std::nullopt;
  }

  Town town;
  Client client{town.port()};
};

// https://prometheus.io/docs/instrumenting/exposition_formats/
TEST_F(Metrics, EveryLineIsOneThatPrometheusReads) {
  sign_in(client, town);
  client.get("/nothing");
  const std::regex name(R"([a-z_]+)");
  const std::regex sample(
      R"re(^([a-z_]+)(\{[a-z_]+="[^"\\\n]*"(,[a-z_]+="[^"\\\n]*")*\})? (\d+(\.\d+)?)$)re");
  std::istringstream lines(document());
  std::set<std::string> announced;
  std::set<std::string> seen;
  int samples = 0;
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with("# TYPE ")) {
      std::string rest = line.substr(7);
      announced.insert(rest.substr(0, rest.find(' ')));
      continue;
    }
    if (line.starts_with("# HELP ")) continue;
    std::smatch parts;
    ASSERT_TRUE(std::regex_match(line, parts, sample)) << line;
    std::string family = parts[1];
    for (const char* end : {"_bucket", "_sum", "_count"}) {
      const std::string whole = "samtycke_request_seconds" + std::string(end);
      if (family == whole) family = "samtycke_request_seconds";
    }
    EXPECT_TRUE(announced.contains(family)) << line;
    EXPECT_TRUE(seen.insert(parts[1].str() + parts[2].str()).second) << "twice: " << line;
    ++samples;
  }
  EXPECT_GT(samples, 30);
}

TEST_F(Metrics, ARequestIsCountedByItsRouteAndItsAnswer) {
  client.get("/api/v1/me");
  client.get("/sv/logga-in");
  client.get("/en/sign-in");
  client.get("/no-such-place");
  EXPECT_EQ(figure(R"(samtycke_requests_total{method="GET",route="/api/v1/me",status="4xx"})"), 1);
  EXPECT_EQ(
      figure(R"(samtycke_requests_total{method="GET",route="/{language}/sign-in",status="2xx"})"),
      2);
  EXPECT_EQ(figure(R"(samtycke_requests_total{method="-",route="-",status="4xx"})"), 1);
  EXPECT_EQ(figure(R"(samtycke_refusals_total{reason="signed_out"})"), 1);
  EXPECT_EQ(figure(R"(samtycke_refusals_total{reason="not_found"})"), 1);
}

TEST_F(Metrics, EveryRequestHasATimeInTheHistogram) {
  client.get("/api/v1/me");
  client.get("/api/v1/me");
  const std::string of = R"(method="GET",route="/api/v1/me")";
  EXPECT_EQ(figure("samtycke_request_seconds_bucket{" + of + R"(,le="+Inf"})"), 2);
  EXPECT_EQ(figure("samtycke_request_seconds_count{" + of + "}"), 2);
  EXPECT_GE(figure("samtycke_request_seconds_sum{" + of + "}").value_or(-1), 0);
  double before = 0;
  for (const char* bound : {"0.001", "0.0025", "0.005", "0.01", "0.025", "0.05", "0.1", "0.25",
                            "0.5", "1", "2.5", "10", "+Inf"}) {
    const auto count = figure("samtycke_request_seconds_bucket{" + of + ",le=\"" + bound + "\"}");
    ASSERT_TRUE(count) << bound;
    EXPECT_GE(*count, before) << "each holds those before it";
    before = *count;
  }
}

TEST_F(Metrics, ASignInIsCountedAndSoIsAWrongCode) {
  EXPECT_EQ(figure(R"(samtycke_sign_ins_total{way="code"})"), 0);
  client.post_json("/api/v1/sign-in", R"({"email":")" + std::string{asa} + R"(","language":"sv"})");
  client.post_json("/api/v1/session", R"({"code":"0000-0000"})");
  const std::string path = "/sv/kod";
  Form form = client.form_on(client.get(path), path);
  client.post_form(path, with(form, "code", "0000-0000"));
  EXPECT_EQ(figure(R"(samtycke_refusals_total{reason="wrong_code"})"), 2);
  EXPECT_EQ(figure("samtycke_mails_waiting"), 1);
  sign_in(client, town);
  EXPECT_EQ(figure(R"(samtycke_sign_ins_total{way="code"})"), 1);
}

TEST_F(Metrics, WhatIsCommittedIsCounted) {
  const double before = figure("samtycke_commits_total").value_or(-1);
  sign_in(client, town);
  ASSERT_EQ(client
                .post_json("/api/v1/me/decisions",
                           decisions(withdraw_own_email, town.portal().notice().version))
                .status,
            200);
  EXPECT_GT(figure("samtycke_commits_total").value_or(-1), before);
  EXPECT_EQ(figure("samtycke_changes_queued"), 0);
}

TEST_F(Metrics, AStoreThatDoesNotAnswerIsSaidToBeDown) {
  EXPECT_EQ(figure("samtycke_store_up"), 1);
  town.memory().go_away();
  EXPECT_EQ(figure("samtycke_store_up"), 0);
  EXPECT_EQ(figure("samtycke_commits_total"), std::nullopt);
}

// Names come from our own tables, so that nobody can make the document grow.
TEST_F(Metrics, WhatVisitorsTypeIsNoNameInIt) {
  const auto count_lines = [this] {
    const std::string text = document();
    return std::count(text.begin(), text.end(), '\n');
  };
  client.get("/wp-login.php");
  client.send("BREW", "/coffee", "", {});
  client.get("/u/none");
  count_lines();
  const auto before = count_lines();
  for (int n = 0; n < 50; ++n) {
    const std::string planted = "planted" + std::to_string(n);
    client.get("/" + planted + "?" + planted + "=1");
    client.get("/u/" + planted);
    client.send("GET", "/wp-login.php", "", {{"User-Agent", planted}, {"Cookie", planted + "=1"}});
  }
  EXPECT_EQ(count_lines(), before);
  EXPECT_EQ(document().find("planted"), std::string::npos);
}

TEST_F(Metrics, WhoeverComesThroughAProxyFindsNothingThere) {
  for (const char* header : {"X-Forwarded-For", "Forwarded", "Via"}) {
    EXPECT_EQ(client.send("GET", "/metrics", "", {{header, "198.51.100.7"}}).status, 404) << header;
  }
  EXPECT_EQ(client.send("GET", "/metrics", "", {}).status, 200);
}

}  // namespace
}  // namespace samtycke::journeys
