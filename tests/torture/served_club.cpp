#include "tests/torture/served_club.h"

#include <algorithm>
#include <atomic>
#include <nlohmann/json.hpp>
#include <thread>
#include <utility>

#include "core/base/check.h"
#include "server/edge/clock.h"
#include "server/http/session.h"

namespace samtycke::torture {
namespace {

using server::SqliteStore;

constexpr std::size_t connections = 6;
constexpr const char* decisions_path = "/api/v1/me/decisions";

}  // namespace

void Tally::add() {
  {
    const std::lock_guard guard(mutex_);
    ++count_;
  }
  grown_.notify_one();
}

void Tally::end() {
  {
    const std::lock_guard guard(mutex_);
    ended_ = true;
  }
  grown_.notify_one();
}

void Tally::wait_for(long count) {
  std::unique_lock lock(mutex_);
  grown_.wait(lock, [&] { return count_ >= count || ended_; });
}

// ---- a visitor

Visitor::Visitor(std::size_t n)
    : member_("member-" + std::to_string(n)),
      cookie_(server::session_cookie_name(true)),
      token_(std::string(63, '0') + std::to_string(n)),
      number_(std::to_string(100001 + n)) {}

void Visitor::join(SqliteStore& store, Instant now) const {
  server::Change change;
  change.member = member_;
  const auto record = [&](const char* field, const std::string& value) {
    change.records.push_back({FieldId(field), value, member::Source::member, now});
  };
  record("member_number", number_);
  record("email", "m" + number_ + "@example.se");
  SAMTYCKE_CHECK(store.commit(change).ok());
  SAMTYCKE_CHECK(store.put_session({server::session_row(token_), member_, now, now}).ok());
}

void Visitor::decide(const std::string& socket, int notice_version, Tally& tally) {
  Connection connection(socket);
  for (;;) {
    if (!asked_) ask_next(notice_version);
    if (!take(connection.ask("POST", decisions_path, asked_->body, headers()))) return;
    tally.add();
  }
}

void Visitor::ask_again(Connection& connection) {
  if (!asked_) return;
  ++asked_again_;
  take(connection.ask("POST", decisions_path, asked_->body, headers()));
}

std::optional<Visitor::Shown> Visitor::shown(Connection& connection) {
  const Reply reply = connection.ask("GET", "/api/v1/me", "", {{"Cookie", cookie_ + "=" + token_}});
  if (reply.status != 200) return std::nullopt;
  etag_ = reply.etag;  // The file that the next yes is said to.
  const auto document = nlohmann::json::parse(reply.body, nullptr, false);
  if (document.is_discarded()) return std::nullopt;
  return Shown{document.at("member").at("decisions").size(), document.at("notice_version")};
}

Connection::Headers Visitor::headers() const {
  return {{"Cookie", cookie_ + "=" + token_},
          {"Idempotency-Key", asked_->key},
          {"If-Match", asked_->etag}};
}

void Visitor::ask_next(int notice_version) {
  const std::size_t number = acknowledged_ + 1;
  const std::string act = number % 2 == 1 ? "grant" : "withdraw";
  asked_ = Asked{"key-" + std::to_string(number),
                 R"({"notice_version":)" + std::to_string(notice_version) +
                     R"(,"language":"sv","decisions":[{"act":")" + act +
                     R"(","sender":"own","channel":"email"}]})",
                 etag_};
}

bool Visitor::take(const Reply& reply) {
  if (reply.status == 0 || reply.status == 503) return false;
  if (reply.status == 200) {
    ++acknowledged_;
    etag_ = reply.etag;
  } else {
    ++refused_;
  }
  asked_.reset();
  return true;
}

// ---- the club

long ServedCount::percentile(std::size_t hundredths) {
  if (back_ms.empty()) return 0;
  std::sort(back_ms.begin(), back_ms.end());
  return back_ms[(back_ms.size() - 1) * hundredths / 100];
}

ServedClub::ServedClub(std::string folder, std::string log)
    : folder_(std::move(folder)), log_(std::move(log)) {
  for (std::size_t n = 0; n < connections; ++n) visitors_.push_back(std::make_unique<Visitor>(n));
  const auto store = SqliteStore::open(database());
  SAMTYCKE_CHECK(store.ok());
  const Instant now = server::Clock().now();
  for (const auto& one : visitors_) one->join(*store.value(), now);
}

void ServedClub::decide_until(long decisions, ServedProgram* to_kill) {
  Tally tally;
  std::vector<std::thread> threads;
  std::atomic<std::size_t> gone = 0;
  for (const auto& one : visitors_) {
    threads.emplace_back([&, visitor = one.get()] {
      visitor->decide(socket(), notice_version_, tally);
      if (++gone == visitors_.size()) tally.end();
    });
  }
  if (to_kill != nullptr) {
    tally.wait_for(decisions);
    to_kill->kill();
  }
  for (std::thread& one : threads) one.join();
}

bool ServedClub::live(long decisions, ServedCount& count) {
  ServedProgram program(database(), socket(), log());
  if (!program.serves() || !check(program, count)) {
    ++count.not_started;
    return false;
  }
  decide_until(decisions, &program);
  ++count.lives;
  return true;
}

std::optional<int> ServedClub::live_to_the_end(ServedCount& count) {
  ServedProgram program(database(), socket(), log());
  if (!program.serves() || !check(program, count)) {
    ++count.not_started;
    return std::nullopt;
  }
  decide_until(0, nullptr);
  ++count.lives;
  return program.wait();
}

void ServedClub::verify(ServedCount& count) const {
  const int code = run_to_end({"ledger", "verify", "--db", "sqlite:" + database(), "--assets",
                               SAMTYCKE_SOURCE_DIR "/assets"},
                              folder_ + "/verified");
  if (code != 0) ++count.not_verified;
}

bool ServedClub::check(const ServedProgram& program, ServedCount& count) {
  Connection connection(socket());
  if (connection.ask("GET", "/readyz", "", {}).status != 200) return false;
  const auto back = std::chrono::steady_clock::now() - program.started();
  count.back_ms.push_back(
      static_cast<long>(std::chrono::duration_cast<std::chrono::milliseconds>(back).count()));
  for (const auto& one : visitors_) {
    one->ask_again(connection);
    const auto shown = one->shown(connection);
    if (!shown) return false;
    notice_version_ = shown->notice_version;
    count.lost += shown->decisions < one->acknowledged() ? 1 : 0;
    count.doubled += shown->decisions > one->acknowledged() ? 1 : 0;
  }
  return true;
}

void ServedClub::end(ServedCount& count) {
  ServedProgram program(database(), socket(), log());
  if (!program.serves() || !check(program, count) || program.stop() != 0) ++count.not_started;
  for (const auto& one : visitors_) {
    count.acknowledged += static_cast<long>(one->acknowledged());
    count.refused += one->refused();
    count.asked_again += one->asked_again();
  }
}

}  // namespace samtycke::torture
