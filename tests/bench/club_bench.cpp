// What a club of many members costs: starting, memory, GET me, durable decisions, a sweep, a check of the
// ledger (design.md section 8). Everything in one run, on one store.
//
//     SAMTYCKE_BENCH_MEMBERS=1000000 SAMTYCKE_BENCH_SECONDS=10 club_bench      in a folder under TMPDIR, or /tmp
#include <atomic>
#include <cstdio>
#include <memory>
#include <optional>
#include <set>
#include <thread>
#include <utility>

#include "core/base/check.h"
#include "core/proof/sha256.h"
#include "server/http/listener.h"
#include "server/http/portal.h"
#include "server/http/service.h"
#include "server/http/session.h"
#include "server/jobs/retention_sweep.h"
#include "server/ledger/keep_ledger.h"
#include "server/ledger/verify_store.h"
#include "server/store/sqlite_store.h"
#include "tests/bench/bench_club.h"
#include "tests/bench/load.h"

namespace samtycke::bench {
namespace {

using server::SqliteStore;

constexpr std::size_t callers = 64;
constexpr std::size_t signed_in = 2'000;  // Sessions that the callers use in turn.

std::unique_ptr<SqliteStore> open(const std::string& path) {
  auto opened = SqliteStore::open(path);
  SAMTYCKE_CHECK(opened.ok());
  return std::move(opened).value();
}

void fill_in_another_process(const std::string& path, std::size_t members) {
  const auto start = SteadyClock::now();
  fill_club(*open(path), shipped_edition(), members);
  std::printf("%zu members stored in %.1f s\n", members, seconds_since(start));
}

// Two out of a hundred of the members, as far apart as can be; none whose time has run out.
std::size_t spread(std::size_t n, std::size_t members) {
  const std::size_t at = n * 7'919 % members;
  return at % one_due_in == 0 ? (at + 1) % members : at;
}

std::string head_of(const char* method, const std::string& host, const std::string& path,
                    const std::string& cookie) {
  return std::string(method) + " " + path + " HTTP/1.1\r\nHost: " + host + "\r\n" +
         (cookie.empty() ? "" : "Cookie: sid=" + cookie + "\r\n");
}

void tell(const char* what, const Load& load, double ratio) {
  std::printf("%-34s %9.0f /s   p50 %6.2f ms   p99 %6.2f ms   %.2f\n", what, load.per_second,
              load.p50_ms, load.p99_ms, ratio);
}

// The portal on loopback, with some members signed in, for as long as it lives.
class Serving {
 public:
  Serving(SqliteStore& store, std::size_t members) : listener_(pace()) {
    auto taken = listener_.bind({false, "127.0.0.1", 0});
    SAMTYCKE_CHECK(taken.ok());
    port = taken.value().port;
    host = taken.value().text();
    server::PortalSetting setting;
    setting.origin = "http://" + host;
    setting.hosts = {host};
    setting.openapi = std::string(4096, 'x');
    portal_.emplace(store, shipped_edition(), all_words(), bench_now, setting);
    service_.emplace(*portal_);
    std::set<MemberId> once;  // Each has one caller, who knows the latest revision.
    for (std::size_t n = 0; n < signed_in; ++n) {
      const MemberId member = bench_member(spread(n, members));
      if (!once.insert(member).second) continue;
      auto token = server::begin_session(member, store, bench_now());
      SAMTYCKE_CHECK(token.ok());
      sessions.push_back({member, std::move(token).value()});
    }
    serving_ = std::thread([this] { listener_.run(*service_); });
  }
  ~Serving() {
    listener_.stop();
    serving_.join();
  }
  Serving(const Serving&) = delete;
  Serving& operator=(const Serving&) = delete;

  struct Session {
    MemberId member;
    std::string token;
  };
  int port = 0;
  std::string host;
  std::vector<Session> sessions;

 private:
  static server::Pace pace() {
    server::Pace pace;
    pace.threads = static_cast<int>(callers) + 2;
    pace.requests = 1'000'000'000;
    return pace;
  }
  server::Listener listener_;
  std::optional<server::Portal> portal_;
  std::optional<server::Service> service_;
  std::thread serving_;
};

// GET me beside a fixed body of 4 KB from the same server.
void measure_reads(const Serving& served, double seconds) {
  std::vector<std::string> me;
  for (const auto& session : served.sessions) {
    me.push_back(head_of("GET", served.host, "/api/v1/me", session.token) + "\r\n");
  }
  const std::string fixed = head_of("GET", served.host, "/api/v1/openapi.json", "") + "\r\n";
  const Load ceiling =
      put_load(served.port, callers, seconds, [&](std::size_t, std::size_t) { return fixed; });
  const Load reads = put_load(
      served.port, callers, seconds,
      [&](std::size_t caller, std::size_t n) { return me[(caller * 31 + n) % me.size()]; });
  tell("a fixed body of 4 KB", ceiling, 1.0);
  tell("GET me, signed in", reads, reads.per_second / ceiling.per_second);
}

// POST me/decisions: each request is one decision, by turns to restrict what the club does and to lift
// that again, which the server takes only on the revision that the member has seen.
void measure_posts(SqliteStore& store, const Serving& served, double seconds) {
  const auto revision_of = [&](const Serving::Session& session) {
    const auto file = store.load(session.member);
    SAMTYCKE_CHECK(file.ok());
    return file.value().revision;
  };
  std::vector<std::int64_t> first;
  for (const auto& session : served.sessions) first.push_back(revision_of(session));
  const std::string version = std::to_string(shipped_edition().notice.version);
  const std::size_t own = served.sessions.size() / callers;  // Of each caller.
  std::vector<std::size_t> sent(callers);
  const auto request = [&](std::size_t caller, std::size_t n) {
    sent[caller] = n + 1;
    const std::size_t at = caller * own + n % own;
    const std::size_t round = n / own;
    const std::string body = R"({"decisions":[{"act":")" +
                             std::string(round % 2 == 0 ? "restrict" : "lift_restriction") +
                             R"("}],"language":"sv","notice_version":)" + version + "}";
    return head_of("POST", served.host, "/api/v1/me/decisions", served.sessions[at].token) +
           "Origin: http://" + served.host +
           "\r\nContent-Type: application/json\r\nIdempotency-Key: b" + std::to_string(n) +
           "\r\nIf-Match: \"" + std::to_string(first[at] + static_cast<std::int64_t>(round)) +
           "\"\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
  };
  const Load posts = put_load(served.port, callers, seconds, request);
  tell("POST me/decisions, signed in", posts, 1.0);

  std::int64_t stored = 0;
  for (std::size_t n = 0; n < served.sessions.size(); ++n) {
    stored += revision_of(served.sessions[n]) - first[n];
  }
  std::size_t answered = 0;
  for (const std::size_t count : sent) answered += count;
  SAMTYCKE_CHECK(stored == static_cast<std::int64_t>(answered));  // None lost, none twice.
}

consent::Decision a_no() {
  return {consent::Withdraw{{SenderId("own"), ChannelId("email")}},
          1,
          Language("sv"),
          std::string(64, 'a'),
          consent::Way::portal,
          "member",
          bench_now()};
}

void measure_writes(SqliteStore& store, std::size_t members, double seconds) {
  std::atomic<bool> ended = false;
  std::atomic<std::int64_t> done = 0;
  std::vector<std::thread> threads;
  const auto start = SteadyClock::now();
  for (std::size_t caller = 0; caller < callers; ++caller) {
    threads.emplace_back([&, caller] {
      for (std::size_t n = 0; !ended; ++n) {
        server::Change change;
        change.member = bench_member(spread(caller * 1'000'003 + n, members));
        change.based_on = server::whatever_stands;
        change.decisions = {a_no()};
        SAMTYCKE_CHECK(store.commit(change).ok());
        ++done;
      }
    });
  }
  std::this_thread::sleep_for(std::chrono::duration<double>(seconds));
  ended = true;
  for (std::thread& thread : threads) thread.join();
  std::printf("%-34s %9.0f /s\n", "durable decisions, in the process",
              static_cast<double>(done) / seconds_since(start));
}

void measure_ledger(SqliteStore& store, const std::string& path) {
  const auto opened = SteadyClock::now();
  auto kept = server::ledger::KeptLedger::open(store, path);
  SAMTYCKE_CHECK(kept.ok());
  const auto sequenced = kept.value()->sequencer.run();
  SAMTYCKE_CHECK(sequenced.ok());
  const double took = seconds_since(opened);
  std::printf("%-34s %9.2f s   %llu leaves\n", "taking them into the tree", took,
              static_cast<unsigned long long>(sequenced.value().taken_in));
  const auto start = SteadyClock::now();
  const auto verified = server::ledger::verify_store(store, kept.value()->key->public_key(), {});
  SAMTYCKE_CHECK(verified.ok() && verified.value().found == 0);
  const double checked = seconds_since(start);
  std::printf("%-34s %9.2f s   %.1f s for a million decisions\n", "ledger verify", checked,
              checked * 1e6 / static_cast<double>(verified.value().decisions));
}

void tell_survey(const char* what, const server::RetentionReport& report, double took,
                 double beside) {
  std::printf("%-34s %9.2f s   %lld of %lld files opened, %lld members whole   %.3f\n", what, took,
              static_cast<long long>(report.opened), static_cast<long long>(report.members),
              static_cast<long long>(report.whole), took / beside);
}

// One in a hundred is due. Finding them by their months, beside opening every file; then erasing them.
void measure_sweep(SqliteStore& store, const notice::Notice& notice) {
  const std::string version = std::to_string(notice.version);
  SAMTYCKE_CHECK(store.put_setting("retention_months_of", "none").ok());
  auto start = SteadyClock::now();
  const auto all = server::survey_retention(store, notice, bench_now());
  SAMTYCKE_CHECK(all.ok());
  const double opening_all = seconds_since(start);
  tell_survey("finding who is due, every file", all.value().report, opening_all, opening_all);

  SAMTYCKE_CHECK(store.put_setting("retention_months_of", version).ok());
  start = SteadyClock::now();
  const auto some = server::survey_retention(store, notice, bench_now());
  SAMTYCKE_CHECK(some.ok());
  tell_survey("finding who is due, by month", some.value().report, seconds_since(start),
              opening_all);
  SAMTYCKE_CHECK(some.value().report.whole == all.value().report.whole);

  start = SteadyClock::now();
  const auto swept = server::carry_out_retention(store, notice, some.value(), bench_now());
  SAMTYCKE_CHECK(swept.ok());
  const double erasing = seconds_since(start);
  std::printf("%-34s %9.2f s   %.1f ms for each member\n", "erasing them", erasing,
              erasing * 1e3 / static_cast<double>(std::max<std::int64_t>(1, swept.value().whole)));
}

void measure(std::size_t members, double seconds) {
  // The log of every request is written, as in a server, and not shown.
  SAMTYCKE_CHECK(std::freopen("/dev/null", "w", stderr) != nullptr);
  const ClubFolder where;
  const std::string path = where.store();
  if (!where.is_filled()) in_another_process(fill_in_another_process, path, members);

  const Memory before = memory_of_process();
  const auto start = SteadyClock::now();
  const auto store = open(path);
  std::printf("%-34s %9.2f s\n", "starting on it", seconds_since(start));
  std::printf("%-34s %9.0f MB, %.0f MB before\n", "memory, once it is open",
              memory_of_process().now_mb, before.now_mb);
  {
    const Serving served(*store, members);
    measure_reads(served, seconds);
    measure_posts(*store, served, seconds);
  }
  measure_writes(*store, members, seconds);
  std::printf("%-34s %9.0f MB, at most %.0f MB\n", "memory, after that load",
              memory_of_process().now_mb, memory_of_process().most_mb);
  measure_ledger(*store, path);
  measure_sweep(*store, shipped_edition().notice);
}

}  // namespace
}  // namespace samtycke::bench

int main() {
  using samtycke::bench::size_from_environment;
  samtycke::bench::measure(size_from_environment("MEMBERS", 10'000),
                           static_cast<double>(size_from_environment("SECONDS", 3)));
}
