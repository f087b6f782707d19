// What only the keeper on the disk has to say about the ledger: a store of the second schema gets one, and a
// member whose chain does not hold is not handed out.
#include <gtest/gtest.h>

#include <functional>
#include <memory>
#include <optional>

#include "core/proof/commitment.h"
#include "core/wire/member_json.h"
#include "server/store/key_file.h"
#include "server/store/keystore.h"
#include "server/store/secrets.h"
#include "server/store/sqlite.h"
#include "server/store/sqlite_store.h"
#include "tests/server/ledger/small_club.h"
#include "tests/support/builders.h"
#include "tests/support/temporary_folder.h"

namespace samtycke::server {
namespace {

using ledger::asa;
using ledger::bo;

class LedgerStore : public testing::Test {
 protected:
  void open() {
    SqliteOptions options;
    options.damaged = [this](const std::string& row) { damaged_ = row; };
    store_ = std::move(SqliteStore::open(path_, std::move(options))).value();
  }
  void by_hand(const std::string& sql) {
    store_.reset();
    {
      sqlite::Database database(path_, sqlite::Mode::read_write);
      EXPECT_TRUE(database.run(sql.c_str())) << sql;
    }
    open();
  }

  // Puts the store back to what the second schema had: documents of core/wire, and no ledger.
  using Spoil = std::function<void(consent::Decision&)>;
  void put_back_to_second_schema(const std::vector<MemberId>& members, const Spoil& spoil = {}) {
    std::vector<consent::MemberFile> files;
    for (const MemberId& member : members) files.push_back(store_->load(member).value());
    store_.reset();
    const Key master = read_key_file(default_key_file(path_)).value();
    auto keystore = std::move(Keystore::open(keystore_path(path_), master)).value();
    sqlite::Database database(path_, sqlite::Mode::read_write);
    {
      sqlite::Statement put(database,
                            "UPDATE decision SET body = ?3 WHERE member = ?1 AND place = ?2");
      for (const consent::MemberFile& file : files) {
        const MemberSeal seal(file.id, keystore->member(file.id).value());
        std::int64_t place = 0;
        for (consent::Decision decision : file.decisions) {
          ++place;
          if (spoil) spoil(decision);
          const std::string body =
              seal.seal("decision", std::to_string(place), wire::encode_decision(decision));
          put.run(file.id.text(), place, sqlite::Bytes{body});
        }
      }
    }
    ASSERT_TRUE(
        database.run("DROP TABLE leaf; DROP TABLE erasure; DROP TABLE tile; DROP TABLE checkpoint;"
                     "DROP TABLE told; DROP TABLE notice; DROP INDEX member_leaving;"
                     "PRAGMA user_version = 2"));
  }

  support::TemporaryFolder folder_;
  const std::string path_ = folder_.file("club.db");
  std::unique_ptr<SqliteStore> store_;
  std::string damaged_;
};

TEST_F(LedgerStore, AStoreOfTheSecondSchemaGetsAChainAndALeafForEveryDecision) {
  open();
  ledger::decide(*store_, asa, 4);
  ledger::decide(*store_, bo, 2);
  const auto before = store_->load(asa).value();
  put_back_to_second_schema({asa, bo});

  open();
  EXPECT_EQ(store_->load(asa).value(), before);
  EXPECT_EQ(store_->ledger().value().leaves, 6U);
  for (const MemberId& member : {asa, bo}) {
    const auto entries = store_->history(member).value();
    for (const LedgerEntry& entry : entries) {
      EXPECT_EQ(store_->leaves(entry.index, 1).value()[0].commitment,
                proof::commitment(entry.salt, entry.payload));
    }
  }
  ledger::decide(*store_, asa, 1);
  EXPECT_EQ(store_->load(asa).value().decisions.size(), 5U);
}

TEST_F(LedgerStore, AStoreOfTheSecondSchemaWithADecisionThatProvesNothingIsLeftAsItWas) {
  open();
  ledger::decide(*store_, asa, 2);
  put_back_to_second_schema({asa}, [](consent::Decision& each) { each.at = Instant{-1}; });
  SqliteOptions options;
  options.damaged = [this](const std::string& row) { damaged_ = row; };
  const auto opened = SqliteStore::open(path_, std::move(options));
  ASSERT_FALSE(opened.ok());
  EXPECT_EQ(opened.reason(), BadStore::not_provable);
  EXPECT_EQ(damaged_, "decision 1 of member " + asa.text());
  sqlite::Database database(path_, sqlite::Mode::read_only);
  EXPECT_EQ(database.number("PRAGMA user_version"), 2);
}

TEST_F(LedgerStore, AFileWithABrokenChainIsNotHandedOutAndNothingHangsOnIt) {
  open();
  ledger::decide(*store_, asa, 3);
  ledger::decide(*store_, bo, 1);
  by_hand("DELETE FROM decision WHERE place = 2");
  EXPECT_EQ(store_->load(asa).reason(), StoreFault::unavailable);
  EXPECT_EQ(damaged_, "decision 2 of member " + asa.text());
  EXPECT_TRUE(store_->load(bo).ok());
}

TEST_F(LedgerStore, NothingHangsOnADecisionThatDoesNotOpen) {
  open();
  ledger::decide(*store_, asa, 2);
  by_hand("UPDATE decision SET body = zeroblob(80) WHERE place = 2");
  Change next;
  next.member = asa;
  next.based_on = 2;
  consent::Decision leaving;
  leaving.act = consent::Leave{};
  next.decisions = {leaving};
  EXPECT_EQ(store_->commit(next).reason(), StoreFault::unavailable);
  EXPECT_EQ(damaged_, "decision 2 of member " + asa.text());
  EXPECT_EQ(store_->ledger().value().leaves, 2U);
}

}  // namespace
}  // namespace samtycke::server
