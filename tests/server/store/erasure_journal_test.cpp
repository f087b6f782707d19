// Whoever was erased stays erased, whichever old copy of the store comes back.
#include "server/store/erasure_journal.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>

#include "server/store/key_file.h"
#include "server/store/rotate_keys.h"
#include "server/store/sqlite.h"
#include "tests/server/store/sealed_town.h"
#include "tests/support/temporary_folder.h"

namespace samtycke::server {
namespace {

namespace fs = std::filesystem;

const Instant then{1773486000000};
const Lookup her_number{LookupKind::member_number, "Mnr7391824655"};
const Lookup her_address{LookupKind::email, "qvirrelin@planterad.se"};

// Åsa was erased; `before` holds the three files as they were while she was there.
class ErasureJournalTest : public testing::Test {
 protected:
  ErasureJournalTest() {
    fs::create_directory(before_);
    fill(*open(), town(3));
    for (const std::string end : {"", ".keys", ".key"}) fs::copy(path_ + end, before_);
    SAMTYCKE_CHECK(open()->erase(asa(), then).ok());
  }
  std::unique_ptr<SqliteStore> open() {
    auto opened = SqliteStore::open(path_);
    SAMTYCKE_CHECK(opened.ok());
    return std::move(opened).value();
  }
  std::string opens() {
    const auto opened = SqliteStore::open(path_);
    return opened.ok() ? "opened" : std::string(key(opened.reason()));
  }
  void bring_back(const std::string& end) {
    fs::copy(before_ / ("store.db" + end), path_ + end, fs::copy_options::overwrite_existing);
  }
  std::string journal() {
    std::ifstream file(journal_, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
  }
  void write_journal(const std::string& text) {
    std::ofstream(journal_, std::ios::binary | std::ios::trunc) << text;
  }
  // The journal with so many words in its line, and the keys of a program that knew no more.
  void as_before_seals(int words) {
    std::string text = journal();
    std::size_t at = text.find('\n') + 1;
    std::string line;
    std::istringstream all(text.substr(at));
    std::string word;
    for (int n = 0; n < 9 && all >> word; ++n) {
      if (n == 5 || n == 6) continue;  // Phone and address.
      if (words-- > 0) line += (line.empty() ? "" : " ") + word;
    }
    write_journal(text.substr(0, at) + line + "\n");
    bring_back(".keys");
    sqlite::Database keys(keystore_path(path_), sqlite::Mode::read_write);
    ASSERT_TRUE(keys.run("DELETE FROM fact WHERE name = 'journal'"));
  }
  void expect_gone_again(std::int64_t times) {
    const auto store = open();
    EXPECT_EQ(store->erased_again(), times);
    EXPECT_EQ(store->load(asa()).reason(), StoreFault::no_such_member);
    EXPECT_EQ(store->find(her_number).reason(), StoreFault::no_such_member);
    EXPECT_EQ(store->count_members().value(), 2);
    EXPECT_TRUE(store->latest_mail(10).value().empty());
    EXPECT_TRUE(store->load(MemberId("member-1")).ok());
    fs::remove_all(before_);
    EXPECT_EQ(found_under(folder_.path().string()), std::vector<std::string>{});
  }

  support::TemporaryFolder folder_;
  fs::path before_ = folder_.path() / "before";
  std::string path_ = folder_.file("store.db");
  std::string journal_ = erasure_journal_path(path_);
};

TEST_F(ErasureJournalTest, AStoreAndItsKeysFromBeforeEraseHerAgain) {
  bring_back("");
  bring_back(".keys");
  expect_gone_again(1);
  EXPECT_EQ(open()->erased_again(), 0) << "once is enough";
}

TEST_F(ErasureJournalTest, AnOldCopyGetsTheVeryLeafThatWasSigned) {
  const auto leaf = open()->erasures(0, 10).value();
  ASSERT_EQ(leaf.size(), 1U);
  bring_back("");
  bring_back(".keys");
  EXPECT_EQ(open()->erasures(0, 10).value(), leaf);
  bring_back(".keys");
  EXPECT_EQ(open()->erasures(0, 10).value(), leaf) << "older keys alone add nothing";
}

TEST_F(ErasureJournalTest, LinesFromBeforeTheLedgerAreReadAndHaveNoLeaf) {
  as_before_seals(5);
  bring_back("");
  const auto store = open();
  EXPECT_EQ(store->load(asa()).reason(), StoreFault::no_such_member);
  EXPECT_TRUE(store->erasures(0, 10).value().empty());
}

// As they were before lines were counted and sealed: their leaf is the one of then.
TEST_F(ErasureJournalTest, LinesFromBeforeThereWereSealsGetTheirsOnce) {
  as_before_seals(7);
  bring_back("");
  const std::string unsealed = journal();
  const auto leaf = open()->erasures(0, 10).value();
  ASSERT_EQ(leaf.size(), 1U);
  const auto told = std::get<proof::Erased>(proof::decode(leaf[0].payload).value());
  EXPECT_FALSE(told.decisions);
  EXPECT_EQ(open()->erased_at(her_number).value(), then);
  const std::string sealed = journal();
  EXPECT_NE(sealed, unsealed);
  write_journal(unsealed);
  EXPECT_EQ(opens(), "journal_changed") << "from now on a line has a seal";
  write_journal(sealed);
  EXPECT_EQ(opens(), "opened");
}

TEST_F(ErasureJournalTest, ALineThatWasChangedMovedOrPutInIsRefused) {
  ASSERT_TRUE(open()->erase(MemberId("member-1"), then).ok());
  const std::string whole = journal();
  const std::size_t head = whole.find('\n') + 1;
  const std::size_t second = whole.find('\n', head) + 1;
  const std::string one = whole.substr(head, second - head);
  const std::string two = whole.substr(second);
  for (std::size_t at = head; at < whole.size() - 1; ++at) {
    std::string changed = whole;
    changed[at] = changed[at] == '1' ? '2' : '1';
    write_journal(changed);
    const std::string how = opens();
    // What is no line any more, is another refusal; at the end it is taken for half a line, and missed.
    EXPECT_TRUE(how == "journal_changed" || how == "journal_damaged" || how == "no_journal")
        << at << " " << how;
  }
  for (const std::string& lines : {two + one, one + one, one + two + one, one + one + two}) {
    write_journal(whole.substr(0, head) + lines);
    EXPECT_EQ(opens(), "journal_changed") << lines;
  }
  write_journal(whole.substr(0, head) + two);
  EXPECT_EQ(opens(), "journal_changed") << "the first is gone";
  write_journal(whole);
  EXPECT_EQ(opens(), "opened");
}

// A line that somebody without the keys puts in, so that a decision would pass as erased.
TEST_F(ErasureJournalTest, ALineThatSomebodyMadeUpIsRefused) {
  const std::string digits(32, 'a');
  const std::string until_seal = "1 1773486000000 " + digits + " - - - - " + digits + " asked 1 - ";
  write_journal(journal() + until_seal + digits + "\n");
  EXPECT_EQ(opens(), "journal_changed");
}

TEST_F(ErasureJournalTest, RowsFromBeforeGoThoughTheirKeyIsGone) {
  fs::copy(before_ / "store.db", path_, fs::copy_options::overwrite_existing);
  const auto store = open();
  EXPECT_EQ(store->erased_again(), 1);
  EXPECT_EQ(store->load(asa()).reason(), StoreFault::no_such_member);
  EXPECT_EQ(store->count_members().value(), 2);
}

TEST_F(ErasureJournalTest, KeysFromBeforeGoThoughTheirRowsAreGone) {
  bring_back(".keys");
  expect_gone_again(1);
  const auto keys = Keystore::open(keystore_path(path_), read_key_file(path_ + ".key").value());
  ASSERT_TRUE(keys.ok());
  EXPECT_EQ(keys.value()->members().size(), 2U);
}

TEST_F(ErasureJournalTest, HerNumberAndHerAddressAreRecognisedWhateverKeysChange) {
  EXPECT_EQ(open()->erased_at(her_number).value(), then);
  EXPECT_EQ(open()->erased_at(her_address).value(), then);
  for (const RotatedKey which : {RotatedKey::master, RotatedKey::index, RotatedKey::members}) {
    ASSERT_TRUE(rotate_keys(path_, which).ok());
    EXPECT_EQ(open()->erased_at(her_number).value(), then) << key(which);
    EXPECT_EQ(open()->erased_at(her_address).value(), then) << key(which);
  }
  EXPECT_FALSE(open()->erased_at({LookupKind::member_number, "1000001"}).value());
}

TEST_F(ErasureJournalTest, AJournalThatIsMissingOrOldOpensNothing) {
  const std::string one = journal();
  ASSERT_TRUE(open()->erase(MemberId("member-1"), then).ok());
  const std::string two = journal();
  write_journal(one);
  EXPECT_EQ(opens(), "no_journal");
  fs::remove(journal_);
  EXPECT_EQ(opens(), "no_journal");
  EXPECT_FALSE(fs::exists(journal_)) << "nothing takes its place";
  fs::create_directory(journal_);
  EXPECT_EQ(opens(), "not_writable") << "a folder is no journal";
  fs::remove(journal_);
  write_journal(two);
  EXPECT_EQ(opens(), "opened");
}

TEST_F(ErasureJournalTest, ALineThatACrashCutShortGoesAndOneThatWasChangedIsSeen) {
  const std::string whole = journal();
  for (const std::string torn : {"1", "1 17734860", "1 1773486000000 00ff\n", "\n"}) {
    write_journal(whole + torn);
    EXPECT_EQ(opens(), "opened") << torn;
    EXPECT_EQ(journal(), whole) << torn;
  }
  std::string changed = whole;
  changed[changed.find('\n') - 1] ^= 1;
  write_journal(changed);
  EXPECT_EQ(opens(), "journal_damaged") << "the name is another store's";
  write_journal(whole.substr(0, whole.find('\n') + 1) + "what is this\n" +
                whole.substr(whole.find('\n') + 1));
  EXPECT_EQ(opens(), "journal_damaged");
}

TEST_F(ErasureJournalTest, ALineWhoseTimeIsOverKeepsItsMomentAndItsLeafAndNothingElse) {
  const std::string one = journal();
  ASSERT_TRUE(open()->erase(MemberId("member-1"), Instant{then.utc_ms + 1}).ok());
  ASSERT_TRUE(open()->forget_erased(Instant{then.utc_ms + 1}).ok());
  const std::string now = journal();
  // Its leaf stays too: a restored copy of the store must grow the very tree that was signed.
  std::istringstream words(one.substr(one.find('\n') + 1));
  std::string leaf;
  std::string word;
  for (int n = 0; words >> word; ++n) {
    if (n >= 7 && n <= 9) leaf += " " + word;
  }
  EXPECT_NE(now.find("1 " + std::to_string(then.utc_ms) + " - - - - -" + leaf + " - "),
            std::string::npos)
      << now;
  EXPECT_EQ(std::count(now.begin(), now.end(), '\n'), 3) << "the lines still say what was done";
  const std::string moment = " " + std::to_string(then.utc_ms) + " ";
  const std::string hashes = one.substr(one.find(moment) + moment.size(), 32);
  EXPECT_EQ(now.find(hashes), std::string::npos);
  EXPECT_FALSE(open()->erased_at(her_number).value());
  EXPECT_EQ(opens(), "opened");
  ASSERT_TRUE(open()->erase(MemberId("member-2"), Instant{then.utc_ms + 2}).ok());
  EXPECT_EQ(opens(), "opened");
}

// A crash before the new file is in its place leaves the old one.
TEST_F(ErasureJournalTest, ANewJournalThatNeverCameIntoPlaceIsNotRead) {
  std::ofstream(journal_ + ".next") << "half a";
  EXPECT_EQ(opens(), "opened");
  EXPECT_TRUE(open()->erased_at(her_number).value());
  ASSERT_TRUE(open()->forget_erased(Instant{then.utc_ms + 1}).ok());
  EXPECT_FALSE(fs::exists(journal_ + ".next"));
}

TEST_F(ErasureJournalTest, WhatCannotBeWrittenDownIsNotErasedAndNothingIsServedAfterIt) {
  const MemberId other("member-1");
  const std::string before = journal();
  {
    const auto store = open();
    fs::remove(journal_);
    fs::create_directory(journal_);
    EXPECT_EQ(store->erase(other, then).reason(), StoreFault::unavailable);
    EXPECT_EQ(store->load(other).reason(), StoreFault::unavailable);
    EXPECT_FALSE(store->put_setting("name", "value").ok());
  }
  fs::remove(journal_);
  write_journal(before);
  EXPECT_TRUE(open()->load(other).ok());
}

TEST_F(ErasureJournalTest, EveryRefusalNamesTheFileInOneLine) {
  for (const BadStore why :
       {BadStore::no_journal, BadStore::journal_damaged, BadStore::journal_changed}) {
    const std::string line = sentence(why, "data/x.db");
    EXPECT_EQ(line.rfind("data/x.db: data/x.db.erased", 0), 0U) << line;
    EXPECT_EQ(line.find('\n'), std::string::npos);
    EXPECT_EQ(line.back(), '.');
  }
}

}  // namespace
}  // namespace samtycke::server
