// PostgreSQL is killed while it is written to (trust.md, R5): the postmaster with -9, in the middle of many
// members' decisions, again and again. What was acknowledged is there, once, in its chain and in the ledger.
#include <gtest/gtest.h>
#include <libpq-fe.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <iostream>
#include <map>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "server/store/postgres_store.h"
#include "tests/support/builders.h"
#include "tests/support/postgres_server.h"
#include "tests/torture/size.h"

namespace samtycke::server {
namespace {

using support::PostgresServer;

constexpr std::size_t writers = 6;
constexpr int acknowledged_between_kills = 150;

const int kills = static_cast<int>(torture::size_of("POSTGRES_KILLS", 5, 200));

MemberId member(std::size_t n) {
  return MemberId("00000000000000000000000000000" + std::to_string(100 + n));
}

// Each decision has a name of its own, so that one that is there twice is seen.
Change change(std::size_t n, std::int64_t number) {
  Change made;
  made.member = member(n);
  made.based_on = number == 0 ? 0 : whatever_stands;
  made.decisions = {{consent::Withdraw{support::cell("own", "email")}, 1, support::swedish(),
                     support::text_hash("words"), consent::Way::agent,
                     "agent:" + std::to_string(number), support::at("2026-03-14T11:00:00Z")}};
  return made;
}

class Writers {
 public:
  explicit Writers(Store& store) : store_(store) {
    for (std::size_t n = 0; n < writers; ++n) threads_.emplace_back([this, n] { write(n); });
  }
  ~Writers() { stop(); }
  void stop() {
    stopping_ = true;
    for (std::thread& each : threads_) each.join();
    threads_.clear();
  }
  int acknowledged() const { return acknowledged_; }
  int unavailable() const { return unavailable_; }
  // How many of a member's were acknowledged. After stop().
  std::int64_t of(std::size_t n) const { return next_[n]; }

 private:
  void write(std::size_t n) {
    while (!stopping_) {
      const auto done = store_.commit(change(n, next_[n]));
      if (done.ok()) {
        ++next_[n];
        ++acknowledged_;
        continue;
      }
      if (done.reason() != StoreFault::unavailable) ADD_FAILURE() << key(done.reason());
      ++unavailable_;
      std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
  }
  Store& store_;
  std::array<std::int64_t, writers> next_ = {};
  std::atomic<int> acknowledged_ = 0;
  std::atomic<int> unavailable_ = 0;
  std::atomic<bool> stopping_ = false;
  std::vector<std::thread> threads_;
};

template <class Condition>
void wait_until(const Condition& condition) {
  while (!condition()) std::this_thread::sleep_for(std::chrono::milliseconds(1));
}

// The control: a client that is content with COMMITs that are not synced.
class CarelessWriter {
 public:
  explicit CarelessWriter(const PostgresServer& server)
      : connection_(PQconnectdb(server.url("careless").c_str())) {
    run("SET synchronous_commit = off");
  }
  ~CarelessWriter() { PQfinish(connection_); }
  CarelessWriter(const CarelessWriter&) = delete;
  CarelessWriter& operator=(const CarelessWriter&) = delete;
  int write(int most) {
    int acknowledged = 0;
    while (acknowledged < most && run("INSERT INTO written DEFAULT VALUES")) ++acknowledged;
    return acknowledged;
  }

 private:
  bool run(const char* sql) {
    PGresult* result = PQexec(connection_, sql);
    const bool good = PQresultStatus(result) == PGRES_COMMAND_OK;
    PQclear(result);
    return good;
  }
  PGconn* connection_;
};

struct Counts {
  std::int64_t acknowledged = 0;
  std::int64_t lost = 0;
  std::int64_t doubled = 0;
};

Counts count(Store& store, const Writers& written) {
  Counts counts;
  for (std::size_t n = 0; n < writers; ++n) {
    counts.acknowledged += written.of(n);
    const auto file = store.load(member(n));
    std::map<std::string, int> times;
    if (file.ok()) {
      for (const auto& decision : file.value().decisions) ++times[decision.actor];
    }
    for (std::int64_t number = 0; number < written.of(n); ++number) {
      if (times.count("agent:" + std::to_string(number)) == 0) ++counts.lost;
    }
    for (const auto& [actor, how_often] : times) counts.doubled += how_often - 1;
  }
  return counts;
}

TEST(PostgresKilled, NothingThatWasAcknowledgedIsLostOrDoubled) {
  if (!PostgresServer::is_installed()) {
    GTEST_SKIP() << "PostgreSQL is not installed: ./dev setup installs postgresql-15";
  }
  PostgresServer server(PostgresServer::Synced::yes);
  for (const char* name : {"club", "club_keys", "careless"}) server.create(name);
  server.run("careless", "CREATE TABLE written (number BIGINT GENERATED ALWAYS AS IDENTITY)");
  // As long as it may be, so that what is not synced is not written by the way either.
  server.run("postgres", "ALTER SYSTEM SET wal_writer_delay = '10s'");
  PostgresOptions options;
  options.places = {server.url("club"), {}, server.file("club.key")};
  auto store = PostgresStore::open(options);
  ASSERT_TRUE(store.ok()) << key(store.reason());

  Writers written(*store.value());
  std::chrono::milliseconds slowest{0};
  for (int turn = 0; turn < kills; ++turn) {
    const int before = written.acknowledged();
    wait_until([&] { return written.acknowledged() >= before + acknowledged_between_kills; });
    server.kill();
    server.start();
    const auto up = std::chrono::steady_clock::now();
    const int stood = written.acknowledged();
    wait_until([&] { return written.acknowledged() > stood; });
    slowest = std::max(slowest, std::chrono::duration_cast<std::chrono::milliseconds>(
                                    std::chrono::steady_clock::now() - up));
  }
  written.stop();

  const Counts counts = count(*store.value(), written);
  // Alone, since anybody's synced COMMIT takes what others wrote before it along.
  const std::int64_t careless = CarelessWriter(server).write(20);
  server.kill();
  server.start();
  const std::int64_t kept = std::stoll(server.run("careless", "SELECT count(*) FROM written"));
  std::cout << "R5: " << kills << " kills, " << counts.acknowledged << " decisions acknowledged, "
            << counts.lost << " lost, " << counts.doubled << " doubled, " << written.unavailable()
            << " answered unavailable, writes back after at most " << slowest.count()
            << " ms; control without syncing: " << careless - kept << " of " << careless
            << " lost\n";
  EXPECT_EQ(counts.lost, 0);
  EXPECT_EQ(counts.doubled, 0);
  const auto ledger = store.value()->ledger();
  ASSERT_TRUE(ledger.ok());
  EXPECT_EQ(ledger.value().leaves, static_cast<std::uint64_t>(counts.acknowledged));
  EXPECT_EQ(server.run("club", "SELECT count(*) FROM leaf"), std::to_string(counts.acknowledged));
  EXPECT_GT(careless - kept, 0) << "the control did not lose anything: the check sees nothing";
}

}  // namespace
}  // namespace samtycke::server
