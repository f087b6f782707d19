// A store on the disk, spoilt behind its keeper's back in every way that keeps it a database: each is found.
#include "server/ledger/verify_store.h"

#include <gtest/gtest.h>

#include <memory>
#include <optional>

#include "server/config/whole_file.h"
#include "server/ledger/ledger_files.h"
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
  OutsideCheckpoint copy() const { return {"the copy", read_whole_file(file_).value_or("")}; }

  support::TemporaryFolder folder_;
  const std::string path_ = folder_.file("club.db");
  const std::string file_ = folder_.file("club.db.checkpoint");
  std::unique_ptr<SqliteStore> store_;
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
