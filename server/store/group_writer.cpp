#include "server/store/group_writer.h"

#include <sqlite3.h>

#include <algorithm>
#include <utility>

namespace samtycke::server {
namespace {

constexpr std::size_t largest_group = 256;
// At 4 KiB a page, the WAL is written back from about 4 MB on. Past 64 MB a reader has always been in
// the way of starting it over, and the writer waits for the readers once.
constexpr int long_wal_pages = 1000;
constexpr int too_long_wal_pages = 16000;
// 1 GiB: a reading that lasts so long gives way to the disk.
constexpr int full_wal_pages = 262144;

}  // namespace

GroupWriter::GroupWriter(sqlite::Database& database, CommitFirst first,
                         std::function<void(std::string_view why)> failed)
    : database_(database),
      first_(std::move(first)),
      failed_(std::move(failed)),
      savepoint_(database, "SAVEPOINT command"),
      release_(database, "RELEASE command"),
      undo_(database, "ROLLBACK TO command"),
      commit_(database, "COMMIT"),
      thread_([this] { run(); }) {}

GroupWriter::~GroupWriter() {
  {
    const std::lock_guard lock(mutex_);
    ending_ = true;
  }
  queued_.notify_one();
  thread_.join();
}

bool GroupWriter::carry_out(const Work& work) {
  Command command{work, {}};
  std::future<bool> durable = command.durable.get_future();
  {
    const std::lock_guard lock(mutex_);
    queue_.push_back(&command);
  }
  queued_.notify_one();
  return durable.get();
}

GroupWriter::Counted GroupWriter::counted() {
  const std::lock_guard lock(mutex_);
  Counted now = counted_;
  now.queued = queue_.size();
  return now;
}

GroupWriter::LongReading::LongReading(GroupWriter& writer) : writer_(writer) {
  // Should it be full still, the next commit says so.
  if (writer_.long_readings_++ == 0) writer_.wal_is_full_ = false;
}

GroupWriter::LongReading::~LongReading() {
  --writer_.long_readings_;
}

void GroupWriter::run() {
  for (;;) {
    const Group group = take();
    if (group.empty()) return;
    const bool durable = !broken_ && commit(group);
    if (durable) {
      const std::lock_guard lock(mutex_);
      ++counted_.groups;
      counted_.commands += group.size();
    }
    for (Command* command : group) command->durable.set_value(durable);
    if (durable) {
      checkpoint_when_long();
      first_.tidy();
    }
    // Last: those who waited have their answer before the owner ends the process.
    if (broken_ && !std::exchange(told_, true) && failed_) {
      failed_(sqlite3_errstr(database_.error()));
    }
  }
}

GroupWriter::Group GroupWriter::take() {
  std::unique_lock lock(mutex_);
  queued_.wait(lock, [this] { return ending_ || !queue_.empty(); });
  const auto count = static_cast<std::ptrdiff_t>(std::min(queue_.size(), largest_group));
  Group group(queue_.begin(), queue_.begin() + count);
  queue_.erase(queue_.begin(), queue_.begin() + count);
  return group;
}

bool GroupWriter::commit(const Group& group) {
  switch (database_.begin_immediate()) {
    case sqlite::Database::Begun::yes: break;
    // Somebody's tool holds the file: nothing was written, and the store is as good as before.
    case sqlite::Database::Begun::busy: return false;
    case sqlite::Database::Begun::failed: stop_serving(); return false;
  }
  for (const Command* command : group) {
    savepoint_.run();
    if (command->work() == Keep::no) undo_.run();
    release_.run();
  }
  if (database_.failed()) {
    first_.undo();
  } else if (first_.commit()) {
    commit_.run();
    if (!database_.failed()) return true;
  }
  database_.roll_back();
  stop_serving();
  return false;
}

void GroupWriter::checkpoint_when_long() {
  using Checkpoint = sqlite::Database::Checkpoint;
  const int pages = database_.pages_in_wal();
  wal_is_full_ = pages >= full_wal_pages;
  if (pages < long_wal_pages) return;
  const bool waits = pages >= too_long_wal_pages && !is_read_at_length();
  if (!database_.checkpoint(waits ? Checkpoint::restart : Checkpoint::passive)) {
    stop_serving();
  }
}

void GroupWriter::stop_serving() {
  broken_ = true;
  database_.leave_wal_on_close();
}

}  // namespace samtycke::server
