// What the SQLite keeper promises beyond the contract: what survives, what it refuses to open, and
// what it does when the disk fails.
#include "server/store/sqlite_store.h"

#include <gtest/gtest.h>
#include <signal.h>
#include <sqlite3.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <string>
#include <thread>
#include <vector>

#include "server/store/schema.h"
#include "tests/support/builders.h"
#include "tests/support/temporary_folder.h"

namespace samtycke::server {
namespace {

const MemberId asa("0123456789abcdef0123456789abcdef");

class SqliteStoreTest : public testing::Test {
 protected:
  std::unique_ptr<SqliteStore> open() {
    auto opened = SqliteStore::open(path_);
    SAMTYCKE_CHECK(opened.ok());
    return std::move(opened).value();
  }
  // The key of the refusal, or "opened".
  std::string try_open(const std::string& path) {
    const auto opened = SqliteStore::open(path);
    return opened.ok() ? "opened" : std::string(key(opened.reason()));
  }
  std::string bytes(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
  }

  support::TemporaryFolder folder_;
  std::string path_ = folder_.file("store.db");
};

Change change(const MemberId& id, std::int64_t based_on) {
  Change made;
  made.member = id;
  made.based_on = based_on;
  return made;
}

Change with_name(const MemberId& id, std::int64_t based_on, std::string name) {
  Change made = change(id, based_on);
  made.records = {{FieldId("given_name"), std::move(name), member::Source::member, Instant{1}}};
  return made;
}

// SQL by a connection of the test's own, as somebody with a tool would.
void by_hand(const std::string& path, const std::string& sql) {
  sqlite3* database = nullptr;
  ASSERT_EQ(sqlite3_open(path.c_str(), &database), SQLITE_OK);
  EXPECT_EQ(sqlite3_exec(database, sql.c_str(), nullptr, nullptr, nullptr), SQLITE_OK);
  sqlite3_close(database);
}

// Runs in a process of its own and gives its exit code, or minus the signal that ended it.
int in_a_child(const std::function<int()>& run) {
  const pid_t child = ::fork();
  if (child == 0) ::_exit(run());
  int status = 0;
  ::waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

// ---- what survives

TEST_F(SqliteStoreTest, AMemberIsThereAfterARestart) {
  const consent::MemberFile file = support::joined_member();
  Change made = change(file.id, 0);
  made.records = file.holdings.records;
  made.receipts = file.holdings.receipts;
  made.interactions = file.holdings.interactions;
  made.decisions = file.decisions;
  consent::MemberFile before;
  {
    const auto store = open();
    ASSERT_TRUE(store->commit(made).ok());
    ASSERT_TRUE(store->put_session({"token", file.id, Instant{1}, Instant{2}}).ok());
    before = store->load(file.id).value();
  }
  const auto store = open();
  EXPECT_EQ(store->load(file.id).value(), before);
  EXPECT_TRUE(store->session("token").value());
  EXPECT_EQ(store->find({LookupKind::member_number, "100001"}).value(), file.id);
}

TEST_F(SqliteStoreTest, MailNumbersAreNeverGivenTwice) {
  std::int64_t last = 0;
  {
    const auto store = open();
    ASSERT_TRUE(store->put_mail({0, "a@example.se", "1", "", Instant{1}}).ok());
    last = store->latest_mail(1).value()[0].number;
  }
  by_hand(path_, "DELETE FROM mail");
  const auto store = open();
  ASSERT_TRUE(store->put_mail({0, "a@example.se", "2", "", Instant{1}}).ok());
  EXPECT_GT(store->latest_mail(1).value()[0].number, last);
}

constexpr std::size_t writers = 8;

// Eight threads commit until one is refused, and say each commit aloud once it is acknowledged: "3 17"
// is thread 3, revision 17.
int write_and_say(const std::string& path, int say_to) {
  auto store = SqliteStore::open(path);
  if (!store.ok()) return 1;
  std::vector<std::thread> threads;
  for (std::size_t t = 0; t < writers; ++t) {
    threads.emplace_back([&, t] {
      const MemberId id("m" + std::to_string(t));
      for (std::int64_t n = 0;; ++n) {
        const auto answer = store.value()->commit(with_name(id, n, std::to_string(n + 1)));
        if (!answer.ok() && answer.reason() == StoreFault::unavailable) return;
        if (!answer.ok()) ::_exit(2);
        const std::string line = std::to_string(t) + " " + std::to_string(n + 1) + "\n";
        if (::write(say_to, line.data(), line.size()) < 0) ::_exit(3);
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  return 0;
}

// Reads what the child says, kills it once it has said enough, and gives all that it said.
std::string listen_and_kill(pid_t child, int hear_from, std::size_t enough) {
  std::string said;
  std::array<char, 4096> some = {};
  bool killed = false;
  for (ssize_t got = 0; (got = ::read(hear_from, some.data(), some.size())) > 0;) {
    said.append(some.data(), static_cast<std::size_t>(got));
    if (!killed && said.size() > enough) killed = ::kill(child, SIGKILL) == 0;
  }
  return said;
}

std::array<std::int64_t, writers> latest_of_each(const std::string& said) {
  std::array<std::int64_t, writers> latest = {};
  std::size_t start = 0;
  for (std::size_t end = 0; (end = said.find('\n', start)) != std::string::npos; start = end + 1) {
    const auto thread = static_cast<std::size_t>(said[start] - '0');
    latest.at(thread) = std::stoll(said.substr(start + 2, end - start - 2));
  }
  return latest;
}

void expect_all_there(const std::string& path, const std::string& said) {
  const auto acknowledged = latest_of_each(said);
  const auto store = SqliteStore::open(path);
  ASSERT_TRUE(store.ok()) << key(store.reason());
  for (std::size_t t = 0; t < writers; ++t) {
    const auto file = store.value()->load(MemberId("m" + std::to_string(t)));
    const std::int64_t revision = file.ok() ? file.value().revision : 0;
    EXPECT_GE(revision, acknowledged.at(t));
    // One more may have become durable before it could be said; never half of it.
    EXPECT_LE(revision, acknowledged.at(t) + 1);
    if (!file.ok()) continue;
    EXPECT_EQ(member::value_of(file.value().holdings, FieldId("given_name")),
              std::to_string(revision));
  }
}

TEST_F(SqliteStoreTest, NoAcknowledgedCommitIsLostWhenTheProcessIsKilled) {
  for (std::size_t round = 0; round < 5; ++round) {
    const std::string path = folder_.file("killed-" + std::to_string(round) + ".db");
    std::array<int, 2> ends = {};
    ASSERT_EQ(::pipe(ends.data()), 0);
    const pid_t child = ::fork();
    if (child == 0) ::_exit(write_and_say(path, ends[1]));
    ::close(ends[1]);
    const std::string said = listen_and_kill(child, ends[0], 800 + 1700 * round);
    ::close(ends[0]);
    int status = 0;
    ::waitpid(child, &status, 0);
    ASSERT_TRUE(WIFSIGNALED(status)) << "exit code " << WEXITSTATUS(status);
    expect_all_there(path, said);
  }
}

// ---- what it refuses to open

TEST_F(SqliteStoreTest, AStoreOfANewerSchemaIsRefused) {
  open().reset();
  by_hand(path_, "PRAGMA user_version = " + std::to_string(migrations().back().number + 1));
  EXPECT_EQ(try_open(path_), "newer_schema");
}

TEST_F(SqliteStoreTest, AFileThatIsNoDatabaseIsRefusedAndStaysAsItWas) {
  for (const std::string& text : {std::string("Kära dagbok\n"), std::string(20000, 'x')}) {
    const std::string path = folder_.file("diary.txt");
    std::ofstream(path, std::ios::trunc) << text;
    EXPECT_EQ(try_open(path), "not_a_database");
    EXPECT_EQ(bytes(path), text);
  }
}

TEST_F(SqliteStoreTest, ADatabaseOfAnotherProgramIsRefusedAndStaysAsItWas) {
  const std::string path = folder_.file("other.db");
  by_hand(path, "CREATE TABLE t (x); INSERT INTO t VALUES (1);");
  const std::string before = bytes(path);
  EXPECT_EQ(try_open(path), "another_programs");
  EXPECT_EQ(bytes(path), before);
  by_hand(path, "DROP TABLE t; PRAGMA application_id = 7;");
  EXPECT_EQ(try_open(path), "another_programs");
}

TEST_F(SqliteStoreTest, ADamagedFileIsRefused) {
  {
    const auto store = open();
    std::vector<Change> changes;
    for (int n = 0; n < 500; ++n) {
      changes.push_back(with_name(MemberId("m" + std::to_string(n)), 0, std::string(150, 'x')));
    }
    ASSERT_TRUE(store->commit_all(changes).ok());
  }
  const auto size = static_cast<std::streamoff>(std::filesystem::file_size(path_));
  std::fstream file(path_, std::ios::in | std::ios::out | std::ios::binary);
  for (std::streamoff at = 4096; at + 4096 <= size; at += 4096) {
    file.seekp(at);
    file << std::string(64, '\x5A');
  }
  file.close();
  EXPECT_EQ(try_open(path_), "damaged");
}

TEST_F(SqliteStoreTest, AFolderThatCannotBeWrittenIsRefused) {
  const auto locked = folder_.path() / "locked";
  std::filesystem::create_directory(locked);
  ASSERT_EQ(::chmod(folder_.path().c_str(), 0755), 0);
  ASSERT_EQ(::chmod(locked.c_str(), 0555), 0);
  // Root may write everywhere, so the child becomes nobody.
  EXPECT_EQ(in_a_child([&] {
              if (::geteuid() == 0 && ::setresuid(65534, 65534, 65534) != 0) return 2;
              return try_open((locked / "store.db").string()) == "not_writable" ? 0 : 1;
            }),
            0);
}

TEST_F(SqliteStoreTest, APathThatCannotBeAFileIsRefused) {
  std::ofstream(folder_.file("file")) << "x";
  EXPECT_EQ(try_open(folder_.file("file/store.db")), "not_writable");
  EXPECT_EQ(try_open(folder_.path().string()), "not_writable");
}

TEST_F(SqliteStoreTest, AMissingFolderIsMade) {
  EXPECT_EQ(try_open(folder_.file("data/club/store.db")), "opened");
}

TEST_F(SqliteStoreTest, NobodyElseOnTheMachineMayReadTheFiles) {
  const auto store = open();
  ASSERT_TRUE(store->commit(with_name(asa, 0, "Åsa")).ok());
  for (const char* end : {"", "-wal", "-shm", ".lock"}) {
    struct stat status = {};
    ASSERT_EQ(::stat((path_ + end).c_str(), &status), 0) << end;
    EXPECT_EQ(status.st_mode & 0777, 0600U) << end;
  }
}

TEST_F(SqliteStoreTest, EveryRefusalIsOneLineWithThePath) {
  using enum BadStore;
  for (const BadStore why :
       {not_writable, held, not_a_database, another_programs, newer_schema, damaged, failed}) {
    const std::string line = sentence(why, "data/x.db");
    EXPECT_EQ(line.rfind("data/x.db: ", 0), 0U) << key(why);
    EXPECT_EQ(line.find('\n'), std::string::npos) << key(why);
    EXPECT_EQ(line.back(), '.') << key(why);
  }
}

// ---- one writer

TEST_F(SqliteStoreTest, ASecondProcessIsToldThatTheStoreIsInUse) {
  auto store = open();
  EXPECT_EQ(in_a_child([&] { return try_open(path_) == "held" ? 0 : 1; }), 0);
  EXPECT_EQ(try_open(path_), "held");
  store.reset();
  EXPECT_EQ(in_a_child([&] { return try_open(path_) == "opened" ? 0 : 1; }), 0);
}

TEST_F(SqliteStoreTest, ALockIsFreeWhenItsProcessEndsHoweverItEnds) {
  EXPECT_EQ(in_a_child([&] {
              const auto lock = StoreLock::try_take(path_);
              if (lock.ok()) ::raise(SIGKILL);
              return 1;
            }),
            -SIGKILL);
  EXPECT_TRUE(StoreLock::try_take(path_).ok());
}

TEST_F(SqliteStoreTest, ALockThatWasTakenIsHandedOn) {
  auto lock = StoreLock::try_take(path_);
  ASSERT_TRUE(lock.ok());
  EXPECT_EQ(StoreLock::try_take(path_).reason(), NoLock::held);

  SqliteOptions options;
  options.lock.emplace(std::move(lock).value());
  auto store = SqliteStore::open(path_, std::move(options));
  ASSERT_TRUE(store.ok());
  EXPECT_EQ(StoreLock::try_take(path_).reason(), NoLock::held);
  store.value().reset();
  EXPECT_TRUE(StoreLock::try_take(path_).ok());
}

TEST_F(SqliteStoreTest, ALockInAFolderThatIsNotThereCannotBeTaken) {
  EXPECT_EQ(StoreLock::try_take(folder_.file("nowhere/store.db")).reason(), NoLock::not_writable);
}

// ---- the WAL

TEST_F(SqliteStoreTest, ClosingWritesEverythingBackAndLeavesOneFile) {
  {
    const auto store = open();
    ASSERT_TRUE(store->commit(with_name(asa, 0, "Åsa")).ok());
    ASSERT_TRUE(store->load(asa).ok());
    EXPECT_GT(std::filesystem::file_size(path_ + "-wal"), 0U);
  }
  EXPECT_FALSE(std::filesystem::exists(path_ + "-wal"));
  EXPECT_FALSE(std::filesystem::exists(path_ + "-shm"));
}

TEST_F(SqliteStoreTest, ReadersNeverCheckpoint) {
  const auto store = open();
  ASSERT_TRUE(store->commit(with_name(asa, 0, "Åsa")).ok());
  const std::string wal = bytes(path_ + "-wal");
  const std::string before = bytes(path_);
  ASSERT_FALSE(wal.empty());
  std::vector<std::thread> readers;
  for (int n = 0; n < 8; ++n) {
    readers.emplace_back([&] {
      for (int i = 0; i < 50; ++i) EXPECT_TRUE(store->load(asa).ok());
    });
  }
  for (std::thread& reader : readers) reader.join();
  EXPECT_EQ(bytes(path_ + "-wal"), wal);
  EXPECT_EQ(bytes(path_), before);
}

TEST_F(SqliteStoreTest, TheWriterKeepsTheWalShort) {
  const auto store = open();
  ASSERT_TRUE(store->commit(change(asa, 0)).ok());
  // About 14 MB of frames if nothing were written back.
  for (int n = 0; n < 400; ++n) {
    Change made = change(asa, whatever_stands);
    made.records = {{FieldId("street"), std::string(20000, static_cast<char>('a' + n % 26)),
                     member::Source::member, Instant{1}}};
    ASSERT_TRUE(store->commit(made).ok());
  }
  EXPECT_LT(std::filesystem::file_size(path_ + "-wal"), 7U * 1024 * 1024);
}

// ---- when the disk fails

// A limit on the size of a file stands in for a full disk. 0: all as promised; else the step that was
// not.
int fill_the_disk(const std::string& path, int acknowledged_to) {
  ::signal(SIGXFSZ, SIG_IGN);
  std::atomic<int> told = 0;
  std::string reason;
  SqliteOptions options;
  options.failed = [&](std::string_view why) {
    reason = why;
    ++told;
  };
  auto opened = SqliteStore::open(path, std::move(options));
  if (!opened.ok()) return 1;
  SqliteStore& store = *opened.value();
  if (!store.commit(with_name(asa, 0, "0")).ok()) return 2;
  const rlimit limit = {512 * 1024, 512 * 1024};
  if (::setrlimit(RLIMIT_FSIZE, &limit) != 0) return 3;

  std::int64_t n = 1;
  for (; n < 10000; ++n) {
    const auto answer = store.commit(with_name(asa, n, std::to_string(n)));
    if (answer.ok()) continue;
    if (answer.reason() != StoreFault::unavailable) return 4;
    break;
  }
  if (n == 10000) return 5;
  if (::write(acknowledged_to, &n, sizeof n) != sizeof n) return 6;
  // Nothing is served after that, and the owner is told once.
  if (store.commit(with_name(asa, n, "again")).ok()) return 7;
  if (store.put_setting("a", "b").ok()) return 8;
  if (store.load(asa).ok()) return 9;
  if (told != 1 || reason.empty()) return 10;
  return 0;
}

TEST_F(SqliteStoreTest, AfterAFailedCommitNothingIsServedAndTheOwnerIsToldOnce) {
  std::array<int, 2> ends = {};
  ASSERT_EQ(::pipe(ends.data()), 0);
  EXPECT_EQ(in_a_child([&] { return fill_the_disk(path_, ends[1]); }), 0);
  ::close(ends[1]);
  std::int64_t acknowledged = 0;
  ASSERT_EQ(::read(ends[0], &acknowledged, sizeof acknowledged),
            static_cast<ssize_t>(sizeof acknowledged));
  ::close(ends[0]);

  // The next start has everything that was acknowledged, and works.
  const auto store = open();
  const auto file = store->load(asa);
  ASSERT_TRUE(file.ok());
  EXPECT_EQ(file.value().revision, acknowledged);
  EXPECT_TRUE(store->commit(with_name(asa, whatever_stands, "back")).ok());
}

TEST_F(SqliteStoreTest, EveryoneWhoWaitsIsAnsweredWhenTheDiskIsFull) {
  std::array<int, 2> ends = {};
  ASSERT_EQ(::pipe(ends.data()), 0);
  const pid_t child = ::fork();
  if (child == 0) {
    ::signal(SIGXFSZ, SIG_IGN);
    const rlimit limit = {512 * 1024, 512 * 1024};
    ::_exit(::setrlimit(RLIMIT_FSIZE, &limit) == 0 ? write_and_say(path_, ends[1]) : 4);
  }
  ::close(ends[1]);
  const std::string said = listen_and_kill(child, ends[0], static_cast<std::size_t>(-1));
  ::close(ends[0]);
  int status = 0;
  ::waitpid(child, &status, 0);
  ASSERT_TRUE(WIFEXITED(status));
  EXPECT_EQ(WEXITSTATUS(status), 0);
  EXPECT_FALSE(said.empty());
  expect_all_there(path_, said);
}

TEST_F(SqliteStoreTest, ARowThatCannotBeReadIsAFaultAndNotAnEmptyMember) {
  ASSERT_TRUE(open()->commit(with_name(asa, 0, "Åsa")).ok());
  by_hand(path_, "UPDATE record SET body = x'7B'");
  const auto store = open();
  EXPECT_EQ(store->load(asa).reason(), StoreFault::unavailable);
}

// ---- rules of the schema

TEST_F(SqliteStoreTest, EveryTableOfAMemberBeginsItsKeyWithTheMember) {
  open().reset();
  sqlite3* database = nullptr;
  ASSERT_EQ(sqlite3_open(path_.c_str(), &database), SQLITE_OK);
  sqlite3_stmt* statement = nullptr;
  ASSERT_EQ(sqlite3_prepare_v2(database,
                               "SELECT count(*), sum(c.pk = 1) FROM sqlite_schema t,"
                               " pragma_table_info(t.name) c WHERE t.type = 'table'"
                               " AND c.name = 'member'"
                               " AND t.name IN ('record', 'receipt', 'interaction', 'decision')",
                               -1, &statement, nullptr),
            SQLITE_OK);
  ASSERT_EQ(sqlite3_step(statement), SQLITE_ROW);
  EXPECT_EQ(sqlite3_column_int(statement, 0), 4);
  EXPECT_EQ(sqlite3_column_int(statement, 1), 4);
  sqlite3_finalize(statement);
  sqlite3_close(database);
}

TEST_F(SqliteStoreTest, MigrationsAreNumberedWithoutAGap) {
  std::int64_t next = 1;
  for (const Migration& step : migrations()) EXPECT_EQ(step.number, next++);
}

}  // namespace
}  // namespace samtycke::server
