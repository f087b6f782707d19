// R1, kill -9 under load: the real program is killed while members decide over several connections, and is
// started again. Each asks its last question once more under the same key; then everything that was ever
// acknowledged is there, once, and the ledger holds.
#include <gtest/gtest.h>

#include <cstdio>
#include <filesystem>
#include <random>

#include "tests/support/temporary_folder.h"
#include "tests/torture/served_club.h"
#include "tests/torture/size.h"

namespace samtycke::torture {
namespace {

namespace fs = std::filesystem;
using server::SqliteStore;

constexpr int kills_of_a_store = 10;  // Then a new one, so that the answers stay small.

TEST(Kill, NothingAcknowledgedIsLostOrDoubled) {
  const long kills = size_of("KILLS", 100, 10000);
  std::mt19937_64 dice(20261123);
  ServedCount count;
  while (count.lives < kills && count.not_started == 0) {
    const support::TemporaryFolder folder;
    ServedClub club(folder.path().string());
    for (int n = 0; n < kills_of_a_store && count.lives < kills; ++n) {
      if (!club.live(1 + static_cast<long>(dice() % 100), count)) break;
      club.verify(count);
    }
    club.end(count);
  }
  std::printf(
      "R1: %ld kills, %ld decisions acknowledged, %ld asked again; %ld lost, %ld doubled, "
      "%ld refused, %ld times not verified; back in %ld ms (p50), %ld ms (p99)\n",
      count.lives, count.acknowledged, count.asked_again, count.lost, count.doubled, count.refused,
      count.not_verified, count.percentile(50), count.percentile(99));
  EXPECT_EQ(count.not_started, 0);
  EXPECT_EQ(count.lost, 0);
  EXPECT_EQ(count.doubled, 0);
  EXPECT_EQ(count.refused, 0);
  EXPECT_EQ(count.not_verified, 0);
  EXPECT_GT(count.acknowledged, count.lives);
}

// ---- controls

void copy_store(const std::string& from, const std::string& to) {
  for (const char* ending : {"", "-wal", ".keys", ".keys-wal"}) {
    std::error_code why;
    fs::remove(to + ending, why);
    fs::copy_file(from + ending, to + ending, why);
  }
}

TEST(Kill, AnOlderCopyOfTheStoreIsSeenAsALoss) {
  const support::TemporaryFolder folder;
  ServedCount count;
  ServedClub club(folder.path().string());
  ASSERT_TRUE(club.live(20, count));
  const std::string kept = folder.file("kept.db");
  copy_store(club.database(), kept);
  ASSERT_TRUE(club.live(60, count));
  copy_store(kept, club.database());
  club.end(count);
  EXPECT_GT(count.lost, 0);
  std::printf("R1, control with an older copy: %ld lost\n", count.lost);
}

TEST(Kill, ADecisionThatNobodyMadeIsSeenAsADouble) {
  const support::TemporaryFolder folder;
  ServedCount count;
  ServedClub club(folder.path().string());
  ASSERT_TRUE(club.live(30, count));
  {
    const auto store = SqliteStore::open(club.database());
    ASSERT_TRUE(store.ok());
    const auto file = store.value()->load(club.visitor(0).member());
    ASSERT_TRUE(file.ok() && !file.value().decisions.empty());
    server::Change again;
    again.member = club.visitor(0).member();
    again.based_on = file.value().revision;
    again.decisions = {file.value().decisions.back(), file.value().decisions.back()};
    ASSERT_TRUE(store.value()->commit(again).ok());
  }
  club.end(count);
  EXPECT_GT(count.doubled, 0);
  std::printf("R1, control with a decision that was put in: %ld doubled\n", count.doubled);
}

}  // namespace
}  // namespace samtycke::torture
