#include "server/ledger/sequencer.h"

#include <gtest/gtest.h>

#include <filesystem>

#include "server/config/whole_file.h"
#include "server/ledger/ledger_files.h"
#include "tests/server/ledger/small_club.h"
#include "tests/support/memory_store.h"
#include "tests/support/temporary_folder.h"

namespace samtycke::server::ledger {
namespace {

using Lines = std::vector<std::string>;

class SequencerTest : public testing::Test {
 protected:
  // A signer that has just been started: it knows what its file says and nothing else.
  std::string sequence(Store& store, const proof::SigningKey& key = log_key()) {
    return said(Sequencer(store, key, file_).run());
  }

  support::TemporaryFolder folder_;
  const std::string file_ = folder_.file("checkpoint");
  MemoryStore store_;
};

TEST_F(SequencerTest, TakesInWhatWasCommittedAndSignsItOnce) {
  EXPECT_EQ(sequence(store_), "0 of 0");
  EXPECT_FALSE(std::filesystem::exists(file_));
  decide(store_, asa, 3);
  EXPECT_EQ(sequence(store_), "3 of 3");
  const std::string note = store_.ledger().value().checkpoint;
  EXPECT_TRUE(proof::open_note(note, log_key().public_key()).ok());
  EXPECT_EQ(read_whole_file(file_), note);
  EXPECT_EQ(sequence(store_), "0 of 3");
  EXPECT_EQ(store_.ledger().value().checkpoint, note);
}

TEST_F(SequencerTest, AReceiptIsPendingUntilThenAndProvenFromThenOn) {
  decide(store_, asa, 2);
  EXPECT_EQ(receipts_say(store_, asa, log_key()), (Lines{"pending", "pending"}));
  EXPECT_EQ(sequence(store_), "2 of 2");
  decide(store_, bo, 1);
  decide(store_, asa, 1);
  EXPECT_EQ(receipts_say(store_, asa, log_key()), (Lines{"proven", "proven", "pending"}));
  EXPECT_EQ(sequence(store_), "2 of 4");
  EXPECT_EQ(receipts_say(store_, asa, log_key()), (Lines{"proven", "proven", "proven"}));
  EXPECT_EQ(receipts_say(store_, bo, log_key()), Lines{"proven"});
  EXPECT_EQ(receipts_say(store_, bo, other_key()), Lines{"not_signed_by_it"});
}

TEST_F(SequencerTest, EveryReceiptHoldsAfterTheTreeOutgrewItsTiles) {
  int size = 0;
  for (const int more : {255, 1, 1, 300, 43}) {
    decide(store_, size % 2 == 0 ? asa : bo, more);
    size += more;
    EXPECT_EQ(sequence(store_), std::to_string(more) + " of " + std::to_string(size));
  }
  for (const MemberId& member : {asa, bo}) {
    const Lines all = receipts_say(store_, member, log_key());
    EXPECT_EQ(all, Lines(all.size(), "proven"));
  }
}

// The store is durable before the file is, so a crash leaves the file behind, or missing.
TEST_F(SequencerTest, BringsItsFileUpToDate) {
  decide(store_, asa, 3);
  ASSERT_EQ(sequence(store_), "3 of 3");
  const std::string early = *read_whole_file(file_);
  decide(store_, asa, 4);
  ASSERT_EQ(sequence(store_), "4 of 7");
  const std::string late = *read_whole_file(file_);
  ASSERT_TRUE(replace_whole(file_, early));
  EXPECT_EQ(sequence(store_), "0 of 7");
  EXPECT_EQ(read_whole_file(file_), late);
  std::filesystem::remove(file_);
  EXPECT_EQ(sequence(store_), "0 of 7");
  EXPECT_EQ(read_whole_file(file_), late);
}

TEST_F(SequencerTest, AnOldCopyOfTheStoreIsNotSigned) {
  decide(store_, asa, 5);
  ASSERT_EQ(sequence(store_), "5 of 5");
  MemoryStore old;
  decide(old, asa, 2);
  EXPECT_EQ(sequence(old), "shrunk");
  EXPECT_TRUE(old.ledger().value().checkpoint.empty());
}

TEST_F(SequencerTest, AnOldCopyThatHasAllItsLeavesBackTakesOverTheCheckpointThatIsKnown) {
  decide(store_, asa, 300);
  ASSERT_EQ(sequence(store_), "300 of 300");
  const std::string early = store_.ledger().value().checkpoint;
  decide(store_, asa, 5);
  ASSERT_EQ(sequence(store_), "5 of 305");
  const std::string late = store_.ledger().value().checkpoint;
  ASSERT_TRUE(store_.grow_tree({late, {}, early}).ok());
  decide(store_, bo, 1);
  EXPECT_EQ(sequence(store_), "1 of 306");
  EXPECT_EQ(receipts_say(store_, bo, log_key()), Lines{"proven"});
}

TEST_F(SequencerTest, AnOldCopyThatWentOnOtherwiseIsNotSigned) {
  decide(store_, asa, 5);
  ASSERT_EQ(sequence(store_), "5 of 5");
  MemoryStore old;
  decide(old, asa, 7);
  EXPECT_EQ(sequence(old), "rewritten");
  EXPECT_TRUE(old.ledger().value().checkpoint.empty());
}

TEST_F(SequencerTest, ARewrittenHistoryIsNotSigned) {
  decide(store_, asa, 5);
  ASSERT_EQ(sequence(store_), "5 of 5");
  // Made elsewhere with the same key, and put in the place of the first.
  MemoryStore rewritten;
  decide(rewritten, asa, 9);
  const std::string elsewhere = folder_.file("elsewhere");
  ASSERT_EQ(said(Sequencer(rewritten, log_key(), elsewhere).run()), "9 of 9");
  EXPECT_EQ(sequence(rewritten), "rewritten");
  decide(rewritten, asa, 1);
  EXPECT_EQ(sequence(rewritten), "rewritten");
}

TEST_F(SequencerTest, AnotherKeyDoesNotGoOn) {
  decide(store_, asa, 1);
  ASSERT_EQ(sequence(store_), "1 of 1");
  decide(store_, asa, 1);
  EXPECT_EQ(sequence(store_, other_key()), "not_our_checkpoint");
}

TEST_F(SequencerTest, ATreeWithoutItsRootIsNotSigned) {
  decide(store_, asa, 3);
  ASSERT_EQ(sequence(store_), "3 of 3");
  const std::string note = store_.ledger().value().checkpoint;
  ASSERT_TRUE(store_.grow_tree({note, {{{0, 0}, std::vector<proof::Hash>(3)}}, note}).ok());
  decide(store_, asa, 1);
  EXPECT_EQ(sequence(store_), "tree_damaged");
}

TEST_F(SequencerTest, WaitsForAStoreThatIsAway) {
  decide(store_, asa, 1);
  Sequencer sequencer(store_, log_key(), file_);
  store_.go_away();
  EXPECT_EQ(said(sequencer.run()), "unavailable");
  store_.come_back();
  store_.fail_next_commit(StoreFault::unavailable);
  EXPECT_EQ(said(sequencer.run()), "unavailable");
  EXPECT_EQ(said(sequencer.run()), "1 of 1");
}

TEST_F(SequencerTest, SaysThatItsFileCouldNotBeWrittenAndGoesOn) {
  decide(store_, asa, 1);
  Sequencer sequencer(store_, log_key(), folder_.file("gone/checkpoint"));
  EXPECT_EQ(said(sequencer.run()), "file_not_written");
  EXPECT_EQ(receipts_say(store_, asa, log_key()), Lines{"proven"});
}

}  // namespace
}  // namespace samtycke::server::ledger
