// A ledger that goes on under another key, whenever the process ends on the way.
#include "server/ledger/hand_over.h"

#include <gtest/gtest.h>

#include <filesystem>

#include "core/proof/history.h"
#include "server/config/whole_file.h"
#include "server/ledger/keep_ledger.h"
#include "server/ledger/receipts.h"
#include "server/ledger/verify_store.h"
#include "server/store/key_file.h"
#include "server/store/sqlite_store.h"
#include "tests/server/ledger/small_club.h"
#include "tests/server/store/sealed_town.h"
#include "tests/support/temporary_folder.h"

namespace samtycke::server::ledger {
namespace {

namespace fs = std::filesystem;

class HandOver : public testing::Test {
 protected:
  HandOver() {
    const auto store = open();
    decide(*store, member_, 3);
    sign(*store);
  }
  std::unique_ptr<SqliteStore> open() const { return std::move(SqliteStore::open(path_)).value(); }
  std::unique_ptr<KeptLedger> keep(Store& store) const {
    auto kept = KeptLedger::open(store, path_);
    SAMTYCKE_CHECK(kept.ok());
    return std::move(kept).value();
  }
  void sign(Store& store) const { SAMTYCKE_CHECK(keep(store)->sequencer.run().ok()); }
  proof::PublicKey key() const { return read_public_key(files_.public_key).value(); }
  proof::LogKeys keys() const {
    return {key(), proof::handovers_in(read_whole_file(files_.handovers).value_or(""))};
  }
  std::uint64_t findings(Store& store, const std::vector<OutsideCheckpoint>& outside) const {
    return verify_store(store, keys(), outside).value().found;
  }
  // What the browser finds of the receipts that it is given, with the key that it is given.
  bool all_hold(Store& store) const {
    const auto file = store.load(member_).value();
    const auto receipts = receipts_for(store, store.history(member_).value()).value();
    for (const auto one : proof::check_receipts(member_, file.decisions, receipts, key())) {
      if (one != proof::Standing::holds) return false;
    }
    return receipts.size() == file.decisions.size();
  }

  support::TemporaryFolder folder_;
  const std::string path_ = folder_.file("club.db");
  const LedgerFiles files_ = ledger_files(path_);
  const MemberId member_ = asa;
};

TEST_F(HandOver, TheLedgerGoesOnUnderItsNameAndEveryCheckpointAndReceiptHolds) {
  const proof::PublicKey first = key();
  const OutsideCheckpoint kept{"the copy", read_whole_file(files_.checkpoint).value()};
  const auto store = open();
  const proof::Receipt old = receipts_for(*store, store->history(member_).value()).value().front();
  const auto next = hand_over(*store, path_);
  ASSERT_TRUE(next.ok()) << next.reason().line;
  EXPECT_EQ(next.value().name, first.name);
  EXPECT_NE(next.value().bytes, first.bytes);
  EXPECT_EQ(key(), next.value());
  EXPECT_TRUE(all_hold(*store)) << "signed anew at once";
  decide(*store, member_, 2);
  sign(*store);
  EXPECT_TRUE(all_hold(*store));
  EXPECT_EQ(findings(*store, {kept}), 0U);
  EXPECT_TRUE(proof::verify(old, first).ok());
  EXPECT_TRUE(proof::verify(old, keys()).ok());
  ASSERT_TRUE(hand_over(*store, path_).ok()) << "and once more";
  EXPECT_EQ(findings(*store, {kept}), 0U);
  EXPECT_TRUE(proof::verify(old, keys()).ok());
  EXPECT_TRUE(
      proof::verify(old, proof::LogKeys(
                             first, proof::handovers_in(read_whole_file(files_.handovers).value())))
          .ok());
}

TEST_F(HandOver, TheOldKeySignsNothingMore) {
  const Key old = read_key_file(files_.key).value();
  const auto store = open();
  ASSERT_TRUE(hand_over(*store, path_).ok());
  decide(*store, member_, 1);
  const auto thief = signing_key(key().name, old);
  const auto state = store->ledger().value();
  const std::string forged = thief->sign_note(
      to_text(proof::Checkpoint{key().name, {state.leaves, proof::leaf_hash("forged")}}));
  EXPECT_EQ(findings(*store, {{"the thief's", forged}}), 1U);
  // Its file put back beside the store: nobody signs with it.
  fs::remove(files_.key);
  ASSERT_TRUE(make_key_file(files_.key, old).ok());
  const auto kept = KeptLedger::open(*store, path_);
  ASSERT_FALSE(kept.ok());
  EXPECT_NE(kept.reason().line.find("handed over"), std::string::npos) << kept.reason().line;
}

TEST_F(HandOver, OneThatIsCutShortAnywhereGoesOnUnderOneKeyOrTheOther) {
  const std::string before = folder_.file("before");
  fs::create_directory(before);
  const auto copy = [&](const fs::path& from, const fs::path& to) {
    for (const char* end : {"", ".keys", ".key", ".erased", ".ledger.key", ".ledger.pub",
                            ".checkpoint", ".ledger.handovers", ".ledger.key.next"}) {
      fs::remove(to / ("club.db" + std::string(end)));
      if (!fs::exists(from / ("club.db" + std::string(end)))) continue;
      fs::copy(from / ("club.db" + std::string(end)), to / ("club.db" + std::string(end)));
    }
  };
  copy(folder_.path(), before);
  const auto change = [this](const StepHook& at_step) {
    const auto store = open();
    SAMTYCKE_CHECK(hand_over(*store, path_, at_step).ok());
  };
  const std::size_t steps = steps_of(change).size();
  EXPECT_GE(steps, 3U);
  for (std::size_t n = 0; n < steps; ++n) {
    copy(before, folder_.path());
    ASSERT_TRUE(dies_at_step(n, change)) << n;
    const auto store = open();
    sign(*store);
    decide(*store, member_, 1);
    sign(*store);
    EXPECT_TRUE(all_hold(*store)) << n;
    EXPECT_EQ(findings(*store, {}), 0U) << n;
    ASSERT_TRUE(hand_over(*store, path_).ok()) << n;
    EXPECT_TRUE(all_hold(*store)) << n;
    EXPECT_EQ(findings(*store, {}), 0U) << n;
    EXPECT_FALSE(fs::exists(next_key_file(files_.key))) << n;
  }
}

// The store forgets it, or the file is lost: each mends the other.
TEST_F(HandOver, WhatIsKnownOfTheKeysLiesInTwoPlaces) {
  const auto store = open();
  ASSERT_TRUE(hand_over(*store, path_).ok());
  const std::string notes = read_whole_file(files_.handovers).value();
  fs::remove(files_.handovers);
  keep(*store);
  EXPECT_EQ(read_whole_file(files_.handovers), notes);
  ASSERT_TRUE(store->put_setting(handovers_setting, "").ok());
  keep(*store);
  EXPECT_EQ(store->setting(handovers_setting).value(), notes);
}

TEST_F(HandOver, ALedgerThatStandsStillHandsOverNothing) {
  const auto store = open();
  const std::string other = other_key().sign_note("samtycke/test\n9\nAAAA\n");
  ASSERT_TRUE(replace_whole(files_.checkpoint, other));
  EXPECT_FALSE(hand_over(*store, path_).ok());
  EXPECT_FALSE(fs::exists(files_.handovers));
}

}  // namespace
}  // namespace samtycke::server::ledger
