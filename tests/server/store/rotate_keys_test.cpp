// Keys change whole, whenever the process ends on the way, and the old ones open nothing afterwards.
#include "server/store/rotate_keys.h"

#include <gtest/gtest.h>

#include <filesystem>

#include "server/store/key_file.h"
#include "tests/server/store/sealed_town.h"
#include "tests/support/temporary_folder.h"

namespace samtycke::server {
namespace {

namespace fs = std::filesystem;

// More than are changed at once, so that there is a first piece and a last.
constexpr int members = 620;

class RotateKeys : public testing::TestWithParam<RotatedKey> {
 protected:
  RotateKeys() {
    fs::create_directory(before_);
    auto store = SqliteStore::open((before_ / "store.db").string());
    SAMTYCKE_CHECK(store.ok());
    fill(*store.value(), town(members));
  }
  void start_over() {
    fs::remove_all(now_);
    fs::copy(before_, now_, fs::copy_options::recursive);
  }
  Expected<Rotated, BadStore> rotate(StepHook at_step = {}) {
    RotateOptions options;
    options.at_step = std::move(at_step);
    return rotate_keys(path_, GetParam(), std::move(options));
  }

  support::TemporaryFolder folder_;
  fs::path before_ = folder_.path() / "before";
  fs::path now_ = folder_.path() / "now";
  std::string path_ = (now_ / "store.db").string();
};

TEST_P(RotateKeys, NobodyIsLostAndNothingStandsInClear) {
  start_over();
  const auto rotated = rotate();
  ASSERT_TRUE(rotated.ok()) << key(rotated.reason());
  EXPECT_EQ(rotated.value().members, GetParam() == RotatedKey::members ? members : 0);
  expect_whole(path_, town(members));
  EXPECT_EQ(found_under(now_.string()), std::vector<std::string>{});
  ASSERT_TRUE(rotate().ok()) << "and once more";
  expect_whole(path_, town(members));
}

TEST_P(RotateKeys, AChangeThatIsCutShortAnywhereIsFinishedByTheNextCall) {
  start_over();
  const std::size_t steps =
      steps_of([&](StepHook at_step) { ASSERT_TRUE(rotate(std::move(at_step)).ok()); }).size();
  EXPECT_GE(steps, 3U);
  for (std::size_t n = 0; n < steps; ++n) {
    SCOPED_TRACE(n);
    start_over();
    ASSERT_TRUE(dies_at_step(
        n, [&](StepHook at_step) { SAMTYCKE_CHECK(rotate(std::move(at_step)).ok()); }));
    expect_whole(path_, town(members));
    const auto again = rotate();
    ASSERT_TRUE(again.ok()) << key(again.reason());
    expect_whole(path_, town(members));
    EXPECT_FALSE(fs::exists(next_key_file(default_key_file(path_))));
  }
}

TEST_P(RotateKeys, AStoreThatIsServedIsLeftAlone) {
  start_over();
  const auto store = SqliteStore::open(path_);
  ASSERT_TRUE(store.ok());
  const auto rotated = rotate();
  ASSERT_FALSE(rotated.ok());
  EXPECT_EQ(rotated.reason(), BadStore::held);
  expect_whole(*store.value(), town(members));
}

TEST_P(RotateKeys, OldFilesBesideNewOnesOpenNothing) {
  start_over();
  ASSERT_TRUE(rotate().ok());
  const bool by_master = GetParam() == RotatedKey::master;
  const std::string old_file = by_master ? "store.db.key" : "store.db.keys";
  fs::remove(now_ / old_file);
  fs::copy(before_ / old_file, now_ / old_file);
  const auto store = SqliteStore::open(path_);
  if (GetParam() == RotatedKey::members) {
    // The visitors' key went with the members'.
    EXPECT_EQ(key(store.reason()), "keystore_damaged");
  } else {
    EXPECT_EQ(key(store.reason()), by_master ? "wrong_key_file" : "keystore_damaged");
  }
}

TEST_P(RotateKeys, ARowThatDoesNotOpenStopsTheChangeAndLosesNothing) {
  start_over();
  // A sign-in under another browser's name does not open.
  by_hand(path_,
          "INSERT INTO pending_sign_in SELECT 'another', recipient, body, expires, tries_left"
          " FROM pending_sign_in");
  const auto rotated = rotate();
  // A change of the key file touches no row.
  EXPECT_EQ(rotated.ok() ? "rotated" : key(rotated.reason()),
            GetParam() == RotatedKey::master ? "rotated" : "damaged");
  expect_whole(path_, town(members));
}

INSTANTIATE_TEST_SUITE_P(Every, RotateKeys,
                         testing::Values(RotatedKey::master, RotatedKey::index,
                                         RotatedKey::members),
                         [](const auto& which) { return std::string(key(which.param)); });

}  // namespace
}  // namespace samtycke::server
