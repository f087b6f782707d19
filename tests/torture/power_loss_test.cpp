// R2, a simulated power loss: the store, its keys, its key file and its journal are opened again as a disk
// may be found when the power went at any call, and everything that was acknowledged is there.
#include "tests/torture/power_loss.h"

#include <gtest/gtest.h>
#include <sqlite3.h>

#include <cstdio>
#include <thread>

#include "server/store/rotate_keys.h"
#include "tests/support/temporary_folder.h"
#include "tests/torture/script.h"
#include "tests/torture/size.h"

namespace samtycke::torture {
namespace {

using server::RotatedKey;
using server::SqliteStore;

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

  // Some sessions with a close between them, one by three writers at once, and a key changed at rest.
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
      if (session == 1) {
        together(*store, writers, told);
      } else {
        for (std::size_t n = 8 + below(dice, 24); n > 0; --n) {
          const std::size_t who = below(dice, 3);
          SAMTYCKE_CHECK(writers[who].step(*store, told[who], disk::calls));
        }
      }
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
        "R2%s: %ld states, %ld corrupt, %ld lost, %ld doubled, %ld erased members back%s%s\n", what,
        count.states, count.corrupt(), count.lost, count.doubled, count.erased_back,
        count.first.empty() ? "" : "; first: ", count.first.c_str());
  }

  support::TemporaryFolder wreck_;
};

TEST_F(PowerLoss, NothingAcknowledgedIsLostAndNoStoreIsCorrupt) {
  const Count count = lose_power(size_of("POWER_LOSSES", 5000, 500000), 20261123);
  say("", count);
  EXPECT_EQ(count.corrupt(), 0) << count.first;
  EXPECT_EQ(count.lost, 0) << count.first;
  EXPECT_EQ(count.doubled, 0) << count.first;
  EXPECT_EQ(count.erased_back, 0) << count.first;
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
