// A disk that is full, and has room again later: the store says so, ends, loses nothing, and works again
// when it is opened after that. Once with calls that say "no room", once on a real disk of two megabytes.
#include <gtest/gtest.h>

#include <cstdio>
#include <functional>
#include <limits>

#include "tests/support/temporary_folder.h"
#include "tests/torture/disk.h"
#include "tests/torture/script.h"
#include "tests/torture/size.h"
#include "tests/torture/small_disk.h"

namespace samtycke::torture {
namespace {

using server::SqliteOptions;
using server::SqliteStore;

// What a child answers with, since its count cannot be passed on.
enum Verdict { fine = 0, not_opened, never_full, not_told, lost, does_not_work };

constexpr std::size_t at_the_end = std::numeric_limits<std::size_t>::max();

// Writes until the disk is full; `free` makes room; opens again and goes on.
Verdict fill_and_free(const std::string& path, const std::function<void()>& free, Dice dice) {
  Told told;
  std::string why;
  {
    SqliteOptions options;
    options.failed = [&](std::string_view said) { why = said; };
    const auto opened = SqliteStore::open(path, std::move(options));
    if (!opened.ok()) return not_opened;
    Writer writer("before", dice);
    bool is_full = false;
    for (int n = 0; n < 20000 && !is_full; ++n) {
      is_full = !writer.step(*opened.value(), told, disk::calls);
    }
    if (!is_full) return never_full;
    if (opened.value()->count_members().ok()) return does_not_work;  // It serves no more.
  }
  if (why.empty()) return not_told;  // The writer has ended, and has told.
  free();
  const auto opened = SqliteStore::open(path);
  if (!opened.ok()) return not_opened;
  if (!told.find_in(*opened.value(), at_the_end).whole()) return lost;
  Writer again("after", dice);
  for (int n = 0; n < 20; ++n) {
    if (!again.step(*opened.value(), told, disk::calls)) return does_not_work;
  }
  return told.find_in(*opened.value(), at_the_end).whole() ? fine : lost;
}

class FullDisk : public testing::Test {
 protected:
  ~FullDisk() override {
    disk::stop();
    disk::skip_syncs(false);
  }
};

TEST_F(FullDisk, AtAnyCallItLosesNothingAndWorksWhenThereIsRoomAgain) {
  disk::skip_syncs(true);
  const long times = size_of("FULL_DISKS", 50, 1000);
  long done = 0;
  Dice dice(20261123);
  for (long n = 0; n < times; ++n) {
    const support::TemporaryFolder folder;
    const std::string path = folder.file("store.db");
    ASSERT_TRUE(SqliteStore::open(path).ok());
    disk::watch(folder.path().string());
    const std::size_t at = 40 + below(dice, 400);  // Past the opening.
    disk::break_at({FaultKind::disk_full, at, true});
    const Verdict verdict = fill_and_free(path, disk::mend, Dice(dice()));
    EXPECT_EQ(verdict, fine) << "full from write " << at;
    done += verdict == fine ? 1 : 0;
    disk::stop();
  }
  std::printf("Full disk: %ld of %ld freed and at work again, nothing lost\n", done, times);
}

TEST_F(FullDisk, ARealOneLosesNothingAndWorksWhenThereIsRoomAgain) {
  const support::TemporaryFolder folder;
  const int verdict = in_a_child([&]() -> int {
    const auto make_room = on_small_disk(folder.path().string());
    return fill_and_free(folder.file("store.db"), make_room, Dice(1));
  });
  EXPECT_EQ(verdict, fine);
}

// The control: what was told cannot be in a store that was emptied.
TEST_F(FullDisk, WhatIsMissingAfterwardsIsFound) {
  const support::TemporaryFolder folder;
  Told told;
  {
    const auto store = SqliteStore::open(folder.file("store.db"));
    Writer writer("w", Dice(1));
    for (int n = 0; n < 30; ++n) writer.step(*store.value(), told, disk::calls);
  }
  const auto other = SqliteStore::open(folder.file("other.db"));
  EXPECT_GT(told.find_in(*other.value(), at_the_end).lost, 0);
}

}  // namespace
}  // namespace samtycke::torture
