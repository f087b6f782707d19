// An erased member is in no file (trust.md, S14): every value of theirs, in every encoding, is looked for in
// every file that the store, its commands and its log have written.
#include <fcntl.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdio>
#include <filesystem>
#include <fstream>

#include "server/cli/program.h"
#include "server/edge/log.h"
#include "server/store/erasure_journal.h"
#include "server/store/rotate_keys.h"
#include "tests/server/store/sealed_town.h"
#include "tests/support/builders.h"
#include "tests/support/encodings.h"
#include "tests/support/temporary_folder.h"
#include "tests/torture/size.h"

namespace samtycke::server {
namespace {

namespace fs = std::filesystem;

const Instant noon = support::at("2026-03-14T11:00:00Z");

int size() {
  return static_cast<int>(torture::size_of("MEMBERS", 20, 1000));
}

// Values that nobody else has, long enough to be found by no accident.
struct Planted {
  explicit Planted(int n) : tail(std::to_string(7100000 + 137 * n)) {}
  std::string tail;
  MemberId id() const { return MemberId("abcdef" + tail + "0123456789"); }
  std::string number() const { return "55" + tail; }
  std::string email() const { return "Zelda" + tail + "@planterad.se"; }
  std::string name() const { return "Åskådar" + tail; }
  std::string street() const { return "Örtvägen " + tail; }
  std::string phone() const { return "+4670" + tail; }
  std::string receipt() const { return "Kv" + tail; }
  std::string article() const { return "Frotté" + tail; }
  std::string about() const { return "Kampanj" + tail; }
  std::string actor() const { return "ombud" + tail; }
  std::string answer() const { return "Svaret" + tail; }
  std::string code() const { return "Xk" + tail; }

  std::vector<std::string> values() const {
    return {number(),  email(), name(),  street(), phone(), receipt(),
            article(), about(), actor(), answer(), code(),  id().text()};
  }
  Change file() const {
    const auto record = [](const char* field, std::string value) {
      return member::Record{FieldId(field), std::move(value), member::Source::member, noon};
    };
    Change made;
    made.member = id();
    made.records = {record("member_number", number()), record("email", email()),
                    record("given_name", name()), record("street", street()),
                    record("phone", phone())};
    member::Receipt bought;
    bought.number = receipt();
    bought.at = noon;
    bought.store = "Butik";
    bought.lines = {{article(), TopicId("bath"), 1, {12345}}};
    made.receipts = {bought};
    made.interactions = {{"Ia" + tail, noon, member::InteractionKind::click, about(),
                          TopicId("sleep"), member::Source::website}};
    made.decisions = {{consent::Withdraw{support::cell("own", "email")}, 1, support::swedish(),
                       support::text_hash("words"), consent::Way::agent, "agent:" + actor(), noon}};
    made.idempotency = Idempotency{
        "member:" + id().text(), "POST /api/v1/me/decisions", "key" + tail, "sha", answer(), noon};
    return made;
  }
};

// What this process says on standard error goes to a file, for as long as this lives.
class LogInFile {
 public:
  explicit LogInFile(const std::string& path) : before_(::dup(STDERR_FILENO)) {
    const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600);
    ::dup2(file, STDERR_FILENO);
    ::close(file);
  }
  ~LogInFile() {
    ::dup2(before_, STDERR_FILENO);
    ::close(before_);
  }
  LogInFile(const LogInFile&) = delete;
  LogInFile& operator=(const LogInFile&) = delete;

 private:
  int before_;
};

class ErasedMember : public testing::Test {
 protected:
  std::unique_ptr<SqliteStore> open() {
    SqliteOptions options;
    options.damaged = [](const std::string& row) { log(Event::row_damaged, row); };
    auto opened = SqliteStore::open(path_, std::move(options));
    SAMTYCKE_CHECK(opened.ok());
    return std::move(opened).value();
  }
  // They live for a while: every row is written more than once, and visitors' rows are there.
  void live(SqliteStore& store) {
    for (int n = 0; n < size(); ++n) {
      const Planted one(n);
      SAMTYCKE_CHECK(store.commit(one.file()).ok());
      Change again = one.file();
      again.idempotency.reset();
      again.based_on = whatever_stands;
      SAMTYCKE_CHECK(store.commit(again).ok());
      const std::string browser = "browser" + std::to_string(n);
      SAMTYCKE_CHECK(store.put_pending({browser, one.code(), one.id(), one.email(), noon, 5}).ok());
      SAMTYCKE_CHECK(store.put_mail({0, one.email(), "Kod", one.name() + one.code(), noon}).ok());
      SAMTYCKE_CHECK(store.put_session({"token" + std::to_string(n), one.id(), noon, noon}).ok());
    }
  }
  // Every other one goes.
  void erase(SqliteStore& store) {
    for (int n = 0; n < size(); n += 2) {
      SAMTYCKE_CHECK(store.erase(Planted(n).id(), noon).ok());
    }
  }
  std::vector<std::string> values(int first) const {
    std::vector<std::string> all;
    for (int n = first; n < size(); n += 2) {
      const auto of_one = Planted(n).values();
      all.insert(all.end(), of_one.begin(), of_one.end());
    }
    return all;
  }
  std::vector<std::string> hits() { return found_under(folder_.path().string(), values(0)); }
  int command(const std::vector<std::string>& arguments) {
    std::ofstream out(folder_.file("out"), std::ios::app);
    std::ofstream err(folder_.file("log"), std::ios::app);
    return run_program(arguments, folder_.path().string(), {}, out, err);
  }

  support::TemporaryFolder folder_;
  std::string path_ = folder_.file("store.db");
};

TEST_F(ErasedMember, IsInNoFileInAnyEncoding) {
  const std::vector<std::string> none;
  {
    const LogInFile log(folder_.file("log"));
    const auto store = open();
    live(*store);
    erase(*store);
    EXPECT_EQ(hits(), none) << "while it is served";
    EXPECT_EQ(store->count_members().value(), size() / 2);
    // Whoever stays is sealed, but for the opaque id: so the files are really looked into.
    EXPECT_FALSE(found_under(folder_.path().string(), {Planted(1).id().text()}).empty());
    EXPECT_TRUE(found_under(folder_.path().string(), {Planted(1).name()}).empty());
  }
  EXPECT_EQ(hits(), none) << "afterwards";
  {
    const LogInFile log(folder_.file("log"));
    ASSERT_TRUE(rotate_keys(path_, RotatedKey::members).ok());
    ASSERT_TRUE(open()->back_up(folder_.file("data"), folder_.file("keys")).ok());
  }
  const std::string assets = std::string(SAMTYCKE_SOURCE_DIR) + "/assets";
  const std::vector<std::string> places = {"--db", "sqlite:store.db", "--assets", assets};
  for (const Planted& one : {Planted(0), Planted(1)}) {
    std::vector<std::string> exporting = {"export", "--member", one.number()};
    exporting.insert(exporting.end(), places.begin(), places.end());
    EXPECT_EQ(command(exporting), one.tail == Planted(1).tail ? 0 : 2);
  }
  EXPECT_EQ(hits(), none) << "after keys have changed, with a backup and exports";
  std::printf("S14: %d members erased, %zu values in %zu encodings, 0 found\n", size() / 2,
              values(0).size(), support::encodings(values(0).front()).size());
}

TEST_F(ErasedMember, OldRowsWithKeysOfTodayFindNobody) {
  {
    const auto store = open();
    live(*store);
    ASSERT_TRUE(store->back_up(folder_.file("data"), folder_.file("keys")).ok());
    erase(*store);
  }
  fs::copy(folder_.file("data") + "/store.db", path_, fs::copy_options::overwrite_existing);
  fs::remove_all(folder_.file("data"));
  fs::remove_all(folder_.file("keys"));
  const auto store = open();
  EXPECT_EQ(store->erased_again(), size() / 2);
  EXPECT_EQ(store->count_members().value(), size() / 2);
  EXPECT_EQ(hits(), std::vector<std::string>{});
}

// The control: the same members in a store that seals nothing, deleted as SQLite does by itself.
TEST_F(ErasedMember, WithoutSealingTheSameSearchFindsWhatWasDeleted) {
  std::vector<Change> all;
  for (int n = 0; n < size(); ++n) all.push_back(Planted(n).file());
  write_plain_store(path_, all);
  by_hand(path_,
          "PRAGMA secure_delete = OFF; DELETE FROM record; DELETE FROM receipt;"
          "DELETE FROM interaction; DELETE FROM decision; DELETE FROM lookup;"
          "DELETE FROM idempotency; DELETE FROM member");
  const auto found = hits();
  EXPECT_GE(found.size(), values(0).size() / 2);
  std::printf("S14, control without sealing: %zu found\n", found.size());
}

}  // namespace
}  // namespace samtycke::server
