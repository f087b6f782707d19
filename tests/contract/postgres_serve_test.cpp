// Several `samtycke serve` on one database: each answers, one of them signs the ledger, and when that one is
// killed another one goes on.
#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <fstream>
#include <iostream>
#include <iterator>
#include <thread>

#include "server/cli/program.h"
#include "tests/contract/postgres_club.h"
#include "tests/server/store/sealed_town.h"
#include "tests/support/temporary_folder.h"

namespace samtycke::server {
namespace {

using support::PostgresServer;

template <class Condition>
void wait_until(const Condition& condition) {
  while (!condition()) std::this_thread::sleep_for(std::chrono::milliseconds(5));
}

// `samtycke serve` in a process of its own.
class Serving {
 public:
  Serving(const support::TemporaryFolder& folder, const std::string& name, const std::string& db)
      : said_(folder.file(name)), child_(::fork()) {
    if (child_ == 0) serve(folder.path().string(), db);
    wait_until([this] { return port() != 0; });
  }
  ~Serving() { kill(); }
  Serving(const Serving&) = delete;
  Serving& operator=(const Serving&) = delete;

  void kill() {
    if (child_ < 0) return;
    ::kill(child_, SIGKILL);
    ::waitpid(child_, nullptr, 0);
    child_ = -1;
  }
  // From the line that it greets with; 0: not yet.
  int port() const {
    std::ifstream file(said_);
    const std::string text{std::istreambuf_iterator<char>(file), {}};
    const std::string before = "at http://127.0.0.1:";
    const std::size_t at = text.find(before);
    if (at == std::string::npos || text.find("Stop:") == std::string::npos) return 0;
    return std::atoi(text.c_str() + at + before.size());
  }
  std::string get(const std::string& path) const {
    const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(port()));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    std::string answer;
    if (::connect(socket, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0) {
      const std::string request = "GET " + path +
                                  " HTTP/1.1\r\nHost: 127.0.0.1:" + std::to_string(port()) +
                                  "\r\nConnection: close\r\n\r\n";
      ::send(socket, request.data(), request.size(), MSG_NOSIGNAL);
      std::array<char, 4096> piece{};
      for (ssize_t size = 0; (size = ::recv(socket, piece.data(), piece.size(), 0)) > 0;) {
        answer.append(piece.data(), static_cast<std::size_t>(size));
      }
    }
    ::close(socket);
    return answer;
  }

 private:
  [[noreturn]] void serve(const std::string& folder, const std::string& db) const {
    std::ofstream out(said_);
    const std::string assets = std::string(SAMTYCKE_SOURCE_DIR) + "/assets";
    const int code = run_program(
        {"serve", "--local-mail", "--listen", "127.0.0.1:0", "--db", db, "--assets", assets},
        folder, {}, out, out);
    out.flush();
    ::_exit(code);
  }
  const std::string said_;
  pid_t child_;
};

TEST(PostgresServe, TwoServersShareADatabaseAndTheOneThatIsLeftSignsTheLedger) {
  if (!PostgresServer::is_installed()) {
    GTEST_SKIP() << "PostgreSQL is not installed: ./dev setup installs postgresql-15";
  }
  PostgresServer& server = postgres_server();
  for (const std::string name : {"served", "served_keys"}) {
    server.run("postgres", "DROP DATABASE IF EXISTS " + name);
    server.create(name);
  }
  const support::TemporaryFolder folder;
  const std::string db = server.url("served");
  Serving first(folder, "first", db);
  const Serving second(folder, "second", db);
  EXPECT_NE(first.get("/healthz").find(" 200 "), std::string::npos) << first.get("/healthz");
  EXPECT_NE(second.get("/healthz").find(" 200 "), std::string::npos);

  PostgresOptions options;
  options.places = {db, {}, folder.file("data/served.key")};
  const auto store = open_postgres_club(options);
  const auto signed_tree = [&] { return store->ledger().value().checkpoint; };
  const auto members = town(2);
  ASSERT_TRUE(store->commit(members[0]).ok());
  wait_until([&] { return !signed_tree().empty(); });
  const std::string by_the_first = signed_tree();

  const auto killed = std::chrono::steady_clock::now();
  first.kill();
  Change more = members[0];
  more.based_on = whatever_stands;
  more.idempotency.reset();
  ASSERT_TRUE(store->commit(more).ok());
  wait_until([&] { return signed_tree() != by_the_first; });
  std::cout << "the other server signs after "
            << std::chrono::duration_cast<std::chrono::milliseconds>(
                   std::chrono::steady_clock::now() - killed)
                   .count()
            << " ms\n";
  EXPECT_NE(second.get("/healthz").find(" 200 "), std::string::npos);
}

}  // namespace
}  // namespace samtycke::server
