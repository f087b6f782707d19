// The server's own sweep, once a day (N9): on a thread of its own, so that nobody waits for it.
//
// A clock that has leapt stops it: nothing goes until a person has run `samtycke retention --as-of DAY`. Nor
// does it make a store's first sweep: that begins with a person's `samtycke retention`.
#pragma once

#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

#include "core/base/instant.h"
#include "core/notice/notice.h"
#include "server/store/store.h"

namespace samtycke::server {

class DailyRetention {
 public:
  // Sweeps at once where this day's sweep has not been done, and there was one before.
  DailyRetention(Store&, const notice::Notice&, std::function<Instant()> now);
  ~DailyRetention();  // Ends a sweep that is under way between two members.
  DailyRetention(const DailyRetention&) = delete;
  DailyRetention& operator=(const DailyRetention&) = delete;

 private:
  void run();
  void sweep(Instant at);
  bool is_ending();

  Store& store_;
  const notice::Notice& notice_;
  const std::function<Instant()> now_;
  std::mutex mutex_;
  std::condition_variable told_;
  bool ending_ = false;
  std::thread thread_;  // Last, so that everything above is there when it starts.
};

}  // namespace samtycke::server
