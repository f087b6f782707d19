#include "server/jobs/daily_retention.h"

#include <chrono>
#include <string>
#include <utility>

#include "server/edge/log.h"
#include "server/jobs/retention_sweep.h"

namespace samtycke::server {
namespace {

// So often that whoever had the duty and is gone is followed within ten seconds: asking costs next to nothing.
constexpr auto look_every = std::chrono::seconds(3);
// What could not be swept is not read through every time.
constexpr auto sweep_again_after = std::chrono::minutes(10);

}  // namespace

DailyRetention::DailyRetention(Store& store, const notice::Notice& notice,
                               std::function<Instant()> now)
    : store_(store), notice_(notice), now_(std::move(now)), thread_([this] { run(); }) {}

DailyRetention::~DailyRetention() {
  {
    const std::lock_guard lock(mutex_);
    ending_ = true;
  }
  told_.notify_one();
  thread_.join();
}

bool DailyRetention::is_ending() {
  const std::lock_guard lock(mutex_);
  return ending_;
}

void DailyRetention::run() {
  using Clock = std::chrono::steady_clock;
  bool said = false;
  Clock::time_point not_before;
  while (!is_ending()) {
    const Instant at = now_();
    // One of the servers on a database sweeps for all of them.
    const bool is_ours = store_.has(Duty::retention);
    if (!is_ours) not_before = {};
    const auto turn =
        is_ours ? daily_turn(store_, at) : Expected<DailyTurn, StoreFault>(DailyTurn::done_today);
    if (turn.ok() && turn.value() == DailyTurn::done_today) not_before = {};
    if (turn.ok() && turn.value() == DailyTurn::due && Clock::now() >= not_before) {
      not_before = Clock::now() + sweep_again_after;
      sweep(at);
    }
    if (turn.ok() && turn.value() == DailyTurn::never_begun && !std::exchange(said, true)) {
      log(Event::retention_not_begun);
    }
    std::unique_lock lock(mutex_);
    told_.wait_for(lock, look_every, [this] { return ending_; });
  }
}

void DailyRetention::sweep(Instant at) {
  const auto stop = [this] { return is_ending(); };
  const auto survey = survey_retention(store_, notice_, at, stop);
  if (survey.ok()) {
    const auto known = latest_known(store_, survey.value());
    if (known.ok() && known.value() && retention::has_leapt(*known.value(), at)) {
      log(Event::clock_leapt);
      return;
    }
    const auto report = carry_out_retention(store_, notice_, survey.value(), at, stop);
    if (known.ok() && report.ok()) {
      log(Event::retention_swept, std::to_string(report.value().whole) + " whole, " +
                                      std::to_string(report.value().in_part) + " in part");
      return;
    }
  }
  if (!is_ending()) log(Event::retention_failed);
}

}  // namespace samtycke::server
