// What the program counts about itself, for whoever runs it: Prometheus' text format, at /metrics.
//
// Nothing here is about a person, and nothing that a visitor writes becomes a name here: an address is counted
// by its route's pattern, a refusal by its key, a status by its class. So the document stays as long as the
// table of routes makes it, whoever asks for what. Counts begin at zero with each start.
#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/instant.h"
#include "server/store/store.h"

namespace samtycke::server {

struct Route;

enum class SignInWay { code, openid };
std::string_view key(SignInWay);

class Metrics {
 public:
  explicit Metrics(Instant started);

  // One request, from its first byte until its answer was written. No route: nothing of ours was asked for.
  // `reason` is empty where nothing was refused (Answer::reason).
  void answered(const Route*, int status, std::string_view reason, std::int64_t micros);
  void signed_in(SignInWay);
  // Connections that wait for a thread now, and those that found no place to wait.
  void set_connections(int waiting, std::uint64_t turned_away);

  // None: the store does not answer.
  std::string text(const std::optional<StoreFigures>&);

 private:
  static constexpr std::size_t classes = 5;  // 1xx to 5xx.
  static constexpr std::array<std::int64_t, 12> bounds_us = {
      1000,    2500,    5000,    10'000,    25'000,    50'000,
      100'000, 250'000, 500'000, 1'000'000, 2'500'000, 10'000'000};
  struct Counted {
    std::array<std::atomic<std::uint64_t>, classes> by_class = {};
    // By the first bound that is not passed; the last are those beyond all.
    std::array<std::atomic<std::uint64_t>, bounds_us.size() + 1> by_time = {};
    std::atomic<std::uint64_t> micros = 0;
  };

  void add_requests(std::string&) const;
  void add_times(std::string&) const;
  void add_refusals(std::string&);

  const Instant started_;
  std::vector<Counted> routes_;  // As routes(), and one for what is none of ours.
  std::array<std::atomic<std::uint64_t>, 2> sign_ins_ = {};  // By SignInWay.
  std::atomic<int> waiting_ = 0;
  std::atomic<std::uint64_t> turned_away_ = 0;
  std::mutex mutex_;  // Guards the map.
  std::map<std::string_view, std::uint64_t> refusals_;
};

}  // namespace samtycke::server
