// R2, a simulated power loss: the store, its keys, its key file and its journal are opened again as a disk
// may be found when the power went at any call, and everything that was acknowledged is there.
#include "tests/torture/power_loss.h"

#include <gtest/gtest.h>
#include <sqlite3.h>

#include <cstdio>
#include <thread>

#include "server/ledger/keep_ledger.h"
#include "server/ledger/verify_store.h"
#include "server/store/rotate_keys.h"
#include "tests/support/temporary_folder.h"
#include "tests/torture/script.h"
#include "tests/torture/size.h"

namespace samtycke::torture {
namespace {

using server::RotatedKey;
using server::SqliteStore;
using server::ledger::KeptLedger;

// A life of a store, from before its first file to after its last close.
struct Life {
  std::vector<Call> calls;
  Told told;
};

struct Count {
  long states = 0;
  long refused = 0;  // A store that does not open.
  long unreadable = 0;
  long lost = 0;
  long doubled = 0;
  long erased_back = 0;
  long ledger_stopped = 0;  // It signs no more, or does not hold.
  std::string first;
  long corrupt() const { return refused + unreadable; }
};

class PowerLoss : public testing::Test {
 protected:
  PowerLoss() { disk::skip_syncs(true); }
  ~PowerLoss() override {
    disk::stop();
    disk::skip_syncs(false);
    sqlite3_reset_auto_extension();
  }

  std::unique_ptr<SqliteStore> open(const std::string& path) {
    auto opened = SqliteStore::open(path);
    SAMTYCKE_CHECK(opened.ok());
    return std::move(opened).value();
  }

  std::unique_ptr<KeptLedger> keep_ledger(server::Store& store, const std::string& path) {
    auto kept = KeptLedger::open(store, path);
    SAMTYCKE_CHECK(kept.ok());
    return std::move(kept).value();
  }

  // Some sessions with a close between them, one by three writers at once, and a key changed at rest. The
  // ledger is signed now and then.
  Life live(std::uint64_t seed) {
    Dice dice(seed);
    const support::TemporaryFolder folder;
    const std::string path = folder.file("store.db");
    Life life;
    std::vector<Told> told(3);
    std::vector<Writer> writers;
    for (const char* name : {"a", "b", "c"}) writers.emplace_back(name, Dice(dice()));
    disk::watch(folder.path().string());
    for (int session = 0; session < 3; ++session) {
      const auto store = open(path);
      const auto ledger = keep_ledger(*store, path);
      if (session == 1) {
        together(*store, writers, told);
      } else {
        for (std::size_t n = 8 + below(dice, 24); n > 0; --n) {
          const std::size_t who = below(dice, 3);
          SAMTYCKE_CHECK(writers[who].step(*store, told[who], disk::calls));
          if (below(dice, 4) == 0) SAMTYCKE_CHECK(ledger->sequencer.run().ok());
        }
      }
      SAMTYCKE_CHECK(ledger->sequencer.run().ok());
    }
    const RotatedKey kinds[] = {RotatedKey::master, RotatedKey::index, RotatedKey::members};
    SAMTYCKE_CHECK(server::rotate_keys(path, kinds[below(dice, 3)]).ok());
    SAMTYCKE_CHECK(writers[0].step(*open(path), told[0], disk::calls));
    life.calls = disk::stop();
    for (const Told& one : told) life.told.add(one);
    return life;
  }
  static void together(SqliteStore& store, std::vector<Writer>& writers, std::vector<Told>& told) {
    std::vector<std::thread> threads;
    for (std::size_t n = 0; n < writers.size(); ++n) {
      threads.emplace_back([&, n] {
        for (int step = 0; step < 10; ++step) {
          SAMTYCKE_CHECK(writers[n].step(store, told[n], disk::calls));
        }
      });
    }
    for (std::thread& one : threads) one.join();
  }

  void find(const Life& life, std::size_t issued, const Image& image, Count& count) {
    ++count.states;
    write_image(image, wreck_.path().string());
    auto store = SqliteStore::open(wreck_.file("store.db"));
    if (!store.ok()) {
      if (count.first.empty()) count.first = std::string(key(store.reason()));
      ++count.refused;
      return;
    }
    const Found found = life.told.find_in(*store.value(), issued);
    if (count.first.empty() && !found.whole()) {
      count.first = "at call " + std::to_string(issued) + ": " + found.first;
    }
    count.lost += found.lost;
    count.doubled += found.doubled;
    count.erased_back += found.erased_back;
    count.unreadable += found.unreadable;
    if (const std::string why = ledger_of(*store.value()); !why.empty()) {
      ++count.ledger_stopped;
      if (count.first.empty()) {
        count.first = "at call " + std::to_string(issued) + ": the ledger: " + why;
      }
    }
  }
  // Whether it goes on where it was; empty, or why not.
  std::string ledger_of(server::Store& store) {
    const auto kept = KeptLedger::open(store, wreck_.file("store.db"));
    if (!kept.ok()) return kept.reason().line;
    const auto sequenced = kept.value()->sequencer.run();
    if (!sequenced.ok()) return std::string(server::ledger::key(sequenced.reason()));
    const auto verified = server::ledger::verify_store(store, kept.value()->key->public_key(), {});
    if (!verified.ok()) return "it cannot be read";
    return verified.value().found == 0 ? "" : verified.value().findings.front();
  }

  // So many states of as many lives as make them different.
  Count lose_power(long states, std::uint64_t seed) {
    constexpr int of_one_life = 500;
    Count count;
    Dice dice(seed);
    while (count.states < states) {
      const Life life = live(dice());
      for (int n = 0; n < of_one_life && count.states < states; ++n) {
        const std::size_t issued = below(dice, life.calls.size() + 1);
        find(life, issued, after_power_loss(life.calls, issued, dice), count);
      }
    }
    return count;
  }

  static void say(const char* what, const Count& count) {
    std::printf(
        "R2%s: %ld states, %ld corrupt, %ld lost, %ld doubled, %ld erased members back, %ld "
        "ledgers "
        "stopped%s%s\n",
        what, count.states, count.corrupt(), count.lost, count.doubled, count.erased_back,
        count.ledger_stopped, count.first.empty() ? "" : "; first: ", count.first.c_str());
  }
  static void expect_sound(const Count& count) {
    EXPECT_EQ(count.corrupt(), 0) << count.first;
    EXPECT_EQ(count.lost, 0) << count.first;
    EXPECT_EQ(count.doubled, 0) << count.first;
    EXPECT_EQ(count.erased_back, 0) << count.first;
    EXPECT_EQ(count.ledger_stopped, 0) << count.first;
  }

  support::TemporaryFolder wreck_;
};

TEST_F(PowerLoss, NothingAcknowledgedIsLostAndNoStoreIsCorrupt) {
  const Count count = lose_power(size_of("POWER_LOSSES", 5000, 500000), 20261123);
  say("", count);
  expect_sound(count);
}

// The first minutes of a store, in which every file of it is made: not some of their calls but each.
TEST_F(PowerLoss, AFirstStartThatIsCutShortAnywhereIsFollowedByAnother) {
  Life life;
  {
    const support::TemporaryFolder folder;
    const std::string path = folder.file("store.db");
    disk::watch(folder.path().string());
    const auto store = open(path);
    const auto ledger = keep_ledger(*store, path);
    Writer writer("a", Dice(1));
    SAMTYCKE_CHECK(writer.step(*store, life.told, disk::calls));
    SAMTYCKE_CHECK(ledger->sequencer.run().ok());
    life.calls = disk::stop();
  }
  Count count;
  Dice dice(1);
  const long times = size_of("FIRST_STARTS", 10, 1000);
  for (std::size_t issued = 0; issued <= life.calls.size(); ++issued) {
    for (long n = 0; n < times; ++n) {
      find(life, issued, after_power_loss(life.calls, issued, dice), count);
    }
  }
  say(", a first start", count);
  expect_sound(count);
}

// ---- controls: the same store, whose wish for a full sync is not heard

int refuse_full(void*, int action, const char* pragma, const char* value, const char*,
                const char*) {
  const bool asks_for_full = action == SQLITE_PRAGMA && pragma != nullptr && value != nullptr &&
                             std::string_view(pragma) == "synchronous";
  return asks_for_full ? SQLITE_IGNORE : SQLITE_OK;
}
template <int synchronous>
int set_synchronous(sqlite3* database, char**, const void*) {
  const std::string pragma = "PRAGMA synchronous = " + std::to_string(synchronous);
  sqlite3_exec(database, pragma.c_str(), nullptr, nullptr, nullptr);
  return sqlite3_set_authorizer(database, refuse_full, nullptr);
}
template <int synchronous>
void hear_only() {
  sqlite3_auto_extension(reinterpret_cast<void (*)()>(set_synchronous<synchronous>));
}

TEST_F(PowerLoss, WithSynchronousNormalTheSameStatesLoseWhatWasAcknowledged) {
  hear_only<1>();
  const Count count = lose_power(500, 1);
  say(", control with synchronous=NORMAL", count);
  EXPECT_GT(count.lost, 0);
}

TEST_F(PowerLoss, WithSynchronousOffTheSameStatesAreCorrupt) {
  hear_only<0>();
  const Count count = lose_power(500, 1);
  say(", control with synchronous=OFF", count);
  EXPECT_GT(count.corrupt(), 0);
}

}  // namespace
}  // namespace samtycke::torture
