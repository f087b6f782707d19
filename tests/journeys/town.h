// A running portal for a test: a real server on a loopback port of its own, with a clock that the test
// turns. The store is in memory, or a SQLite file where a test wants to start again on it.
#pragma once

#include <atomic>
#include <memory>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "core/consent/member_file.h"
#include "core/notice/notice.h"
#include "server/http/listener.h"
#include "server/http/portal.h"
#include "server/http/service.h"
#include "server/store/store.h"
#include "tests/support/memory_store.h"

namespace samtycke::journeys {

inline constexpr std::string_view asa = "asa.lindqvist@example.se";

// assets/text/<language>.json as it is.
std::vector<view::Words> all_words();
std::string openapi_text();
std::string download_schema_text();

struct TownPlan {
  notice::Notice notice;
  notice::Offers offers = {};
  std::string origin;  // Empty: that of the listening address.
  bool demo = false;
  server::Pace pace = {};
  std::string web;
  // Empty: in memory.
  std::string database;
  std::string unix_socket;
  std::string ledger_key;   // As text; empty: there is none.
  bool clock_runs = false;  // A millisecond passes with every look at it.
};
TownPlan small_plan();

class Town {
 public:
  explicit Town(TownPlan = small_plan());
  ~Town();
  Town(const Town&) = delete;
  Town& operator=(const Town&) = delete;

  int port() const { return taken_.port; }
  const std::string& origin() const { return portal_->setting().origin; }
  server::Store& store() { return *store_; }
  server::MemoryStore& memory() { return *memory_; }
  server::Portal& portal() { return *portal_; }

  void add(const consent::MemberFile&);
  consent::MemberFile file(const MemberId&);
  // The newest mail that goes to someone, and the code in it; empty where there is none.
  std::string latest_code();
  std::size_t mails();  // Those that go to nobody too.

  void pass_minutes(int minutes) { now_ms_ += std::int64_t{minutes} * 60 * 1000; }
  void pass_seconds(int seconds) { now_ms_ += std::int64_t{seconds} * 1000; }
  Instant now() const { return Instant{now_ms_}; }
  bool stopped() const { return stop_asked_; }

 private:
  server::MemoryStore* memory_ = nullptr;
  std::unique_ptr<server::Store> store_;
  std::atomic<std::int64_t> now_ms_;
  std::atomic<bool> stop_asked_{false};
  server::Listener listener_;
  server::ListenAddress taken_;
  std::unique_ptr<server::Portal> portal_;
  std::unique_ptr<server::Service> service_;
  std::thread serving_;
};

}  // namespace samtycke::journeys
