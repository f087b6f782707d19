// The one thread that writes: it commits in groups and checkpoints (see sqlite_store.h).
#pragma once

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <future>
#include <mutex>
#include <string_view>
#include <thread>
#include <vector>

#include "server/store/sqlite.h"

namespace samtycke::server {

// A second file whose part of a group is durable before the group's own commit.
struct CommitFirst {
  std::function<bool()> commit;
  std::function<void()> undo;
  std::function<void()> tidy;  // After the group has been answered.
};

class GroupWriter {
 public:
  // What the writer does with a command after its work is done.
  enum class Keep { yes, no };
  // Runs on the writer's thread, between others of the same group, and must not wait for anything.
  using Work = std::function<Keep()>;

  // From here on the database belongs to the writer's thread.
  GroupWriter(sqlite::Database&, CommitFirst, std::function<void(std::string_view why)> failed);
  ~GroupWriter();  // Carries out what is queued first.

  // Returns when the group of this work is durable, or has failed: then false, and whatever the work
  // found must not be told to anyone.
  bool carry_out(const Work&);

  struct Counted {
    std::uint64_t groups = 0;  // Durable ones.
    std::uint64_t commands = 0;
    std::uint64_t queued = 0;
  };
  Counted counted();

  // True once the disk has failed. Nothing is served after that.
  bool broken() const { return broken_; }

  // As long as one of these is there, a reader keeps its snapshot. The writer then waits for no reader.
  class LongReading {
   public:
    explicit LongReading(GroupWriter&);
    ~LongReading();
    LongReading(const LongReading&) = delete;
    LongReading& operator=(const LongReading&) = delete;
    // The WAL has become so long that the reader must let go.
    bool must_end() const { return writer_.wal_is_full_; }

   private:
    GroupWriter& writer_;
  };
  bool is_read_at_length() const { return long_readings_ > 0; }

 private:
  struct Command {
    const Work& work;
    std::promise<bool> durable;
  };
  using Group = std::vector<Command*>;

  void run();
  Group take();
  bool commit(const Group&);
  void checkpoint_when_long();
  void stop_serving();

  sqlite::Database& database_;
  const CommitFirst first_;
  const std::function<void(std::string_view)> failed_;
  sqlite::Statement savepoint_;
  sqlite::Statement release_;
  sqlite::Statement undo_;
  sqlite::Statement commit_;
  std::atomic<bool> broken_ = false;
  std::atomic<int> long_readings_ = 0;
  std::atomic<bool> wal_is_full_ = false;
  bool told_ = false;  // The owner, that it is. The writer's thread only.

  std::mutex mutex_;  // Guards the queue, what is counted, and whether it still takes anything.
  std::condition_variable queued_;
  std::deque<Command*> queue_;
  Counted counted_;
  bool ending_ = false;
  std::thread thread_;  // Last, so that everything above is there when it starts.
};

}  // namespace samtycke::server
