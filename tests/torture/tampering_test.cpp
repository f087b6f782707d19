// S15, tampering: every record of the ledger is changed in every way in turn, one at a time, by somebody who
// can write the file; each is found. What finds it is counted: the seal of a row, the chain of a member, the
// check of the whole ledger, or the signer at the next start, who also mends a checkpoint.
#include <gtest/gtest.h>

#include <cstdio>
#include <map>
#include <memory>

#include "server/config/whole_file.h"
#include "server/ledger/sequencer.h"
#include "server/ledger/verify_store.h"
#include "server/store/sqlite.h"
#include "server/store/sqlite_store.h"
#include "tests/server/ledger/small_club.h"
#include "tests/support/temporary_folder.h"
#include "tests/torture/script.h"
#include "tests/torture/size.h"

namespace samtycke::torture {
namespace {

using server::SqliteStore;
using server::ledger::log_key;
using server::sqlite::Bytes;
using server::sqlite::Database;
using server::sqlite::Mode;
using server::sqlite::Statement;

// `hidden`: with every later one of its member, and their leaves marked as those of an erased member are.
enum class Way { flipped, deleted, swapped, replayed, hidden };
const char* name_of(Way way) {
  switch (way) {
    case Way::flipped: return "flipped";
    case Way::deleted: return "deleted";
    case Way::swapped: return "swapped";
    case Way::replayed: return "replayed";
    case Way::hidden: return "hidden";
  }
  return "";
}

// A record: where it stands, and what it says.
struct Row {
  std::string table;
  std::string column;
  std::string where;
  std::string value;
  std::string earlier;  // What stood there before, or in the record before it.
  std::string all;      // Its other columns and their values, to put it back.
};

struct Count {
  long tried = 0;
  long by_seal = 0;
  long by_chain = 0;
  long by_ledger = 0;
  long by_signer = 0;
  long missed = 0;
  std::string first_missed;
};

std::string quoted(const std::string& text) {
  return "'" + text + "'";
}

class Tampering : public testing::Test {
 protected:
  void make(int decisions, Dice& dice) {
    folder_ = std::make_unique<support::TemporaryFolder>();
    path_ = folder_->file("club.db");
    store_ = std::move(SqliteStore::open(path_)).value();
    members_.clear();
    for (const char* id : {"a", "b", "c", "d", "e", "f"}) members_.emplace_back(id);
    const std::string file = path_ + ".checkpoint";
    for (int half = 0; half < 2; ++half) {
      for (int n = 0; n < decisions / 2; n += 2) {
        server::ledger::decide(*store_, members_[below(dice, members_.size())], 2);
      }
      // Somebody leaves in each half, and their erasure has a leaf of its own.
      const MemberId leaver(half == 0 ? "x" : "y");
      server::ledger::decide(*store_, leaver, 2);
      SAMTYCKE_CHECK(store_->erase(leaver, Instant{1773486000000}).ok());
      SAMTYCKE_CHECK(server::ledger::Sequencer(*store_, log_key(), file).run().ok());
      if (half == 0) before_ = rows();
    }
    leaf_of_.clear();
    for (const MemberId& member : members_) {
      const auto history = store_->history(member).value();
      for (std::size_t n = 0; n < history.size(); ++n) {
        leaf_of_[" WHERE member = " + quoted(member.text()) +
                 " AND place = " + quoted(std::to_string(n + 1))] = history[n].index;
      }
    }
    outside_ = {{"the copy", server::read_whole_file(file).value_or("")}};
  }

  // Every record of the ledger as it lies there.
  std::vector<Row> rows() const {
    std::vector<Row> all;
    Database database(path_, Mode::read_only);
    const auto read = [&](const char* table, const char* column, std::vector<std::string> keys) {
      std::string select = "SELECT " + std::string(column);
      for (const std::string& key : keys) select += ", " + key;
      Statement statement(database, select + " FROM " + table + " ORDER BY 2, 3, 1");
      auto found = statement.with();
      while (found.next()) {
        Row row{table, column, "", found.text(0), "", ""};
        for (std::size_t n = 0; n < keys.size(); ++n) {
          const std::string value = quoted(found.text(static_cast<int>(n) + 1));
          row.where += (n == 0 ? " WHERE " : " AND ") + keys[n] + " = " + value;
          row.all += (n == 0 ? "" : ", ") + value;
        }
        all.push_back(std::move(row));
      }
    };
    read("decision", "body", {"member", "place"});
    read("leaf", "commitment", {"number", "erased"});
    read("erasure", "body", {"leaf", "leaf"});
    read("tile", "hashes", {"level", "place"});
    read("checkpoint", "note", {"one", "one"});
    for (std::size_t n = 0; n < all.size(); ++n) {
      if (n > 0 && all[n - 1].table == all[n].table) all[n].earlier = all[n - 1].value;
    }
    for (const Row& before : before_) {
      for (Row& row : all) {
        if (row.table == before.table && row.where == before.where && row.value != before.value) {
          row.earlier = before.value;
        }
      }
    }
    return all;
  }

  static void put(Database& database, const Row& row, const std::string& value) {
    Statement update(database, "UPDATE " + row.table + " SET " + row.column + " = ?1" + row.where);
    if (row.column == "note") {
      update.run(value);
    } else {
      update.run(Bytes{value});
    }
  }
  static void put_back(Database& database, const Row& row) {
    const std::string keys = row.table == "decision"  ? "member, place"
                             : row.table == "leaf"    ? "number, erased"
                             : row.table == "tile"    ? "level, place"
                             : row.table == "erasure" ? "leaf"
                                                      : "one";
    const bool one_key = row.table == "checkpoint" || row.table == "erasure";
    const std::string values = one_key ? row.all.substr(0, row.all.find(',')) : row.all;
    Statement insert(database, "INSERT OR REPLACE INTO " + row.table + " (" + keys + ", " +
                                   row.column + ") VALUES (" + values + ", ?1)");
    if (row.column == "note") {
      insert.run(row.value);
    } else {
      insert.run(Bytes{row.value});
    }
  }

  // False: it cannot be done to this record, since there is nothing to exchange it with.
  static bool spoil(Database& database, const Row& row, const Row* next, Way way, Dice& dice) {
    switch (way) {
      case Way::flipped: {
        std::string value = row.value;
        // A note is text, in which a letter stays a letter.
        char& byte = value[below(dice, value.size())];
        byte = static_cast<char>(byte ^ (row.column == "note" ? 1 : 1 << below(dice, 8)));
        put(database, row, value);
        return true;
      }
      case Way::deleted: return database.run(("DELETE FROM " + row.table + row.where).c_str());
      case Way::swapped:
        if (next == nullptr || next->value == row.value) return false;
        put(database, row, next->value);
        put(database, *next, row.value);
        return true;
      case Way::replayed:
        if (row.earlier.empty() || row.earlier == row.value) return false;
        put(database, row, row.earlier);
        return true;
      case Way::hidden: return false;  // hide_all() does it.
    }
    return false;
  }

  // Each decision in turn, with all that come after it in its chain: nothing in the chain misses them, somebody was
  // erased later than they were made, and their leaves look like that somebody's.
  void hide_all() {
    const auto all = rows();
    Database database(path_, Mode::read_write);
    for (std::size_t n = 0; n < all.size() && all[n].table == "decision"; ++n) {
      const std::string member = all[n].where.substr(0, all[n].where.find(" AND"));
      database.run("BEGIN");
      std::size_t end = n;
      for (; end < all.size() && all[end].where.starts_with(member + " AND"); ++end) {
        database.run(("DELETE FROM decision" + all[end].where).c_str());
        mark(database, leaf_of_.at(all[end].where), 1);
      }
      database.run("COMMIT");
      ++tried_;
      look(all[n].where + " hidden", counts_[{all[n].table, Way::hidden}]);
      for (std::size_t back = n; back < end; ++back) {
        put_back(database, all[back]);
        mark(database, leaf_of_.at(all[back].where), 0);
      }
      SAMTYCKE_CHECK(!database.failed());
    }
  }
  static void mark(Database& database, std::uint64_t leaf, std::int64_t erased) {
    Statement(database, "UPDATE leaf SET erased = ?2 WHERE number = ?1")
        .run(static_cast<std::int64_t>(leaf) + 1, erased);
  }

  void look(const std::string& what, Count& count) {
    ++count.tried;
    // What is remembered of an unspoilt file proves nothing about what lies there.
    SAMTYCKE_CHECK(store_->sweep(Instant{1773486000000}).ok());
    bool opens = true;
    bool holds = true;
    for (const MemberId& member : members_) {
      opens = opens && store_->history(member).ok();
      holds = holds && store_->load(member).ok();
    }
    if (!opens) {
      ++count.by_seal;
      return;
    }
    if (!holds) {
      ++count.by_chain;
      return;
    }
    const auto verified = server::ledger::verify_store(*store_, log_key().public_key(), outside_);
    if (!verified.ok() || verified.value().found > 0) {
      ++count.by_ledger;
      return;
    }
    // Who signs goes by its own copy of the checkpoint: it stops where the store does not continue it, and puts
    // it back where nothing but the checkpoint is missing.
    const bool signs =
        server::ledger::Sequencer(*store_, log_key(), path_ + ".checkpoint").run().ok();
    if (!signs || store_->ledger().value().checkpoint == outside_.front().note) {
      ++count.by_signer;
      return;
    }
    ++count.missed;
    if (count.first_missed.empty()) count.first_missed = what;
  }

  // Each record in each way, and as it was again after each.
  void spoil_all(Dice& dice) {
    const auto all = rows();
    Database database(path_, Mode::read_write);
    for (std::size_t n = 0; n < all.size(); ++n) {
      const bool has_next = n + 1 < all.size() && all[n + 1].table == all[n].table;
      const Row* next = has_next ? &all[n + 1] : nullptr;
      for (const Way way : {Way::flipped, Way::deleted, Way::swapped, Way::replayed}) {
        database.run("BEGIN");
        const bool done = spoil(database, all[n], next, way, dice);
        database.run("COMMIT");
        SAMTYCKE_CHECK(!database.failed());
        if (!done) continue;
        ++tried_;
        look(all[n].table + all[n].where + " " + name_of(way), counts_[{all[n].table, way}]);
        if (way == Way::deleted) {
          put_back(database, all[n]);
        } else {
          put(database, all[n], all[n].value);
        }
        if (way == Way::swapped) put(database, *next, next->value);
        SAMTYCKE_CHECK(!database.failed());
      }
    }
  }

  Count total() const {
    Count all;
    for (const auto& [of, count] : counts_) {
      all.tried += count.tried;
      all.by_seal += count.by_seal;
      all.by_chain += count.by_chain;
      all.by_ledger += count.by_ledger;
      all.by_signer += count.by_signer;
      all.missed += count.missed;
      if (all.first_missed.empty()) all.first_missed = count.first_missed;
    }
    return all;
  }

  std::unique_ptr<support::TemporaryFolder> folder_;
  std::string path_;
  std::unique_ptr<SqliteStore> store_;
  std::vector<MemberId> members_;
  std::vector<Row> before_;
  std::map<std::string, std::uint64_t> leaf_of_;  // By where the decision stands.
  std::vector<server::ledger::OutsideCheckpoint> outside_;
  std::map<std::pair<std::string, Way>, Count> counts_;
  long tried_ = 0;
};

TEST_F(Tampering, EveryRecordThatIsChangedInAnyWayIsFound) {
  const long most = size_of("TAMPERINGS", 1000, 1000000);
  Dice dice(20261123);
  while (tried_ < most) {
    before_.clear();
    store_.reset();
    make(128, dice);
    const auto untouched =
        server::ledger::verify_store(*store_, log_key().public_key(), outside_).value();
    ASSERT_EQ(untouched.found, 0U) << untouched.findings.front();
    const long before = tried_;
    spoil_all(dice);
    hide_all();
    const auto again =
        server::ledger::verify_store(*store_, log_key().public_key(), outside_).value();
    ASSERT_EQ(again.found, 0U) << again.findings.front();
    ASSERT_GT(tried_, before);
  }
  for (const auto& [of, count] : counts_) {
    std::printf(
        "S15, %s %s: %ld, found by the seal %ld, the chain %ld, the ledger %ld, the signer %ld; "
        "%ld missed\n",
        of.first.c_str(), name_of(of.second), count.tried, count.by_seal, count.by_chain,
        count.by_ledger, count.by_signer, count.missed);
  }
  const Count all = total();
  std::printf("S15: %ld tamperings, %ld missed\n", all.tried, all.missed);
  EXPECT_EQ(all.missed, 0) << all.first_missed;
  // The control: who only looks whether rows open, or whether chains hold, misses the rest.
  std::printf("S15, control: the seal alone misses %ld, seal and chain miss %ld\n",
              all.tried - all.by_seal, all.by_ledger + all.by_signer);
  const Count& hidden = counts_[{"decision", Way::hidden}];
  EXPECT_GT(hidden.tried, 0);
  EXPECT_EQ(hidden.by_ledger, hidden.tried) << "nothing but the counts of erasures shows them";
  EXPECT_GT(all.by_chain, 0);
  EXPECT_GT(all.by_ledger, 0);
}

}  // namespace
}  // namespace samtycke::torture
