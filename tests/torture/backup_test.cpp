// R13, copies: a backup that is taken while others write is one moment of the store, restoring it brings
// nobody back who was erased since.
#include "server/store/backup.h"

#include <gtest/gtest.h>

#include <atomic>
#include <cstdio>
#include <filesystem>
#include <limits>
#include <thread>

#include "server/config/whole_file.h"
#include "server/ledger/keep_ledger.h"
#include "server/ledger/verify_store.h"
#include "tests/support/temporary_folder.h"
#include "tests/torture/copied_store.h"
#include "tests/torture/script.h"
#include "tests/torture/size.h"

namespace samtycke::torture {
namespace {

namespace fs = std::filesystem;
using server::SqliteStore;

constexpr std::size_t ever = std::numeric_limits<std::size_t>::max();

// Three writers, and one who copies in their midst.
class Night {
 public:
  explicit Night(std::uint64_t seed) : dice_(seed) {}

  bool write_and_copy(const std::string& path, const std::string& backup) {
    const auto store = open(path);
    std::vector<Told> told(3);
    std::atomic<int> steps = 0;
    std::atomic<bool> copied = false;
    std::vector<std::thread> threads;
    for (std::size_t n = 0; n < told.size(); ++n) {
      threads.emplace_back([&, n, dice = Dice(dice_())] {
        Writer writer("w" + std::to_string(n), dice);
        const auto moment = [this] { return ++moment_; };
        for (int after = 0; after < 30; after += copied ? 1 : 0) {
          SAMTYCKE_CHECK(writer.step(*store, told[n], moment));
          ++steps;
        }
      });
    }
    while (steps < 40) std::this_thread::yield();
    const auto ledger = server::ledger::KeptLedger::open(*store, path);
    SAMTYCKE_CHECK(ledger.ok() && ledger.value()->sequencer.run().ok());
    const server::ledger::LedgerFiles& files = ledger.value()->files;
    outside_ = {{"the copy outside", server::read_whole_file(files.checkpoint).value_or("")}};
    signer_ = ledger.value()->key->public_key();
    then_.acknowledged_by = moment_;
    const std::string keys = backup + "/keys";
    const bool done =
        store->back_up(backup + "/data", keys).ok() &&
        server::ledger::copy_log_key(files.key, server::ledger::log_key_in(keys)).ok();
    then_.asked_by = moment_ + 1;
    copied = true;
    for (std::thread& one : threads) one.join();
    for (const Told& one : told) told_.add(one);
    return done;
  }

  // What a store that was restored has of it. `knows_all`: beside it lay the journal of today.
  Found find_in(SqliteStore& store, bool knows_all) const {
    Told::Then then = then_;
    then.erased_by = knows_all ? ever : 0;
    return told_.find_in(store, then);
  }
  // Of the ledger, held against the checkpoint that was sent away before the backup.
  std::uint64_t inconsistent(SqliteStore& store) const {
    const auto verified = server::ledger::verify_store(store, signer_, outside_);
    return verified.ok() ? verified.value().found : 1;
  }
  // The same, held against what must be known today.
  long erased_back(SqliteStore& store) const { return find_in(store, true).erased_back; }

 private:
  Dice dice_;
  std::atomic<std::size_t> moment_ = 0;
  Told told_;
  Told::Then then_;
  std::vector<server::ledger::OutsideCheckpoint> outside_;
  proof::PublicKey signer_;
};

class Copies : public testing::Test {
 protected:
  struct Count {
    long backups = 0;
    long failed = 0;
    long wrong = 0;
    long inconsistent = 0;
    long erased_back = 0;
    std::string first;
  };
  static void one_night(std::uint64_t seed, Count& count) {
    const support::TemporaryFolder folder;
    const std::string path = folder.file("store.db");
    Night night(seed);
    ++count.backups;
    if (!night.write_and_copy(path, folder.file("backup"))) {
      ++count.failed;
      return;
    }
    // The disk is lost, but for the journal, the key file and the checkpoint that was sent away.
    for (const char* end :
         {"", "-wal", "-shm", ".keys", ".keys-wal", ".keys-shm", ".ledger.key", ".ledger.pub"}) {
      fs::remove(path + end);
    }
    if (!restored(folder.path().string(), folder.file("backup"))) {
      ++count.failed;
      return;
    }
    const auto store = open(path);
    const Found found = night.find_in(*store, true);
    count.inconsistent += night.inconsistent(*store) == 0 ? 0 : 1;
    count.wrong += found.lost + found.doubled + found.unreadable;
    count.erased_back += found.erased_back;
    if (count.first.empty()) count.first = found.first;
  }
};

TEST_F(Copies, ABackupUnderWritesIsOneMomentAndBringsNobodyBack) {
  Count count;
  const long nights = size_of("BACKUPS", 3, 100);
  for (long n = 0; n < nights; ++n) one_night(static_cast<std::uint64_t>(n + 1), count);
  std::printf(
      "R13: %ld backups under writes; %ld not restored, %ld wrong, %ld "
      "not as their checkpoint says, %ld erased members back%s%s\n",
      count.backups, count.failed, count.wrong, count.inconsistent, count.erased_back,
      count.first.empty() ? "" : "; first: ", count.first.c_str());
  EXPECT_EQ(count.failed, 0);
  EXPECT_EQ(count.wrong, 0) << count.first;
  EXPECT_EQ(count.inconsistent, 0);
  EXPECT_EQ(count.erased_back, 0) << count.first;
}

// The control of the checkpoint: another night's speaks of another history.
TEST_F(Copies, ACheckpointOfAnotherHistoryDoesNotFit) {
  const support::TemporaryFolder folder;
  Night night(1);
  Night other(2);
  ASSERT_TRUE(night.write_and_copy(folder.file("store.db"), folder.file("backup")));
  ASSERT_TRUE(other.write_and_copy(folder.file("other.db"), folder.file("other backup")));
  EXPECT_EQ(night.inconsistent(*open(folder.file("store.db"))), 0U);
  EXPECT_GT(other.inconsistent(*open(folder.file("store.db"))), 0U);
}

// The control: on another machine, where nobody brought the newest journal, those who were erased after the
// backup are in it; the same check says so.
TEST_F(Copies, WithoutTheNewestJournalTheErasedAreSeenToBeBack) {
  long back = 0;
  for (std::uint64_t seed = 1; seed <= 3; ++seed) {
    const support::TemporaryFolder folder;
    Night night(seed);
    ASSERT_TRUE(night.write_and_copy(folder.file("store.db"), folder.file("backup")));
    fs::create_directory(folder.file("other"));
    const std::string other = folder.file("other/store.db");
    fs::copy(folder.file("store.db.key"), other + ".key");
    ASSERT_FALSE(restored(folder.file("other"), folder.file("backup"))) << "unless it is said";
    ASSERT_TRUE(restored(folder.file("other"), folder.file("backup"), true));
    const auto store = open(other);
    EXPECT_TRUE(night.find_in(*store, false).whole()) << night.find_in(*store, false).first;
    back += night.erased_back(*store);
  }
  EXPECT_GT(back, 0);
  std::printf("R13, control with an older journal: %ld erased members back\n", back);
}

}  // namespace
}  // namespace samtycke::torture
