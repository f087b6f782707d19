// Durable decisions against the ceiling of this disk, side by side in one run: a bare SQLite loop that
// writes the same rows, one transaction for each and 64 to a transaction (design.md section 8).
//
//     SAMTYCKE_BENCH_SECONDS=10 store_bench      for each figure; in a folder under TMPDIR, or /tmp
#include <sqlite3.h>

#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <thread>
#include <vector>

#include "core/wire/member_json.h"
#include "server/store/sqlite_store.h"
#include "tests/support/temporary_folder.h"

namespace samtycke::server {
namespace {

using SteadyClock = std::chrono::steady_clock;

consent::Decision decision() {
  return {consent::Withdraw{{SenderId("own"), ChannelId("email")}},
          1,
          Language("sv"),
          std::string(64, 'a'),
          consent::Way::portal,
          "member",
          Instant{1773486000000}};
}

MemberId member_number(int n) {
  return MemberId("member-" + std::to_string(n));
}

// One decision for each commit, by this many threads, each on members of its own. Decisions a second.
double through_the_store(int threads, double seconds) {
  constexpr int members = 64;  // Of each thread.
  const support::TemporaryFolder folder;
  auto opened = SqliteStore::open(folder.file("store.db"));
  SAMTYCKE_CHECK(opened.ok());
  SqliteStore& store = *opened.value();
  std::vector<Change> everyone(static_cast<std::size_t>(threads) * members);
  for (std::size_t n = 0; n < everyone.size(); ++n) {
    everyone[n].member = member_number(static_cast<int>(n));
  }
  SAMTYCKE_CHECK(store.commit_all(everyone).ok());

  std::atomic<bool> ended = false;
  std::atomic<std::int64_t> done = 0;
  std::vector<std::thread> running;
  const auto start = SteadyClock::now();
  for (int thread = 0; thread < threads; ++thread) {
    running.emplace_back([&, thread] {
      for (int n = 0; !ended; ++n) {
        Change made;
        made.member = member_number(thread * members + n % members);
        made.based_on = 1 + n / members;
        made.decisions = {decision()};
        SAMTYCKE_CHECK(store.commit(made).ok());
        ++done;
      }
    });
  }
  std::this_thread::sleep_for(std::chrono::duration<double>(seconds));
  ended = true;
  for (std::thread& thread : running) thread.join();
  const std::chrono::duration<double> took = SteadyClock::now() - start;
  return static_cast<double>(done) / took.count();
}

void run(sqlite3* database, const char* sql) {
  SAMTYCKE_CHECK(sqlite3_exec(database, sql, nullptr, nullptr, nullptr) == SQLITE_OK);
}

// The same two rows for each decision (the member's revision, the decision), and nothing else: no
// checks, no threads, no answers.
double bare_loop(int batch, double seconds) {
  const support::TemporaryFolder folder;
  sqlite3* database = nullptr;
  SAMTYCKE_CHECK(sqlite3_open(folder.file("bare.db").c_str(), &database) == SQLITE_OK);
  run(database,
      "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON;"
      "CREATE TABLE member (id TEXT PRIMARY KEY, revision INTEGER) WITHOUT ROWID;"
      "CREATE TABLE decision (member TEXT, place INTEGER, body BLOB,"
      " PRIMARY KEY (member, place)) WITHOUT ROWID;");
  sqlite3_stmt* revision = nullptr;
  sqlite3_stmt* add = nullptr;
  sqlite3_prepare_v2(database, "INSERT OR REPLACE INTO member VALUES (?1, ?2)", -1, &revision,
                     nullptr);
  sqlite3_prepare_v2(database, "INSERT INTO decision VALUES (?1, ?2, ?3)", -1, &add, nullptr);
  const std::string body = wire::encode_decision(decision());

  int done = 0;
  const auto start = SteadyClock::now();
  const auto end = start + std::chrono::duration<double>(seconds);
  while (SteadyClock::now() < end) {
    run(database, "BEGIN IMMEDIATE");
    for (int n = 0; n < batch; ++n, ++done) {
      const std::string id = member_number(done % 4096).text();
      const int length = static_cast<int>(id.size());
      sqlite3_bind_text(revision, 1, id.data(), length, SQLITE_STATIC);
      sqlite3_bind_int(revision, 2, 1 + done / 4096);
      SAMTYCKE_CHECK(sqlite3_step(revision) == SQLITE_DONE);
      sqlite3_reset(revision);
      sqlite3_bind_text(add, 1, id.data(), length, SQLITE_STATIC);
      sqlite3_bind_int(add, 2, 1 + done / 4096);
      sqlite3_bind_blob(add, 3, body.data(), static_cast<int>(body.size()), SQLITE_STATIC);
      SAMTYCKE_CHECK(sqlite3_step(add) == SQLITE_DONE);
      sqlite3_reset(add);
    }
    run(database, "COMMIT");
  }
  const std::chrono::duration<double> took = SteadyClock::now() - start;
  sqlite3_finalize(revision);
  sqlite3_finalize(add);
  sqlite3_close(database);
  return done / took.count();
}

void compare(double seconds) {
  const double alone = bare_loop(1, seconds);
  const double batched = bare_loop(64, seconds);
  std::printf("bare SQLite, 1 decision a commit     %9.0f decisions/s\n", alone);
  std::printf("bare SQLite, 64 decisions a commit   %9.0f decisions/s\n", batched);
  for (const int threads : {1, 16, 64, 256}) {
    const double rate = through_the_store(threads, seconds);
    std::printf(
        "store, %3d threads                   %9.0f decisions/s   %.2f of bare/1   "
        "%.2f of bare/64\n",
        threads, rate, rate / alone, rate / batched);
  }
}

}  // namespace
}  // namespace samtycke::server

int main() {
  const char* text = std::getenv("SAMTYCKE_BENCH_SECONDS");
  const double seconds = text == nullptr ? 0 : std::atof(text);
  samtycke::server::compare(seconds > 0 ? seconds : 2.0);
}
