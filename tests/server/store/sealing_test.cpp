// Nothing personal stands in clear in any file of a store, nothing is lost on the way there, and a row that
// was touched is named.
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "server/store/key_file.h"
#include "server/store/keystore.h"
#include "server/store/sqlite.h"
#include "server/store/sqlite_store.h"
#include "tests/server/store/sealed_town.h"
#include "tests/support/encodings.h"
#include "tests/support/temporary_folder.h"

namespace samtycke::server {
namespace {

namespace fs = std::filesystem;

std::string bytes_of(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::string try_open(const std::string& path, const std::string& key_file = {}) {
  SqliteOptions options;
  options.key_file = key_file;
  const auto opened = SqliteStore::open(path, std::move(options));
  return opened.ok() ? "opened" : std::string(key(opened.reason()));
}

bool stands_in_any_file(const fs::path& folder, const std::string& text) {
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (bytes_of(entry.path()).find(text) != std::string::npos) return true;
  }
  return false;
}

// One of a member's records, as it lies in the file.
std::string row_of(const std::string& path, const MemberId& member) {
  sqlite::Database database(path, sqlite::Mode::read_only);
  sqlite::Statement one(database, "SELECT body FROM record WHERE member = ?1 LIMIT 1");
  sqlite::Rows rows = one.with(member.text());
  SAMTYCKE_CHECK(rows.next());
  return rows.text(0);
}

void copy_folder(const fs::path& from, const fs::path& to) {
  fs::remove_all(to);
  fs::copy(from, to, fs::copy_options::recursive);
}

class Sealing : public testing::Test {
 protected:
  std::unique_ptr<SqliteStore> open(StepHook at_step = {}) {
    SqliteOptions options;
    options.at_step = std::move(at_step);
    options.damaged = [this](const std::string& row) { damaged_ = row; };
    auto opened = SqliteStore::open(path_, std::move(options));
    SAMTYCKE_CHECK(opened.ok());
    return std::move(opened).value();
  }

  support::TemporaryFolder folder_;
  std::string path_ = folder_.file("store.db");
  std::string damaged_;
};

// ---- nothing in clear

TEST_F(Sealing, TheScanFindsWhatStandsInClearInEveryEncoding) {
  for (const auto& [name, hidden] : support::encodings(planted()[3])) {
    const support::TemporaryFolder control;
    std::ofstream(control.file("file"), std::ios::binary) << "before " << hidden << " after";
    EXPECT_FALSE(found_under(control.path().string()).empty()) << name;
  }
  const support::TemporaryFolder plain;
  write_plain_store(plain.file("store.db"), town(1));
  // Every one of them: each is really in the rows that are scanned for it later.
  const auto found = found_under(plain.path().string());
  for (const std::string& value : planted()) {
    const bool seen = std::any_of(found.begin(), found.end(), [&](const std::string& line) {
      return line == "store.db: UTF-8 of " + value || line == "store.db-wal: UTF-8 of " + value;
    });
    EXPECT_TRUE(seen) << value;
  }
}

TEST_F(Sealing, NothingPersonalStandsInAnyFileOfTheStore) {
  {
    const auto store = open();
    fill(*store, town(3));
    // Also while it is open: the WAL holds the rows then.
    EXPECT_EQ(found_under(folder_.path().string()), std::vector<std::string>{});
    expect_whole(*store, town(3));
  }
  EXPECT_EQ(found_under(folder_.path().string()), std::vector<std::string>{});
  EXPECT_TRUE(stands_in_any_file(folder_.path(), asa().text())) << "looked in the wrong place";
}

TEST_F(Sealing, TheSameValueOfTwoMembersLooksDifferent) {
  const auto store = open();
  fill(*store, town(2));
  // Both have a given name and a member number: SQLite itself refuses a second of the same name.
  by_hand(path_, "CREATE UNIQUE INDEX no_name_twice ON record (name)");
}

// ---- from the first schema

TEST_F(Sealing, AStoreInClearIsSealedAndLosesNobody) {
  write_plain_store(path_, town(20));
  ASSERT_FALSE(found_under(folder_.path().string()).empty());
  {
    const auto store = open();
    expect_whole(*store, town(20));
    EXPECT_TRUE(store->session("token").value());
    EXPECT_EQ(found_under(folder_.path().string()), std::vector<std::string>{});
    ASSERT_TRUE(store->put_mail(waiting_mail()).ok());
    EXPECT_EQ(store->latest_mail(1).value().at(0).number, 2) << "a number is given once";
  }
  EXPECT_EQ(found_under(folder_.path().string()), std::vector<std::string>{});
}

TEST_F(Sealing, ASealingThatIsCutShortAnywhereIsFinishedByTheNextStart) {
  const auto before = folder_.path() / "before";
  const auto now = folder_.path() / "now";
  fs::create_directory(before);
  write_plain_store((before / "store.db").string(), town(20));
  const std::string path = (now / "store.db").string();
  const auto seal_it = [&](StepHook at_step) {
    SqliteOptions options;
    options.at_step = std::move(at_step);
    SAMTYCKE_CHECK(SqliteStore::open(path, std::move(options)).ok());
  };
  copy_folder(before, now);
  const std::size_t steps = steps_of(seal_it).size();
  EXPECT_EQ(steps, 7U);
  for (std::size_t n = 0; n < steps; ++n) {
    SCOPED_TRACE(n);
    copy_folder(before, now);
    ASSERT_TRUE(dies_at_step(n, seal_it));
    expect_whole(path, town(20));
    EXPECT_EQ(found_under(now.string()), std::vector<std::string>{});
  }
}

// ---- a crash between the two files

TEST_F(Sealing, AMemberWhoWasNotThereYetIsMadeAfterACrash) {
  fill(*open(), town(3));
  Change made = town(4).back();
  ASSERT_TRUE(dies_at_step(
      0, [&](StepHook at_step) { SAMTYCKE_CHECK(open(std::move(at_step))->commit(made).ok()); }));
  expect_whole(path_, town(3));
  ASSERT_TRUE(open()->commit(made).ok());
  expect_whole(path_, town(4));
}

// ---- erasing

TEST_F(Sealing, AnErasedMemberIsInNoFileAndTheOthersAreWhole) {
  const auto store = open();
  fill(*store, town(3));
  ASSERT_TRUE(store->erase(asa(), Instant{1000}).ok());
  EXPECT_EQ(store->load(asa()).reason(), StoreFault::no_such_member);
  EXPECT_EQ(store->count_members().value(), 2);
  EXPECT_FALSE(store->session("token").value());
  EXPECT_FALSE(store->pending(waiting_sign_in().browser_sha256).value());
  EXPECT_TRUE(store->latest_mail(10).value().empty());
  EXPECT_EQ(store->find({LookupKind::member_number, "Mnr7391824655"}).reason(),
            StoreFault::no_such_member);
  EXPECT_TRUE(store->load(MemberId("member-1")).ok());
  // Not even the id, while the store is open: neither in free pages nor in a WAL, of either file.
  EXPECT_FALSE(stands_in_any_file(folder_.path(), asa().text()));
  EXPECT_TRUE(stands_in_any_file(folder_.path(), "member-1"));
}

TEST_F(Sealing, AnErasureThatIsCutShortAnywhereIsFinishedByTheNextStart) {
  const auto before = folder_.path() / "before";
  const auto now = folder_.path() / "now";
  fs::create_directory(before);
  path_ = (before / "store.db").string();
  fill(*open(), town(3));
  path_ = (now / "store.db").string();
  const auto erase_her = [&](StepHook at_step) {
    SAMTYCKE_CHECK(open(std::move(at_step))->erase(asa(), Instant{1000}).ok());
  };
  copy_folder(before, now);
  const std::vector<std::string> steps = steps_of(erase_her);
  EXPECT_GE(steps.size(), 5U);
  bool is_decided = false;
  for (std::size_t n = 0; n < steps.size(); ++n) {
    SCOPED_TRACE(steps[n]);
    copy_folder(before, now);
    ASSERT_TRUE(dies_at_step(n, erase_her));
    const auto store = open();
    is_decided = is_decided || steps[n] == "erasure written down";
    if (!is_decided) {
      Change decides;
      decides.member = asa();
      decides.based_on = whatever_stands;
      decides.decisions = town(1).front().decisions;
      EXPECT_TRUE(store->commit(decides).ok()) << "nothing has happened: she is a member";
      continue;
    }
    EXPECT_EQ(store->load(asa()).reason(), StoreFault::no_such_member);
    EXPECT_EQ(store->count_members().value(), 2);
    EXPECT_FALSE(stands_in_any_file(now, asa().text()));
    EXPECT_EQ(found_under(now.string()), std::vector<std::string>{});
    EXPECT_TRUE(store->load(MemberId("member-2")).ok());
    EXPECT_TRUE(store->latest_mail(10).value().empty());
    EXPECT_TRUE(store->erased_at({LookupKind::member_number, "Mnr7391824655"}).value());
    EXPECT_EQ(store->erasures(0, 10).value().size(), 1U) << "one leaf, however often it was begun";
  }
}

// The member lives on, and so does their key: only the bytes' being gone says that it is gone.
TEST_F(Sealing, AFieldWhoseTimeIsOverLeavesItsRowInNoFile) {
  const auto store = open();
  fill(*store, town(3));
  const auto count = [&] {
    sqlite::Database database(path_, sqlite::Mode::read_only);
    const std::string sql = "SELECT count(*) FROM record WHERE member = '" + asa().text() + "'";
    return *database.number(sql.c_str());
  };
  const std::string row = row_of(path_, asa());
  ASSERT_TRUE(stands_in_any_file(folder_.path(), row));
  const std::int64_t before = count();
  const auto file = store->load(asa()).value();
  Change gone;
  gone.member = asa();
  gone.based_on = file.revision;
  gone.leaves_no_trace = true;
  for (const member::Record& record : file.holdings.records) gone.removed.push_back(record.field);
  ASSERT_TRUE(store->commit(gone).ok());
  ASSERT_TRUE(store->put_setting("swept", "1").ok());
  EXPECT_GT(before, 0);
  EXPECT_EQ(count(), 0);
  EXPECT_FALSE(stands_in_any_file(folder_.path(), row));
  EXPECT_TRUE(store->load(asa()).ok());
}

// ---- telling of an erasure

std::vector<Mail> to_the_printer() {
  Mail mail;
  mail.to = "printer@example.se";
  mail.subject = "Erase";
  mail.body = "Erase Mnr7391824655.";  // Her number.
  mail.at = Instant{1000};
  return {mail};
}

TEST_F(Sealing, ANoticeNamesTheErasedMemberInNoFileAndLeavesNothingOnceItIsDelivered) {
  const auto store = open();
  fill(*store, town(3));
  ASSERT_TRUE(
      store->erase(asa(), Instant{1000}, proof::ErasureReason::asked, to_the_printer()).ok());
  EXPECT_EQ(found_under(folder_.path().string()), std::vector<std::string>{});
  const auto waiting = store->notices_of_erasure(10).value();
  ASSERT_EQ(waiting.size(), 1U);
  EXPECT_EQ(waiting[0].body, "Erase Mnr7391824655.");
  EXPECT_TRUE(stands_in_any_file(folder_.path(), "notice-")) << "the name of its key";
  ASSERT_TRUE(store->notice_delivered(waiting[0].number).ok());
  EXPECT_FALSE(stands_in_any_file(folder_.path(), "notice-"));
}

// Cut short anywhere: either they are told and she is gone, or neither.
TEST_F(Sealing, ANoticeIsReadyExactlyWhenItsErasureCame) {
  const auto before = folder_.path() / "before";
  const auto now = folder_.path() / "now";
  fs::create_directory(before);
  path_ = (before / "store.db").string();
  fill(*open(), town(3));
  path_ = (now / "store.db").string();
  const auto erase_her = [&](StepHook at_step) {
    SAMTYCKE_CHECK(open(std::move(at_step))
                       ->erase(asa(), Instant{1000}, proof::ErasureReason::asked, to_the_printer())
                       .ok());
  };
  copy_folder(before, now);
  const std::size_t steps = steps_of(erase_her).size();
  std::size_t gone = 0;
  for (std::size_t n = 0; n < steps; ++n) {
    SCOPED_TRACE(n);
    copy_folder(before, now);
    ASSERT_TRUE(dies_at_step(n, erase_her));
    const auto store = open();
    const bool is_gone = !store->load(asa()).ok();
    gone += is_gone ? 1U : 0U;
    EXPECT_EQ(store->notices_of_erasure(10).value().size(), is_gone ? 1U : 0U);
    EXPECT_EQ(found_under(now.string()), std::vector<std::string>{});
    if (is_gone) continue;
    // Asked again, they are told once.
    ASSERT_TRUE(
        store->erase(asa(), Instant{1000}, proof::ErasureReason::asked, to_the_printer()).ok());
    EXPECT_EQ(store->notices_of_erasure(10).value().size(), 1U);
  }
  EXPECT_GT(gone, 0U);
  EXPECT_LT(gone, steps);
}

// ---- rows that were touched

TEST_F(Sealing, ARowThatWasChangedIsNamed) {
  const auto before = folder_.file("before.db");
  fill(*open(), town(2));
  fs::copy(path_, before);
  for (const std::string table : {"record", "receipt", "interaction", "decision"}) {
    for (const std::string what :
         {"body = CAST(body || x'00' AS BLOB)", "body = x''", "body = x'01'",
          "body = zeroblob(length(body))", "body = zeroblob(100000)",
          "body = CAST(x'02' || substr(body, 2) AS BLOB)", "body = substr(body, 1, 40)"}) {
      SCOPED_TRACE(table + " " + what);
      fs::copy(before, path_, fs::copy_options::overwrite_existing);
      by_hand(path_, "UPDATE " + table + " SET " + what + " WHERE member = '" + asa().text() + "'");
      const auto store = open();
      damaged_.clear();
      EXPECT_EQ(store->load(asa()).reason(), StoreFault::unavailable);
      EXPECT_EQ(damaged_.substr(0, table.size() + 1), table + " ");
      EXPECT_TRUE(damaged_.ends_with(" of member " + asa().text())) << damaged_;
      EXPECT_TRUE(store->load(MemberId("member-1")).ok()) << "nobody else is touched";
      for (const std::string& value : planted()) {
        EXPECT_EQ(damaged_.find(value), std::string::npos);
      }
    }
  }
}

// Whoever lists members for sending leaves such a one out and lists the others.
TEST_F(Sealing, AFileThatDoesNotOpenIsAFaultAmongTheOthers) {
  fill(*open(), town(3));
  by_hand(path_, "UPDATE decision SET body = x'00' WHERE member = '" + asa().text() + "'");
  by_hand(keystore_path(path_), "DELETE FROM member_key WHERE member = 'member-1'");
  const auto store = open();
  int whole = 0;
  int faults = 0;
  const auto read = store->for_each_file([&](const auto& file) {
    ++(file.ok() ? whole : faults);
    return true;
  });
  EXPECT_TRUE(read.ok());
  EXPECT_EQ(faults, 2);
  EXPECT_EQ(whole, 1);
}

TEST_F(Sealing, ARowThatWasMovedIsNamed) {
  const auto before = folder_.file("before.db");
  fill(*open(), town(2));
  fs::copy(path_, before);
  const std::string hers = "'" + asa().text() + "'";
  for (const auto& [sql, named] : std::vector<std::pair<std::string, std::string>>{
           {"UPDATE decision SET body = (SELECT body FROM decision d WHERE d.place = 3)"
            " WHERE place = 1",
            "decision 1"},
           {"DELETE FROM decision WHERE place = 2", "decision 2"},
           {"UPDATE record SET body = (SELECT r.body FROM record r WHERE r.member = " + hers +
                " ORDER BY r.name DESC LIMIT 1) WHERE member = " + hers,
            "record"},
           {"UPDATE record SET name = x'00112233445566778899aabbccddeeff' WHERE name ="
            " (SELECT min(name) FROM record WHERE member = " +
                hers + ")",
            "record 00112233445566778899aabbccddeeff"},
           {"DELETE FROM record WHERE member = " + hers + "; UPDATE record SET member = " + hers +
                " WHERE member = 'member-1'",
            "record"}}) {
    SCOPED_TRACE(sql);
    fs::copy(before, path_, fs::copy_options::overwrite_existing);
    by_hand(path_, sql);
    const auto store = open();
    damaged_.clear();
    EXPECT_EQ(store->load(asa()).reason(), StoreFault::unavailable);
    EXPECT_EQ(damaged_.substr(0, named.size()), named);
  }
}

TEST_F(Sealing, ALookUpThatWasTurnedToAnotherMemberLeadsNowhere) {
  fill(*open(), town(3));
  by_hand(path_, "UPDATE lookup SET member = 'member-1' WHERE member = '" + asa().text() +
                     "' AND kind = 2");
  const auto store = open();
  EXPECT_EQ(store->find({LookupKind::email, "qvirrelin@planterad.se"}).reason(),
            StoreFault::unavailable);
  EXPECT_EQ(damaged_.substr(0, 7), "lookup ");
}

TEST_F(Sealing, AVisitorsRowThatWasChangedIsNamed) {
  fill(*open(), town(1));
  by_hand(path_, "UPDATE pending_sign_in SET body = x'00'; UPDATE mail SET body = x'00'");
  const auto store = open();
  EXPECT_EQ(store->pending("browser7").reason(), StoreFault::unavailable);
  EXPECT_EQ(damaged_, "pending_sign_in browser7");
  EXPECT_EQ(store->redeem("browser7", "code4477", Instant{0}).reason(), StoreFault::unavailable);
  EXPECT_EQ(store->latest_mail(1).reason(), StoreFault::unavailable);
  EXPECT_EQ(damaged_, "mail 1");
}

TEST_F(Sealing, AnAnswerThatWasChangedIsNamedAndNotGivenAgain) {
  fill(*open(), town(1));
  by_hand(path_, "UPDATE idempotency SET body = x'00'");
  const auto store = open();
  EXPECT_EQ(store->earlier_answer(*town(1)[0].idempotency).reason(), StoreFault::unavailable);
  EXPECT_EQ(damaged_.substr(0, 12), "idempotency ");
}

TEST_F(Sealing, AKeyThatWasChangedIsNamed) {
  fill(*open(), town(2));
  by_hand(keystore_path(path_),
          "UPDATE member_key SET wrapped = (SELECT wrapped FROM member_key"
          " WHERE member = 'member-1')");
  const auto store = open();
  EXPECT_EQ(store->load(asa()).reason(), StoreFault::unavailable);
  EXPECT_EQ(damaged_, "key of member " + asa().text());
  EXPECT_TRUE(store->load(MemberId("member-1")).ok());
}

// ---- the key file and the keystore

TEST_F(Sealing, TheFirstStartMakesTheKeyFileForItsOwnerAloneAndSaysSo) {
  EXPECT_TRUE(open()->made_key_file());
  EXPECT_FALSE(open()->made_key_file());
  struct stat status = {};
  ASSERT_EQ(::stat(default_key_file(path_).c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777, 0400U);
  EXPECT_EQ(status.st_size, 32);
  ASSERT_EQ(::stat(keystore_path(path_).c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777, 0600U);
}

TEST_F(Sealing, AKeyFileMayLieElsewhereAndMayBeThereBefore) {
  const std::string key_file = folder_.file("elsewhere.key");
  ASSERT_TRUE(make_key_file(key_file, Key::random()).ok());
  EXPECT_EQ(try_open(path_, key_file), "opened");
  EXPECT_FALSE(fs::exists(default_key_file(path_)));
  EXPECT_EQ(try_open(path_), "no_key_file");
  EXPECT_FALSE(fs::exists(default_key_file(path_))) << "no second key for a store that has one";
  EXPECT_EQ(try_open(path_, key_file), "opened");
}

// systemd's access lists show as the group's bits; the folder of credentials is the program's alone.
TEST_F(Sealing, AKeyFileThatSystemdHandsOverMayBeItsGroupsToRead) {
  const std::string key_file = folder_.file("store.key");
  ASSERT_TRUE(make_key_file(key_file, Key::random()).ok());
  ASSERT_EQ(::chmod(key_file.c_str(), 0440), 0);
  EXPECT_EQ(try_open(path_, key_file), "key_file_open_to_others");
  ::setenv("CREDENTIALS_DIRECTORY", fs::path(key_file).parent_path().c_str(), 1);
  EXPECT_EQ(try_open(path_, key_file), "opened");
  ASSERT_EQ(::chmod(key_file.c_str(), 0444), 0);
  EXPECT_EQ(try_open(path_, key_file), "key_file_open_to_others");
  ::unsetenv("CREDENTIALS_DIRECTORY");
}

TEST_F(Sealing, WithoutItsRightKeyAStoreDoesNotOpenAndStaysAsItWas) {
  fill(*open(), town(2));
  const std::string key_file = default_key_file(path_);
  const std::string good = bytes_of(key_file);
  const auto with_key = [&](const std::string& bytes, mode_t mode) {
    fs::remove(key_file);
    std::ofstream(key_file, std::ios::binary) << bytes;
    EXPECT_EQ(::chmod(key_file.c_str(), mode), 0);
    return try_open(path_);
  };
  EXPECT_EQ(with_key(std::string(32, 'x'), 0400), "wrong_key_file");
  EXPECT_EQ(with_key(good + "\n", 0400), "not_a_key_file");
  EXPECT_EQ(with_key("", 0400), "not_a_key_file");
  EXPECT_EQ(with_key(good, 0444), "key_file_open_to_others");
  EXPECT_EQ(with_key(good, 0440), "key_file_open_to_others");
  fs::remove(key_file);
  EXPECT_EQ(try_open(path_), "no_key_file");
  EXPECT_FALSE(fs::exists(key_file));
  fs::create_directory(key_file);
  EXPECT_EQ(try_open(path_), "key_file_unreadable");
  fs::remove(key_file);
  EXPECT_EQ(with_key(good, 0400), "opened");
  expect_whole(path_, town(2));
}

TEST_F(Sealing, WithoutItsKeystoreAStoreDoesNotOpenAndNoNewKeysAreMade) {
  fill(*open(), town(2));
  const std::string keystore = keystore_path(path_);
  fs::rename(keystore, folder_.file("away"));
  EXPECT_EQ(try_open(path_), "no_keystore");
  EXPECT_FALSE(fs::exists(keystore));

  // One of another store that the same key file opens.
  const std::string other = folder_.file("other.db");
  ASSERT_EQ(try_open(other, default_key_file(path_)), "opened");
  fs::copy(keystore_path(other), keystore);
  EXPECT_EQ(try_open(path_), "other_keystore");

  std::ofstream(keystore, std::ios::binary | std::ios::trunc) << std::string(4096, 'x');
  EXPECT_EQ(try_open(path_), "keystore_damaged");
  fs::remove(keystore);
  fs::rename(folder_.file("away"), keystore);
  expect_whole(path_, town(2));
}

TEST_F(Sealing, EveryRefusalNamesTheFileInOneLine) {
  using enum BadStore;
  for (const BadStore why :
       {no_keystore, no_key_file, key_file_unreadable, key_file_open_to_others, not_a_key_file,
        key_file_not_writable, wrong_key_file, keystore_damaged, other_keystore}) {
    const std::string line = sentence(why, "data/x.db", "data/my.key");
    EXPECT_EQ(line.rfind("data/x.db: ", 0), 0U) << key(why);
    EXPECT_EQ(line.find('\n'), std::string::npos) << key(why);
    EXPECT_EQ(line.back(), '.') << key(why);
    const bool names_it = line.find("data/my.key") != std::string::npos ||
                          line.find("data/x.db.keys") != std::string::npos;
    EXPECT_TRUE(names_it) << line;
  }
}

}  // namespace
}  // namespace samtycke::server
