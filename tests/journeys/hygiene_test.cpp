// Bytes that no browser sends. Whoever sends them is answered once and cut off, and nothing of theirs is
// read as the next request.
#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <thread>

#include "server/http/head.h"
#include "tests/journeys/visitor.h"
#include "tests/support/builders.h"

namespace samtycke::journeys {
namespace {

class Hygiene : public testing::Test {
 protected:
  // The answers to these bytes, each of which must stand on every answer's rules.
  std::vector<Reply> send(const std::string& bytes) {
    auto replies = replies_in(exchange_bytes(town.port(), bytes));
    for (const Reply& reply : replies) expect_rules(reply);
    return replies;
  }
  // The one answer to these bytes, after which the connection is closed.
  Reply refused(const std::string& bytes) {
    // What follows would be a request of its own, if the refused one's body were taken for one.
    auto replies = send(bytes);
    EXPECT_EQ(replies.size(), 1U) << bytes.substr(0, 200);
    if (replies.empty()) return {};
    EXPECT_TRUE(replies.front().closed) << bytes.substr(0, 200);
    EXPECT_EQ(replies.front().header("connection"), "close");
    return replies.front();
  }
  static void expect_rules(const Reply& reply) {
    for (const char* name : {"content-security-policy", "x-content-type-options", "referrer-policy",
                             "cross-origin-opener-policy", "cross-origin-resource-policy",
                             "permissions-policy", "cache-control", "x-request-id"}) {
      EXPECT_EQ(reply.count(name), 1) << name << " on a " << reply.status;
    }
    EXPECT_EQ(reply.header("content-security-policy").find("unsafe-inline"), std::string::npos);
    EXPECT_EQ(reply.count("server") + reply.count("exception_what"), 0);
  }
  std::string host() const { return "Host: 127.0.0.1:" + std::to_string(town.port()) + "\r\n"; }
  std::string origin() const { return "Origin: " + town.origin() + "\r\n"; }
  std::string get(const std::string& more) const {
    return "GET /healthz HTTP/1.1\r\n" + host() + more + "\r\n";
  }
  std::string post(const std::string& more, const std::string& body) const {
    return "POST /api/v1/sign-in HTTP/1.1\r\n" + host() + origin() +
           "Content-Type: application/json\r\nIdempotency-Key: k\r\n" + more + "\r\n" + body;
  }
  const std::string smuggled = "GET /sv/logga-in HTTP/1.1\r\nHost: x\r\n\r\n";

  Town town;
};

TEST_F(Hygiene, ConnectionsAreKeptForMoreThanOneRequest) {
  const auto replies = send(get("") + get("") + get("Connection: close\r\n"));
  ASSERT_EQ(replies.size(), 3U);
  for (const Reply& reply : replies) EXPECT_EQ(reply.body, "ok\n");
  EXPECT_TRUE(replies.back().closed);
}

TEST_F(Hygiene, RefusalsBeforeTheBodyCloseTheConnection) {
  const std::string body = smuggled;
  const std::string length = "Content-Length: " + std::to_string(body.size()) + "\r\n";
  EXPECT_EQ(refused(post("Transfer-Encoding: chunked\r\n", "0\r\n\r\n" + smuggled)).status, 415);
  EXPECT_EQ(refused(post(length + "Transfer-Encoding: chunked\r\n", body)).status, 415);
  EXPECT_EQ(refused(post(length + "Transfer-Encoding: identity\r\n", body)).status, 415);
  EXPECT_EQ(refused(post(length + "Content-Encoding: gzip\r\n", body)).status, 415);
  EXPECT_EQ(refused(post(length + "Expect: 100-continue\r\n", body)).status, 417);
  EXPECT_EQ(refused(post(length + "Range: bytes=0-1\r\n", body)).status, 416);
  EXPECT_EQ(refused(post("", smuggled)).status, 411);
  EXPECT_EQ(refused(post(length + length, body)).status, 400);
  EXPECT_EQ(refused(post("Content-Length: 5\r\nContent-Length: 6\r\n", body)).status, 400);
  EXPECT_EQ(refused(post("Content-Length: 65537\r\n", smuggled)).status, 413);
  EXPECT_EQ(refused(post("Content-Length: 99999999999999999999\r\n", smuggled)).status, 400);
  for (const char* odd : {"+5", "-1", "0x5", "5,5", "5 5", "", "five", "5;"}) {
    EXPECT_EQ(refused(post("Content-Length: " + std::string{odd} + "\r\n", smuggled)).code(),
              "bad_length")
        << odd;
  }
  EXPECT_EQ(refused("GET /healthz HTTP/1.1\r\n" + host() + length + "\r\n" + body).code(),
            "body_not_expected");
  EXPECT_EQ(
      refused("DELETE /api/v1/session HTTP/1.1\r\n" + host() + origin() + length + "\r\n" + body)
          .code(),
      "body_not_expected");
}

TEST_F(Hygiene, LinesThatCanBeReadInTwoWaysAreRefused) {
  for (const std::string& bytes : {
           std::string{"GET /healthz HTTP/1.1\nHost: x\n\n\r\n\r\n"},
           "GET /healthz HTTP/1.1\r\n" + host() + "X: a\nY: b\r\n\r\n",
           "GET /healthz HTTP/1.1\r\n" + host() + "X: a\rY: b\r\n\r\n",
           "GET /healthz HTTP/1.1\r\n" + host() + "X : a\r\n\r\n",
           "GET /healthz HTTP/1.1\r\n" + host() + "X: a\r\n folded\r\n\r\n",
           "GET /healthz HTTP/1.1\r\n" + host() + "no colon\r\n\r\n",
           "GET /healthz HTTP/1.1\r\n" + host() + ": no name\r\n\r\n",
           "GET /healthz HTTP/1.1\r\n" + host() + "X: a\x01\r\n\r\n",
           "GET /healthz HTTP/1.1\r\n" + host() + host() + "\r\n",
           std::string{"GET /healthz HTTP/1.1\r\n\r\n"},
           "GET /healthz HTTP/2.0\r\n" + host() + "\r\n",
           "GET  /healthz HTTP/1.1\r\n" + host() + "\r\n",
           "GET /healthz\r\n" + host() + "\r\n",
           "G@T /healthz HTTP/1.1\r\n" + host() + "\r\n",
           "GET healthz HTTP/1.1\r\n" + host() + "\r\n",
           "GET http://elsewhere.example/ HTTP/1.1\r\n" + host() + "\r\n",
           "OPTIONS * HTTP/1.1\r\n" + host() + "\r\n",
           "GET /%zz HTTP/1.1\r\n" + host() + "\r\n",
           "GET /%00 HTTP/1.1\r\n" + host() + "\r\n",
           "GET /a#b HTTP/1.1\r\n" + host() + "\r\n",
           "GET /\xc3\xa5 HTTP/1.1\r\n" + host() + "\r\n",
           std::string{"\r\n\r\n"},
           std::string{"\x16\x03\x01\x02 TLS\r\n\r\n"},
       }) {
    EXPECT_EQ(refused(bytes).status, 400) << bytes;
  }
}

TEST_F(Hygiene, WhatMayBeSaidOnceIsRefusedTwice) {
  for (const char* name : {"Origin", "Cookie", "Content-Type", "If-Match", "Idempotency-Key",
                           "Sec-Fetch-Site", "X-Forwarded-For"}) {
    const std::string line = std::string{name} + ": 192.0.2.7\r\n";
    EXPECT_EQ(refused(get(line + line)).code(), "bad_request") << name;
  }
}

TEST_F(Hygiene, HeadsAreBounded) {
  EXPECT_EQ(refused("GET /" + std::string(3000, 'a') + " HTTP/1.1\r\n" + host() + "\r\n").status,
            414);
  EXPECT_EQ(refused("GET /" + std::string(20000, 'a') + " HTTP/1.1\r\n" + host() + "\r\n").status,
            431);
  std::string many;
  for (int i = 0; i < 70; ++i) many += "X-" + std::to_string(i) + ": a\r\n";
  EXPECT_EQ(refused(get(many)).status, 431);
  EXPECT_EQ(refused(get("X: " + std::string(20000, 'a') + "\r\n")).status, 431);
}

TEST_F(Hygiene, OnlyOurHostIsAnswered) {
  EXPECT_EQ(refused("GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n").status, 421);
  EXPECT_EQ(refused("GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n").status, 421);
  const std::string port = std::to_string(town.port());
  const Reply moved =
      refused("GET /sv/logga-in?a=b HTTP/1.1\r\nHost: localhost:" + port + "\r\n\r\n");
  EXPECT_EQ(moved.status, 308);
  EXPECT_EQ(moved.header("location"), town.origin() + "/sv/logga-in?a=b");
}

TEST_F(Hygiene, WhatIsNotThereIsSaidInTheWayThatFits) {
  Client client{town.port()};
  EXPECT_EQ(client.get("/api/v1/nothing").code(), "not_found");
  const Reply page = client.get("/en/nothing", {{"Accept-Language", "en"}});
  EXPECT_EQ(page.status, 404);
  EXPECT_NE(page.body.find("<h1"), std::string::npos);
  EXPECT_EQ(page.header("content-language"), "en");
  const Reply method = client.send("PUT", "/api/v1/me", "{}", {});
  EXPECT_EQ(method.status, 405);
  EXPECT_EQ(method.header("allow"), "GET, HEAD");
  EXPECT_EQ(client.send("OPTIONS", "/api/v1/me", "", {}).status, 405);
  EXPECT_EQ(client.get("/static/../../etc/passwd").status, 404);
  EXPECT_EQ(client.get("/static/%2e%2e%2fetc%2fpasswd").status, 404);
  EXPECT_EQ(client.get("/dev/mail").status, 404) << "there is no demo here";
  EXPECT_EQ(client.get("/dev/build").status, 404);
}

TEST_F(Hygiene, AHeadRequestGetsTheHeadersAlone) {
  const std::string answer = exchange_bytes(
      town.port(), "HEAD /healthz HTTP/1.1\r\n" + host() + "Connection: close\r\n\r\n");
  EXPECT_TRUE(answer.starts_with("HTTP/1.1 200"));
  EXPECT_NE(answer.find("Content-Length: 3\r\n"), std::string::npos);
  EXPECT_TRUE(answer.ends_with("\r\n\r\n[closed]"));
}

TEST_F(Hygiene, EveryAnswerFollowsTheRules) {
  town.add(support::small_member());
  Client client{town.port()};
  const auto try_all = [&client] {
    for (const char* path :
         {"/", "/sv/logga-in", "/sv/kod", "/sv/oversikt", "/sv/samtycken", "/sv/uppgifter",
          "/sv/historik", "/sv/ladda-ner", "/healthz", "/readyz", "/nothing", "/api/v1/notice",
          "/api/v1/me", "/api/v1/me/download?format=json", "/api/v1/openapi.json",
          "/api/v1/nothing", "/static/nothing.css"}) {
      expect_rules(client.get(path));
    }
    expect_rules(client.post_json("/api/v1/me/decisions", "{"));
    expect_rules(client.post_form("/sv/samtycken", {}));
  };
  try_all();
  sign_in(client, town);
  try_all();
}

TEST_F(Hygiene, PersonalAnswersAreKeptByNobody) {
  town.add(support::small_member());
  Client client{town.port()};
  sign_in(client, town);
  for (const char* path :
       {"/sv/oversikt", "/sv/samtycken", "/sv/uppgifter", "/sv/historik", "/sv/ladda-ner",
        "/api/v1/me", "/api/v1/me/history", "/api/v1/me/receipt?number=1"}) {
    EXPECT_EQ(client.get(path).header("cache-control"), "no-store") << path;
  }
}

class SlowClients : public testing::Test {
 protected:
  static TownPlan quick() {
    TownPlan plan = small_plan();
    plan.pace.threads = 4;
    plan.pace.head_ms = 300;
    plan.pace.body_ms = 300;
    plan.pace.idle_ms = 60000;
    return plan;
  }
  static int connect_to(int port) {
    const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    EXPECT_EQ(::connect(socket, reinterpret_cast<const sockaddr*>(&address), sizeof address), 0);
    return socket;
  }
  Town town{quick()};
};

TEST_F(SlowClients, ADrippingHeadIsCutOff) {
  const auto replies = replies_in(exchange_bytes(town.port(), "GET /healthz HTTP/1.1\r\nHo"));
  ASSERT_EQ(replies.size(), 1U);
  EXPECT_EQ(replies[0].status, 408);
  EXPECT_TRUE(replies[0].closed);
}

TEST_F(SlowClients, ABodyThatNeverComesIsCutOff) {
  const auto replies = replies_in(
      exchange_bytes(town.port(), "POST /api/v1/sign-in HTTP/1.1\r\nHost: 127.0.0.1:" +
                                      std::to_string(town.port()) + "\r\nOrigin: " + town.origin() +
                                      "\r\nContent-Type: application/json\r\nIdempotency-Key: k\r\n"
                                      "Content-Length: 50\r\n\r\n{"));
  ASSERT_EQ(replies.size(), 1U);
  EXPECT_EQ(replies[0].status, 408);
}

TEST_F(SlowClients, IdleConnectionsGiveWayToOthers) {
  std::vector<int> idle;
  for (int i = 0; i < 40; ++i) idle.push_back(connect_to(town.port()));
  Client client{town.port()};
  EXPECT_EQ(client.get("/healthz").status, 200)
      << "40 idle connections hold 4 threads for a minute";
  for (const int socket : idle) ::close(socket);
}

TEST(UnixSocket, IsServedWithTheProxysOriginAndRemovedAtTheEnd) {
  const std::string path =
      (std::filesystem::temp_directory_path() / ("samtycke-" + std::to_string(getpid()) + ".sock"))
          .string();
  {
    TownPlan plan = small_plan();
    plan.unix_socket = path;
    plan.origin = "https://club.example";
    Town town{plan};
    EXPECT_TRUE(std::filesystem::is_socket(path));
  }
  EXPECT_FALSE(std::filesystem::exists(path));
}

TEST(ListenAddress, IsReadStrictly) {
  using server::parse_listen_address;
  EXPECT_EQ(parse_listen_address("127.0.0.1:8080").value().text(), "127.0.0.1:8080");
  EXPECT_EQ(parse_listen_address("[::1]:80").value().text(), "[::1]:80");
  EXPECT_EQ(parse_listen_address("unix:/run/s.sock").value().text(), "unix:/run/s.sock");
  EXPECT_TRUE(parse_listen_address("127.0.0.1:0").value().is_loopback());
  EXPECT_FALSE(parse_listen_address("0.0.0.0:80").value().is_loopback());
  for (const char* bad : {"", "8080", ":8080", "127.0.0.1", "127.0.0.1:", "127.0.0.1:99999",
                          "127.0.0.1:-1", "127.0.0.1:80x", "localhost:80", "unix:", "[::1:80"}) {
    EXPECT_FALSE(parse_listen_address(bad).ok()) << bad;
  }
}

TEST(ListenAddress, ThatIsTakenIsRefused) {
  Town town;
  server::Listener second;
  const auto taken = second.bind({false, "127.0.0.1", town.port()});
  ASSERT_FALSE(taken.ok());
  EXPECT_EQ(taken.reason(), server::NotListening::in_use);
}

}  // namespace
}  // namespace samtycke::journeys
