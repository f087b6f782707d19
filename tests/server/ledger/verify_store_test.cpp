// A store on the disk, spoilt behind its keeper's back in every way that keeps it a database: each is found.
#include "server/ledger/verify_store.h"

#include <gtest/gtest.h>

#include <memory>
#include <optional>

#include "core/proof/commitment.h"
#include "server/config/whole_file.h"
#include "server/ledger/ledger_files.h"
#include "server/store/decision_row.h"
#include "server/store/erasure_journal.h"
#include "server/store/key_file.h"
#include "server/store/sqlite.h"
#include "server/store/sqlite_store.h"
#include "tests/server/ledger/small_club.h"
#include "tests/support/temporary_folder.h"

namespace samtycke::server::ledger {
namespace {

class VerifyStore : public testing::Test {
 protected:
  void SetUp() override {
    open();
    decide(*store_, asa, 5);
    decide(*store_, bo, 3);
    ASSERT_EQ(sequence(), "8 of 8");
  }

  void open() { store_ = std::move(SqliteStore::open(path_)).value(); }
  std::string sequence() { return said(Sequencer(*store_, log_key(), file_).run()); }

  // What happens to the file while nobody has it open.
  void spoil(const std::string& sql) {
    store_.reset();
    {
      sqlite::Database database(path_, sqlite::Mode::read_write);
      EXPECT_TRUE(database.run(sql.c_str())) << sql;
    }
    open();
  }
  Verification verify(const std::vector<OutsideCheckpoint>& outside = {}) {
    return verify_store(*store_, log_key().public_key(), outside).value();
  }
  std::string first_finding(const std::vector<OutsideCheckpoint>& outside = {}) {
    const Verification verified = verify(outside);
    return verified.findings.empty() ? "none" : verified.findings.front();
  }
  // What who can write the file may do: her newest decision goes, and its leaf says that it was erased.
  void take_newest_of_asa() {
    const auto history = store_->history(asa).value();
    const std::string place = std::to_string(history.size());
    const std::string leaf = std::to_string(history.back().index + 1);
    spoil("BEGIN; DELETE FROM decision WHERE member = '" + asa.text() + "' AND place = " + place +
          "; UPDATE leaf SET erased = 1 WHERE number = " + leaf + "; COMMIT");
  }
  // A leaf and a row of an erasure, written by hand.
  void put_erasure(LedgerEntry entry) {
    store_.reset();
    whole_ = {read_whole_file(path_).value(), read_whole_file(file_).value()};
    {
      sqlite::Database database(path_, sqlite::Mode::read_write);
      const std::string commitment = proof::to_bytes(proof::commitment(entry.salt, entry.payload));
      sqlite::Statement(database, "INSERT INTO leaf (commitment) VALUES (?1)")
          .run(sqlite::Bytes{commitment});
      entry.index =
          static_cast<std::uint64_t>(*database.number("SELECT max(number) FROM leaf")) - 1;
      const std::string body = pack(entry);
      sqlite::Statement(database, "INSERT INTO erasure (leaf, body) VALUES (?1, ?2)")
          .run(static_cast<std::int64_t>(entry.index) + 1, sqlite::Bytes{body});
      ASSERT_FALSE(database.failed());
    }
    open();
  }
  void put_back() {
    store_.reset();
    ASSERT_TRUE(replace_whole(path_, whole_.first));
    ASSERT_TRUE(replace_whole(file_, whole_.second));
    open();
  }
  // As they were written before, under the same ids; before anything was signed over them.
  void make_erasures_uncounted() {
    const StoreKey key = erasures_key();
    const auto all = store_->erasures(0, 100).value();
    for (LedgerEntry entry : all) {
      auto erased = std::get<proof::Erased>(proof::decode(entry.payload).value());
      erased.decisions.reset();
      const std::uint64_t index = entry.index;
      entry = erasure_leaf(key, erased);
      entry.index = index;
      store_.reset();
      {
        sqlite::Database database(path_, sqlite::Mode::read_write);
        const std::string commitment =
            proof::to_bytes(proof::commitment(entry.salt, entry.payload));
        const std::string body = pack(entry);
        const auto number = static_cast<std::int64_t>(index) + 1;
        sqlite::Statement(database, "UPDATE leaf SET commitment = ?2 WHERE number = ?1")
            .run(number, sqlite::Bytes{commitment});
        sqlite::Statement(database, "UPDATE erasure SET body = ?2 WHERE leaf = ?1")
            .run(number, sqlite::Bytes{body});
        ASSERT_FALSE(database.failed());
      }
      open();
    }
  }
  StoreKey erasures_key() {
    store_.reset();
    auto keystore = Keystore::open(keystore_path(path_), read_key_file(path_ + ".key").value());
    const StoreKey key = keystore.value()->store_keys(StoreKeyKind::erasures).front();
    keystore.value().reset();
    open();
    return key;
  }
  OutsideCheckpoint copy() const { return {"the copy", read_whole_file(file_).value_or("")}; }

  support::TemporaryFolder folder_;
  const std::string path_ = folder_.file("club.db");
  const std::string file_ = folder_.file("club.db.checkpoint");
  std::unique_ptr<SqliteStore> store_;
  std::pair<std::string, std::string> whole_;
};

TEST_F(VerifyStore, ASoundStoreHasNoFindings) {
  decide(*store_, bo, 1);
  const Verification verified = verify({copy()});
  EXPECT_EQ(verified.found, 0U) << first_finding();
  EXPECT_EQ(verified.members, 2U);
  EXPECT_EQ(verified.decisions, 9U);
  EXPECT_EQ(verified.leaves, 9U);
  EXPECT_EQ(verified.pending, 1U);
  EXPECT_EQ(verified.erased, 0U);
}

TEST_F(VerifyStore, ASoundStoreOfManyTilesHasNoFindings) {
  decide(*store_, asa, 600);
  const OutsideCheckpoint early = copy();
  ASSERT_EQ(sequence(), "600 of 608");
  EXPECT_EQ(first_finding({early, copy()}), "none");
}

TEST_F(VerifyStore, AnErasedMemberIsCountedAndNoFinding) {
  ASSERT_TRUE(store_->erase(asa, Instant{1773490000000}).ok());
  decide(*store_, bo, 1);
  ASSERT_EQ(sequence(), "2 of 10");
  const Verification verified = verify({copy()});
  EXPECT_EQ(verified.found, 0U) << verified.findings.front();
  EXPECT_EQ(verified.members, 1U);
  EXPECT_EQ(verified.erased, 5U);
  EXPECT_EQ(verified.erasures, 1U);
}

TEST_F(VerifyStore, EverySpoiltErasureIsFound) {
  ASSERT_TRUE(store_->erase(asa, Instant{1773490000000}).ok());
  ASSERT_TRUE(store_->erase(bo, Instant{1773490000000}).ok());
  ASSERT_EQ(sequence(), "2 of 10");
  store_.reset();
  const std::string sound = read_whole_file(path_).value();
  for (const char* way :
       {"DELETE FROM erasure", "DELETE FROM erasure WHERE leaf = 10",
        "UPDATE erasure SET body = zeroblob(60)", "UPDATE erasure SET body = x'' WHERE leaf = 9",
        "UPDATE erasure SET body = (SELECT body FROM erasure WHERE leaf = 10)",
        "UPDATE erasure SET leaf = 11 WHERE leaf = 10",
        "UPDATE erasure SET leaf = 8 WHERE leaf = 9"}) {
    ASSERT_TRUE(replace_whole(path_, sound));
    spoil(way);
    EXPECT_GT(verify({copy()}).found, 0U) << way;
    store_.reset();
  }
}

TEST_F(VerifyStore, ADecisionThatIsGoneAndOnlyMarkedAsErasedIsFound) {
  spoil("BEGIN; DELETE FROM decision WHERE member = '" + asa.text() +
        "' AND place = 5; UPDATE leaf SET erased = 1 WHERE number = 5; COMMIT");
  EXPECT_EQ(first_finding({copy()}), "leaf 4 is marked as erased, and no erasure follows it");
}

// Later, the decision could be taken away unseen.
TEST_F(VerifyStore, ADecisionThatStandsAndIsMarkedAsErasedIsFound) {
  ASSERT_TRUE(store_->erase(bo, Instant{1773490000000}).ok());
  ASSERT_EQ(sequence(), "1 of 9");
  spoil("UPDATE leaf SET erased = 1 WHERE number = 5");
  EXPECT_EQ(first_finding({copy()}),
            "decision 5 of member " + asa.text() + " stands, and its leaf 4 is marked as erased");
}

// Somebody was erased later, so an erasure follows the mark; but it took along no more than it says.
TEST_F(VerifyStore, ADecisionThatIsGoneAndMarkedBeforeALaterErasureIsFound) {
  const MemberId leaver("leaver");
  decide(*store_, leaver, 2);
  ASSERT_TRUE(store_->erase(leaver, Instant{1773490000000}).ok());
  ASSERT_EQ(sequence(), "3 of 11");
  ASSERT_EQ(first_finding({copy()}), "none");
  take_newest_of_asa();
  EXPECT_EQ(
      first_finding({copy()}),
      "3 leaves are marked as erased, and the erasures took 2 decisions along: somebody's was "
      "taken away");
}

TEST_F(VerifyStore, ADecisionThatIsGoneBetweenTwoErasuresIsFoundBehindTheFirst) {
  const MemberId leaver("leaver");
  decide(*store_, leaver, 2);
  ASSERT_TRUE(store_->erase(leaver, Instant{1773490000000}).ok());
  decide(*store_, asa, 1);
  ASSERT_TRUE(store_->erase(bo, Instant{1773490000000}).ok());
  ASSERT_EQ(sequence(), "5 of 13");
  ASSERT_EQ(first_finding({copy()}), "none");
  take_newest_of_asa();
  EXPECT_EQ(verify({copy()}).found, 1U);
}

// Whoever cannot make the salt of an erasure cannot say that one took a decision along: neither by a row of
// their own, nor by one that is there already.
TEST_F(VerifyStore, AnErasureThatWasMadeUpForAMarkIsFound) {
  ASSERT_TRUE(store_->erase(bo, Instant{1773490000000}).ok());
  ASSERT_EQ(sequence(), "1 of 9");
  const auto true_one = store_->erasures(0, 1).value().front();
  LedgerEntry made_up = erasure_entry({"0123", proof::ErasureReason::asked, 1}, proof::Salt{});
  for (LedgerEntry entry : {made_up, true_one}) {
    put_erasure(entry);
    take_newest_of_asa();
    ASSERT_EQ(sequence(), "1 of 10") << "it is signed like any other leaf";
    EXPECT_EQ(first_finding({copy()}), entry.payload == true_one.payload
                                           ? "the erasure of leaf 9 stands there twice"
                                           : "the erasure of leaf 9 was not written by this store");
    put_back();
  }
}

TEST_F(VerifyStore, ManyErasuresAndDecisionsBetweenThemHold) {
  for (int n = 0; n < 40; ++n) {
    const MemberId one("leaver-" + std::to_string(n));
    decide(*store_, one, n % 4);
    if (n % 4 == 0) {
      Change empty_handed;
      empty_handed.member = one;
      ASSERT_TRUE(store_->commit(empty_handed).ok());
    }
    decide(*store_, asa, 1);
    if (n % 3 > 0) {
      ASSERT_TRUE(store_->erase(one, Instant{1773490000000}).ok());
    }
  }
  ASSERT_TRUE(Sequencer(*store_, log_key(), file_).run().ok());
  const Verification verified = verify({copy()});
  EXPECT_EQ(verified.found, 0U) << verified.findings.front();
  EXPECT_EQ(verified.erasures, 26U);
  EXPECT_EQ(verified.uncounted, 0U);
  EXPECT_EQ(verified.never_here, 0U);
}

// Erasures from before they were counted: what came behind the last of them is checked, what came before it is
// told of.
TEST_F(VerifyStore, OfUncountedErasuresOnlyWhatCameAfterThemIsChecked) {
  ASSERT_TRUE(store_->erase(bo, Instant{1773490000000}).ok());
  make_erasures_uncounted();
  decide(*store_, asa, 1);
  const MemberId leaver("leaver");
  decide(*store_, leaver, 2);
  ASSERT_TRUE(store_->erase(leaver, Instant{1773490000000}).ok());
  ASSERT_EQ(sequence(), "5 of 13");
  const Verification verified = verify({copy()});
  EXPECT_EQ(verified.found, 0U) << verified.findings.front();
  EXPECT_EQ(verified.uncounted, 1U);
  take_newest_of_asa();
  EXPECT_EQ(first_finding({copy()}),
            "3 leaves after the erasure of leaf 8 are marked as erased, and the erasures after the "
            "erasure of leaf 8 took 2 decisions along: somebody's was taken away");
}

TEST_F(VerifyStore, AnErasureOfDecisionsThatAnOlderCopyNeverHadIsNoFindingAndIsTold) {
  store_.reset();
  const support::TemporaryFolder older;
  for (const char* end : {"", ".keys", ".key"}) {
    ASSERT_TRUE(replace_whole(older.file("club.db") + end, read_whole_file(path_ + end).value()));
  }
  open();
  decide(*store_, bo, 2);
  ASSERT_TRUE(store_->erase(bo, Instant{1773490000000}).ok());
  store_.reset();
  for (const char* end : {"", ".keys"}) {
    ASSERT_TRUE(replace_whole(path_ + end, read_whole_file(older.file("club.db") + end).value()));
  }
  open();
  const Verification verified = verify();
  EXPECT_EQ(verified.found, 0U) << verified.findings.front();
  EXPECT_EQ(verified.erased, 3U);
  EXPECT_EQ(verified.never_here, 2U);
}

TEST_F(VerifyStore, EverySpoiltRowIsFound) {
  const std::string asas = " WHERE member = '" + asa.text() + "'";
  const std::vector<std::string> ways = {
      // A decision: changed, left out at either end or in the middle, exchanged, put back.
      "UPDATE decision SET body = zeroblob(length(body))" + asas + " AND place = 3",
      "DELETE FROM decision" + asas + " AND place = 1",
      "DELETE FROM decision" + asas + " AND place = 3",
      "DELETE FROM decision" + asas + " AND place = 5", "DELETE FROM decision" + asas,
      "UPDATE decision SET place = 100" + asas + " AND place = 1;" +
          "UPDATE decision SET place = 1" + asas + " AND place = 2;" +
          "UPDATE decision SET place = 2" + asas + " AND place = 100",
      "UPDATE decision SET body = (SELECT body FROM decision" + asas + " AND place = 2)" + asas +
          " AND place = 4",
      "INSERT INTO decision SELECT member, 6, body FROM decision" + asas + " AND place = 5",
      "UPDATE decision SET member = '" + bo.text() + "', place = 4" + asas + " AND place = 5",
      "DELETE FROM member WHERE id = '" + asa.text() + "'",
      // A leaf.
      "UPDATE leaf SET commitment = zeroblob(32) WHERE number = 4",
      "UPDATE leaf SET commitment = (SELECT commitment FROM leaf WHERE number = 2)"
      " WHERE number = 1",
      "DELETE FROM leaf WHERE number = 4", "DELETE FROM leaf WHERE number = 8", "DELETE FROM leaf",
      "INSERT INTO leaf (commitment) SELECT commitment FROM leaf WHERE number = 8",
      // The tree.
      "UPDATE tile SET hashes = zeroblob(length(hashes))", "DELETE FROM tile",
      "UPDATE checkpoint SET note = replace(note, 'samtycke', 'someone')",
      "UPDATE checkpoint SET note = substr(note, 2)"};
  store_.reset();
  const std::string sound = read_whole_file(path_).value();
  for (const std::string& way : ways) {
    ASSERT_TRUE(replace_whole(path_, sound));
    spoil("PRAGMA foreign_keys = ON; BEGIN; " + way + "; COMMIT");
    EXPECT_GT(verify({copy()}).found, 0U) << way;
    store_.reset();
  }
}

TEST_F(VerifyStore, ACutTailIsFoundByACopyOutside) {
  const std::string before = read_whole_file(file_).value();
  decide(*store_, asa, 1);
  ASSERT_EQ(sequence(), "1 of 9");
  const OutsideCheckpoint outside = copy();
  ASSERT_TRUE(replace_whole(file_, before));
  // Everything that knows of the newest decision, put back as it was: the store alone is sound then.
  spoil("BEGIN; DELETE FROM leaf WHERE number = 9; DELETE FROM decision WHERE member = '" +
        asa.text() + "' AND place = 6; COMMIT");
  ASSERT_TRUE(store_->grow_tree({store_->ledger().value().checkpoint, {}, before}).ok());
  EXPECT_EQ(first_finding(), "none");
  EXPECT_EQ(first_finding({outside}),
            "the copy speaks of 9 leaves, and there are 8: some were taken away");
}

TEST_F(VerifyStore, AHistoryMadeAnewIsFoundByACopyOutside) {
  const OutsideCheckpoint outside = copy();
  const std::string anew = folder_.file("anew.db");
  store_ = std::move(SqliteStore::open(anew)).value();
  decide(*store_, asa, 9);
  ASSERT_EQ(said(Sequencer(*store_, log_key(), anew + ".checkpoint").run()), "9 of 9");
  EXPECT_EQ(first_finding(), "none");
  EXPECT_EQ(first_finding({outside}), "the copy has another root than the first 8 leaves have");
}

TEST_F(VerifyStore, ACheckpointOfAnotherKeyIsFound) {
  const proof::Checkpoint claimed{log_key().public_key().name, {8, proof::Hash{}}};
  const std::string note = other_key().sign_note(to_text(claimed));
  EXPECT_EQ(first_finding({{"the copy", note}}), "the copy was not signed with the ledger's key");
  EXPECT_EQ(first_finding({{"the copy", "words"}}),
            "the copy was not signed with the ledger's key");
}

}  // namespace
}  // namespace samtycke::server::ledger
