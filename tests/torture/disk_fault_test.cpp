// R3, a disk that fails: EIO, no room, half a write, a failed sync, at every call that a script of sixty steps
// makes. The store acknowledges nothing that was not synced, serves nothing after a failed sync, and opens
// again with everything it has acknowledged: as the files lie there, and after a power loss on top of it.
#include <gtest/gtest.h>

#include <atomic>
#include <cstdio>
#include <limits>

#include "tests/support/temporary_folder.h"
#include "tests/torture/power_loss.h"
#include "tests/torture/script.h"
#include "tests/torture/size.h"

namespace samtycke::torture {
namespace {

using server::SqliteOptions;
using server::SqliteStore;

constexpr std::size_t at_the_end = std::numeric_limits<std::size_t>::max();

// A number that only grows, in a row of the store's own.
struct Counter {
  static constexpr const char* name = "torture.counter";
  long asked = 0;
  long acknowledged = 0;

  void step(SqliteStore& store) {
    const bool done = store.put_setting(name, std::to_string(++asked)).ok();
    if (done) acknowledged = asked;
  }
  bool fits(SqliteStore& store) const {
    const auto found = store.setting(name);
    if (!found.ok()) return false;
    const long is = std::atol(found.value().value_or("0").c_str());
    return is >= acknowledged && is <= asked;
  }
};

struct Count {
  long attempts = 0;
  long faults = 0;
  long not_opened = 0;  // The first or second opening met the fault, and said so.
  long told_the_owner = 0;
  long served_after_failed_sync = 0;
  long not_restarted = 0;
  long wrong = 0;  // Lost, doubled, back, unreadable.
  std::string first;
};

// Sixty steps: four times open, thirteen of one kind or another, and close.
class Script {
 public:
  explicit Script(const std::string& path) : path_(path) {}

  void run(Count& count) {
    for (int session = 0; session < 4; ++session) {
      std::atomic<bool> is_told = false;
      SqliteOptions options;
      options.failed = [&](std::string_view) {
        ++count.told_the_owner;
        is_told = true;
      };
      auto opened = SqliteStore::open(path_, std::move(options));
      if (!opened.ok()) {
        ++count.not_opened;
        return;
      }
      const int syncs_before = disk::failed_syncs();
      for (int step = 0; step < 13; ++step) {
        one_step(*opened.value(), step);
        if (disk::failed_syncs() > syncs_before) {
          expect_silence(*opened.value(), count);
          return;
        }
        if (is_told) return;  // The owner ends the process.
      }
    }
  }
  bool fits(SqliteStore& store, Count& count) const {
    const Found found = told_.find_in(store, at_the_end);
    const bool whole = found.whole() && counter_.fits(store);
    if (!whole && count.first.empty()) count.first = found.whole() ? "the counter" : found.first;
    return whole;
  }
  // Afterwards it takes up its work where it was.
  bool goes_on(SqliteStore& store) {
    Writer after("after", Dice(7));
    return after.step(store, told_, disk::calls);
  }

 private:
  void one_step(SqliteStore& store, int step) {
    const std::string number = std::to_string(step);
    switch (step % 4) {
      case 0:
      case 2: writer_.step(store, told_, disk::calls); return;
      case 1: counter_.step(store); return;
      default:
        static_cast<void>(store.put_session({number, MemberId("w-1"), Instant{1}, Instant{1}}));
        static_cast<void>(store.put_mail({0, "a@example.se", number, "", Instant{1}}));
    }
  }
  // A write waits for everything that the writer was still about; after its answer nothing is open.
  void expect_silence(SqliteStore& store, Count& count) {
    const bool writes = store.put_setting(Counter::name, std::to_string(++counter_.asked)).ok();
    const auto read = store.count_members();
    if (!writes && !read.ok() && read.reason() == server::StoreFault::unavailable) return;
    ++count.served_after_failed_sync;
    if (count.first.empty()) count.first = writes ? "it took a write" : "it was read";
  }

  std::string path_;
  Told told_;
  Counter counter_;
  Writer writer_{"w", Dice(20261123)};
};

class DiskFault : public testing::Test {
 protected:
  DiskFault() { disk::skip_syncs(true); }
  ~DiskFault() override {
    disk::stop();
    disk::skip_syncs(false);
  }

  // False: the script does not make so many calls of that kind.
  bool attempt(const Fault& fault, Count& count) {
    const support::TemporaryFolder folder;
    const std::string path = folder.file("store.db");
    Script script(path);
    disk::watch(folder.path().string());
    disk::break_at(fault);
    script.run(count);
    const int faults = disk::faults();
    const auto calls = disk::stop();
    if (faults == 0) return false;
    ++count.attempts;
    count.faults += faults;
    write_image(only_synced(calls, calls.size()), wreck_.path().string());
    open_again(wreck_.file("store.db"), script, count);
    if (const auto store = open_again(path, script, count)) {
      if (!script.goes_on(*store)) ++count.not_restarted;
    }
    return true;
  }
  static std::unique_ptr<SqliteStore> open_again(const std::string& path, const Script& script,
                                                 Count& count) {
    auto opened = SqliteStore::open(path);
    if (!opened.ok()) {
      ++count.not_restarted;
      if (count.first.empty()) count.first = std::string(key(opened.reason()));
      return nullptr;
    }
    if (!script.fits(*opened.value(), count)) ++count.wrong;
    return std::move(opened).value();
  }

  void break_every_call(FaultKind kind) {
    // The full size is the same calls once more, with every later one failing too.
    const int most = size_of("LASTING_FAULTS", 0, 100) == 100 ? 1 : 0;
    const std::size_t stride = scale() == "short" ? 10 : 1;
    for (int stays = 0; stays <= most; ++stays) {
      Count count;
      Fault fault{kind, 0, stays == 1};
      while (attempt(fault, count)) fault.at += stride;
      std::printf(
          "R3, %s%s: %ld calls, %ld faults, %ld refused to open, %ld told their owner; "
          "%ld served after a failed sync, %ld did not open again, %ld wrong%s%s\n",
          name_of(kind), stays == 1 ? " from there on" : "", count.attempts, count.faults,
          count.not_opened, count.told_the_owner, count.served_after_failed_sync,
          count.not_restarted, count.wrong,
          count.first.empty() ? "" : "; first: ", count.first.c_str());
      EXPECT_GT(count.attempts, 5);
      EXPECT_EQ(count.served_after_failed_sync, 0) << count.first;
      EXPECT_EQ(count.not_restarted, 0) << count.first;
      EXPECT_EQ(count.wrong, 0) << count.first;
    }
  }

  support::TemporaryFolder wreck_;
};

TEST_F(DiskFault, AnInputOutputErrorAtAnyCallLosesNothing) {
  break_every_call(FaultKind::io_error);
}

TEST_F(DiskFault, ADiskThatIsFullAtAnyCallLosesNothing) {
  break_every_call(FaultKind::disk_full);
}

TEST_F(DiskFault, HalfAWriteAtAnyCallLosesNothing) {
  break_every_call(FaultKind::short_write);
}

TEST_F(DiskFault, AfterAFailedSyncAtAnyCallNothingIsServedOrLost) {
  break_every_call(FaultKind::failed_sync);
}

// The control: a store that believes its disk. The sync fails as before, and SQLite is told that all is well.
TEST_F(DiskFault, AFailedSyncThatIsCalledASuccessLosesWhatWasAcknowledged) {
  Count count;
  Fault fault{FaultKind::unheard_sync, 0, true};
  for (int n = 0; n < 20 && attempt(fault, count); ++n) fault.at += 5;
  std::printf("R3, control with syncs that lie: %ld attempts, %ld did not open again, %ld wrong\n",
              count.attempts, count.not_restarted, count.wrong);
  EXPECT_GT(count.not_restarted + count.wrong, 0);
}

}  // namespace
}  // namespace samtycke::torture
