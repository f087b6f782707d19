// A copy is whole while others write, says nothing without its keys, and brings nobody back.
#include "server/store/backup.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <atomic>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <thread>

#include "server/store/erasure_journal.h"
#include "server/store/key_file.h"
#include "tests/server/store/sealed_town.h"
#include "tests/support/temporary_folder.h"

namespace samtycke::server {
namespace {

namespace fs = std::filesystem;

std::string said(const Expected<Done, NotCopied>& answer) {
  if (answer.ok()) return "done";
  switch (answer.reason()) {
    case NotCopied::already_there: return "already_there";
    case NotCopied::nothing_there: return "nothing_there";
    case NotCopied::other_journal: return "other_journal";
    case NotCopied::failed: return "failed";
  }
  return "";
}

class Backup : public testing::Test {
 protected:
  static std::unique_ptr<SqliteStore> open(const std::string& path, const std::string& key) {
    SqliteOptions options;
    options.key_file = key;
    auto opened = SqliteStore::open(path, std::move(options));
    SAMTYCKE_CHECK(opened.ok());
    return std::move(opened).value();
  }
  std::unique_ptr<SqliteStore> open() { return open(path_, key_); }
  // On another machine, with the key file that was kept apart.
  std::string other() { return (folder_.path() / "other" / "store.db").string(); }

  Backup() { fs::create_directory(folder_.path() / "other"); }

  support::TemporaryFolder folder_;
  std::string path_ = folder_.file("store.db");
  std::string key_ = folder_.file("kept.key");
  BackupPlaces places_{folder_.file("data"), folder_.file("keys")};
};

TEST_F(Backup, ARestoredCopyHasEveryone) {
  fill(*open(), town(20));
  ASSERT_TRUE(open()->back_up(places_.data, places_.keys).ok());
  ASSERT_EQ(said(place_backup(places_, other())), "done");
  expect_whole(*open(other(), key_), town(20));
  for (const std::string& file :
       {places_.data + "/store.db", places_.keys + "/store.db.keys", other()}) {
    struct stat status = {};
    ASSERT_EQ(::stat(file.c_str(), &status), 0) << file;
    EXPECT_EQ(status.st_mode & 0777, 0600U) << file;
  }
  EXPECT_EQ(found_under(folder_.path().string()), std::vector<std::string>{});
  EXPECT_FALSE(fs::exists(places_.data + "/store.db.keys"));
  EXPECT_FALSE(fs::exists(places_.keys + "/store.db"));
}

TEST_F(Backup, ACopyThatIsTakenWhileOthersWriteAndEraseIsWhole) {
  const auto store = open();
  fill(*store, town(60));
  std::atomic<bool> copied = false;
  std::atomic<int> made = 0;
  std::thread writing([&] {
    for (int n = 0; !copied || n < 60; ++n) {
      Change change;
      change.member = MemberId("new-" + std::to_string(n));
      change.records = {{FieldId("given_name"), "Ny", member::Source::member, Instant{1}}};
      SAMTYCKE_CHECK(store->commit(change).ok());
      if (n < 30) {
        SAMTYCKE_CHECK(store->erase(MemberId("member-" + std::to_string(n + 1)), Instant{2}).ok());
      }
      ++made;
    }
  });
  while (made < 5) std::this_thread::yield();
  const auto answer = store->back_up(places_.data, places_.keys);
  copied = true;
  writing.join();
  ASSERT_TRUE(answer.ok());

  ASSERT_EQ(said(place_backup(places_, other())), "done");
  const auto restored = open(other(), key_);
  std::int64_t readable = 0;
  ASSERT_TRUE(restored
                  ->for_each_member([&](const MemberId& id) {
                    EXPECT_TRUE(restored->load(id).ok()) << id.text();
                    ++readable;
                    return true;
                  })
                  .ok());
  EXPECT_GE(readable, 35);
}

TEST_F(Backup, WhoeverWasErasedAfterTheCopyIsErasedAgain) {
  fill(*open(), town(3));
  ASSERT_TRUE(open()->back_up(places_.data, places_.keys).ok());
  ASSERT_TRUE(open()->erase(asa(), Instant{1000}).ok());
  for (const char* end : {"", ".keys"}) fs::remove(path_ + end);
  ASSERT_EQ(said(place_backup(places_, path_)), "done");
  const auto store = open();
  EXPECT_EQ(store->erased_again(), 1);
  EXPECT_EQ(store->load(asa()).reason(), StoreFault::no_such_member);
  EXPECT_EQ(store->count_members().value(), 2);
}

TEST_F(Backup, TheJournalOfACopyIsUsedWhereTheStoresIsLost) {
  fill(*open(), town(3));
  ASSERT_TRUE(open()->erase(asa(), Instant{1000}).ok());
  ASSERT_TRUE(open()->back_up(places_.data, places_.keys).ok());
  ASSERT_EQ(said(place_backup(places_, other())), "done");
  EXPECT_TRUE(open(other(), key_)->erased_at({LookupKind::member_number, "Mnr7391824655"}).value());
}

TEST_F(Backup, WhoIsForgottenSinceTheCopyStaysForgottenAndIsErasedNoLess) {
  fill(*open(), town(3));
  ASSERT_TRUE(open()->erase(asa(), Instant{1000}).ok());
  ASSERT_TRUE(open()->back_up(places_.data, places_.keys).ok());
  ASSERT_TRUE(open()->erase(MemberId("member-1"), Instant{3000}).ok());
  ASSERT_TRUE(open()->forget_erased(Instant{2000}).ok());
  for (const char* end : {"", ".keys"}) fs::remove(path_ + end);
  ASSERT_EQ(said(place_backup(places_, path_)), "done");
  const auto store = open();
  EXPECT_FALSE(store->erased_at({LookupKind::member_number, "Mnr7391824655"}).value());
  EXPECT_EQ(store->load(asa()).reason(), StoreFault::no_such_member);
  EXPECT_EQ(store->load(MemberId("member-1")).reason(), StoreFault::no_such_member);
  EXPECT_EQ(store->count_members().value(), 1);
}

TEST_F(Backup, NothingIsWrittenOverAndAnotherStoresJournalIsLeftAlone) {
  fill(*open(), town(2));
  ASSERT_TRUE(open()->erase(asa(), Instant{1000}).ok());
  EXPECT_EQ(said(place_backup(places_, other())), "nothing_there");
  ASSERT_TRUE(open()->back_up(places_.data, places_.keys).ok());
  EXPECT_FALSE(open()->back_up(places_.data, places_.keys).ok());
  EXPECT_EQ(said(place_backup(places_, path_)), "already_there");

  std::ofstream(erasure_journal_path(other())) << "samtycke erasures 1 another\n";
  EXPECT_EQ(said(place_backup(places_, other())), "other_journal");
  EXPECT_FALSE(fs::exists(other()));
  fs::remove(places_.keys + "/store.db.keys");
  fs::remove(erasure_journal_path(other()));
  EXPECT_EQ(said(place_backup(places_, other())), "nothing_there");
}

TEST_F(Backup, ACopyThatCannotBeMadeLeavesNothing) {
  fill(*open(), town(2));
  std::ofstream(folder_.file("file")) << "in the way";
  EXPECT_FALSE(open()->back_up(places_.data, folder_.file("file")).ok());
  EXPECT_FALSE(fs::exists(places_.data + "/store.db"));
}

}  // namespace
}  // namespace samtycke::server
