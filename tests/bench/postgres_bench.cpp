// What a club takes on a PostgreSQL server of its own: bytes for each member and each decision, and what one
// process, and two, do in a second. For planning how large a cluster must be (server/store/README.md).
//
//     SAMTYCKE_BENCH_MEMBERS=100000 SAMTYCKE_BENCH_SECONDS=10 postgres_bench      in a folder under TMPDIR, or /tmp
#include <atomic>
#include <cstdio>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "core/base/check.h"
#include "server/store/postgres_store.h"
#include "tests/bench/bench_club.h"
#include "tests/support/postgres_server.h"

namespace samtycke::bench {
namespace {

using server::PostgresStore;
using support::PostgresServer;

std::unique_ptr<PostgresStore> open(const PostgresServer& server) {
  server::PostgresOptions options;
  options.places = {server.url("club"), {}, server.file("club.key")};
  auto opened = PostgresStore::open(std::move(options));
  SAMTYCKE_CHECK(opened.ok());
  return std::move(opened).value();
}

double number(const PostgresServer& server, const std::string& database, const std::string& sql) {
  return std::stod(server.run(database, sql));
}

double size_of(const PostgresServer& server, const std::string& database) {
  server.run(database, "VACUUM ANALYZE");
  return number(server, database,
                "SELECT sum(pg_total_relation_size(oid)) FROM pg_class"
                " WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'");
}

// Bytes of a table with its indexes and all its partitions.
double size_of_table(const PostgresServer& server, const std::string& table) {
  return number(
      server, "club",
      "SELECT sum(pg_total_relation_size(relid)) FROM pg_partition_tree('" + table + "')");
}

double wal(const PostgresServer& server) {
  return number(server, "club", "SELECT pg_current_wal_insert_lsn() - '0/0'");
}

server::Change a_no(const MemberId& member) {
  server::Change change;
  change.member = member;
  change.based_on = server::whatever_stands;
  change.decisions = {{consent::Withdraw{{SenderId("own"), ChannelId("email")}}, 1, Language("sv"),
                       std::string(64, 'a'), consent::Way::portal, "member", bench_now()}};
  return change;
}

// `work` by so many callers, in turn through each of the stores. How often in a second.
template <class Work>
double rate(const std::vector<PostgresStore*>& stores, std::size_t callers, double seconds,
            std::size_t members, const Work& work) {
  std::atomic<bool> ended = false;
  std::atomic<std::int64_t> done = 0;
  std::vector<std::thread> threads;
  const auto start = SteadyClock::now();
  for (std::size_t caller = 0; caller < callers; ++caller) {
    threads.emplace_back([&, caller] {
      for (std::size_t n = 0; !ended; ++n) {
        work(*stores[caller % stores.size()], bench_member((caller * 1'000'003 + n) % members));
        ++done;
      }
    });
  }
  std::this_thread::sleep_for(std::chrono::duration<double>(seconds));
  ended = true;
  for (std::thread& thread : threads) thread.join();
  return static_cast<double>(done) / seconds_since(start);
}

void tell_sizes(const PostgresServer& server, std::size_t members) {
  const auto count = static_cast<double>(members);
  std::printf("%-34s %9.0f bytes a member\n", "all rows with their indexes",
              size_of(server, "club") / count);
  for (const char* table : {"member", "record", "receipt", "interaction", "decision"}) {
    std::printf("  %-32s %9.0f\n", table, size_of_table(server, table) / count);
  }
  std::printf("%-34s %9.0f bytes a member\n", "the keys' database",
              size_of(server, "club_keys") / count);
}

// What each decision adds, to the tables and to the log.
void tell_decisions(const PostgresServer& server, const std::vector<PostgresStore*>& stores,
                    std::size_t members, double seconds) {
  const auto decide = [](PostgresStore& store, const MemberId& member) {
    SAMTYCKE_CHECK(store.commit(a_no(member)).ok());
  };
  const double before = size_of(server, "club");
  const double wal_before = wal(server);
  double made = 0;
  for (const std::size_t callers : {std::size_t{1}, std::size_t{16}, std::size_t{64}}) {
    const double each = rate({stores.front()}, callers, seconds, members, decide);
    std::printf("durable decisions, %3zu callers        %9.0f /s\n", callers, each);
    made += each * seconds;
  }
  const double both = rate(stores, 64, seconds, members, decide);
  std::printf("the same by two processes' stores  %9.0f /s\n", both);
  made += both * seconds;
  std::printf("%-34s %9.0f bytes a decision, and %.0f of WAL\n", "tables grown by",
              (size_of(server, "club") - before) / made, (wal(server) - wal_before) / made);
}

void measure(std::size_t members, double seconds) {
  PostgresServer server(PostgresServer::Synced::yes);
  server.create("club");
  server.create("club_keys");
  const auto store = open(server);
  const auto other = open(server);
  const auto start = SteadyClock::now();
  fill_club(*store, shipped_edition(), members);
  std::printf("%zu members stored in %.1f s\n", members, seconds_since(start));
  tell_sizes(server, members);
  tell_decisions(server, {store.get(), other.get()}, members, seconds);
  const double loads = rate({store.get()}, 16, seconds, members,
                            [](auto& by, const auto& id) { SAMTYCKE_CHECK(by.load(id).ok()); });
  std::printf("reading one file, 16 callers       %9.0f /s\n", loads);
  const auto scan = SteadyClock::now();
  SAMTYCKE_CHECK(store->for_each_file([](const auto& file) { return file.ok(); }).ok());
  std::printf("reading every file                 %9.0f /s\n",
              static_cast<double>(members) / seconds_since(scan));
}

}  // namespace
}  // namespace samtycke::bench

int main() {
  using samtycke::bench::size_from_environment;
  samtycke::bench::measure(size_from_environment("MEMBERS", 10'000),
                           static_cast<double>(size_from_environment("SECONDS", 3)));
}
