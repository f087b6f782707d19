// The program as a person meets it: arguments in, text and an exit code out.
#include "server/cli/program.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>

#include "core/proof/chain.h"
#include "core/proof/commitment.h"
#include "core/proof/signing.h"
#include "core/wire/receipt_json.h"
#include "server/cli/store_command.h"
#include "server/config/places.h"
#include "server/store/sqlite_store.h"
#include "tests/support/builders.h"

namespace samtycke::server {
namespace {

namespace fs = std::filesystem;

class Program : public ::testing::Test {
 protected:
  void SetUp() override {
    folder_ = fs::temp_directory_path() / ("samtycke-program-" + std::to_string(::getpid()));
    fs::create_directories(folder_);
  }
  void TearDown() override { fs::remove_all(folder_); }

  struct Ran {
    int code = -1;
    std::string out;
    std::string err;
  };
  Ran run(std::vector<std::string> arguments, bool is_terminal = false) const {
    std::ostringstream out;
    std::ostringstream err;
    const int code = run_program(arguments, folder_.string(), {false, is_terminal}, out, err);
    return {code, out.str(), err.str()};
  }
  std::vector<std::string> with_places(std::vector<std::string> arguments) const {
    const std::string assets = std::string(SAMTYCKE_SOURCE_DIR) + "/assets";
    arguments.insert(arguments.end(), {"--db", "sqlite:club.db", "--assets", assets});
    return arguments;
  }
  void write(const std::string& name, std::string_view text) const {
    std::ofstream(folder_ / name, std::ios::binary) << text;
  }
  std::string text_of(const std::string& name) const {
    std::ifstream file(folder_ / name, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
  }
  unsigned file_mode(const std::string& name) const {
    std::error_code none;
    return static_cast<unsigned>(fs::status(folder_ / name, none).permissions());
  }

  fs::path folder_;
};

// One line that begins with the program's name, and nothing on out.
void expect_cannot_start(const std::string& out, const std::string& err, int code) {
  EXPECT_EQ(code, 2);
  EXPECT_TRUE(out.empty()) << out;
  EXPECT_EQ(err.substr(0, 10), "samtycke: ");
  EXPECT_EQ(err.find('\n'), err.size() - 1) << err;
}

TEST_F(Program, ImportsAndExportsAMember) {
  write("in.csv", "member_number,given_name,email\n100001,Åsa,asa.lindqvist@example.se\n");
  const Ran imported = run(with_places({"import", "members", "in.csv"}));
  EXPECT_EQ(imported.code, 0) << imported.err;
  EXPECT_EQ(imported.out,
            "import members: 1 rows read, 1 stored, 0 unchanged, 0 rejected; 1 new members\n");
  const Ran exported = run(with_places({"export", "--member", "100001"}));
  EXPECT_EQ(exported.code, 0) << exported.err;
  EXPECT_NE(exported.out.find("asa.lindqvist@example.se"), std::string::npos);
}

TEST_F(Program, WritesADownloadToAFileThatOnlyItsOwnerReads) {
  write("in.csv", "member_number,given_name\n100001,Åsa\n");
  ASSERT_EQ(run(with_places({"import", "members", "in.csv"})).code, 0);
  write("asa.zip", "left over, and open to all");
  fs::permissions(folder_ / "asa.zip", fs::perms(0644));
  const Ran exported =
      run(with_places({"export", "--member", "100001", "--format", "csv", "--output", "asa.zip"}));
  EXPECT_EQ(exported.code, 0) << exported.err;
  EXPECT_EQ(exported.out, "");
  EXPECT_EQ(fs::status(folder_ / "asa.zip").permissions(), fs::perms(0600));
  std::ifstream in(folder_ / "asa.zip", std::ios::binary);
  const std::string bytes{std::istreambuf_iterator<char>(in), {}};
  EXPECT_TRUE(bytes.starts_with("PK"));
  EXPECT_NE(bytes.find("categories/identity.csv"), std::string::npos);
  // The same in a pipe, since the clock alone is another.
  const Ran piped = run(with_places({"export", "--member", "100001", "--format", "csv"}));
  EXPECT_TRUE(piped.out.starts_with("PK"));
}

TEST_F(Program, AZipFileIsNotWrittenToAScreen) {
  std::ostringstream out;
  std::ostringstream err;
  const int code = run_program(with_places({"export", "--member", "1", "--format", "csv"}),
                               folder_.string(), {true, true}, out, err);
  expect_cannot_start(out.str(), err.str(), code);
  EXPECT_NE(err.str().find("--output"), std::string::npos) << err.str();
}

TEST_F(Program, ShowsProgressToAPersonOnly) {
  write("in.csv", "member_number\n1\n");
  const Ran seen = run(with_places({"import", "members", "in.csv"}), true);
  EXPECT_NE(seen.err.find("1 rows, 100 %"), std::string::npos);
  EXPECT_TRUE(run(with_places({"import", "members", "in.csv"})).err.empty());
}

TEST_F(Program, RejectedRowsAreFindings) {
  write("in.csv", "member_number,email\n1,not an address\n");
  const Ran imported = run(with_places({"import", "members", "in.csv"}));
  EXPECT_EQ(imported.code, 1);
  EXPECT_NE(imported.out.find("in.rejects.csv"), std::string::npos);
  EXPECT_EQ(imported.out.find("not an address"), std::string::npos);
  EXPECT_TRUE(fs::exists(folder_ / "in.rejects.csv"));
}

TEST_F(Program, WhatCannotStartIsOneLineAndTwo) {
  write("in.csv", "member_number\n1\n");
  write("broken.json", "{\"import\": \"members\", \"fields\": {\"member_number\": {}}}");
  write("not_a.db", "this is no database, and it is long enough to be looked at as one\n");
  write("file", "");
  write("first.csv", "member_number\n777\n");
  ASSERT_EQ(run(with_places({"import", "members", "first.csv"})).code, 0)
      << "so that there is a store";
  const std::vector<std::vector<std::string>> calls = {
      {},
      {"dance"},
      {"export"},
      {"export", "--member", "1", "--db", "oracle:x"},
      {"export", "--member", "1", "--format", "xml"},
      with_places({"export", "--member", "777", "--output", "no/such/folder.json"}),
      with_places({"export", "--member", "777", "--language", "tlh"}),
      {"export", "--member", "1", "--assets", "nowhere"},
      {"export", "--member", "1", "--notice", "nowhere", "--db", "sqlite:x.db"},
      {"export", "--member", "1", "--db", "sqlite:not_a.db"},
      {"export", "--member", "1", "--db", "sqlite:file/x.db"},
      with_places({"export", "--member", "1"}),
      with_places({"import", "members", "gone.csv"}),
      with_places({"import", "members", "in.csv", "--map", "gone.json"}),
      with_places({"import", "members", "in.csv", "--map", "broken.json"}),
      with_places({"import", "members", "in.csv", "--map", "."}),
      with_places({"import", "members", "."}),
      with_places({"import", "members", "in.csv", "--as-of", "soon"})};
  for (const auto& call : calls) {
    SCOPED_TRACE(call.empty() ? "nothing" : call[0] + " " + call.back());
    const Ran ran = run(call);
    expect_cannot_start(ran.out, ran.err, ran.code);
  }
}

TEST_F(Program, AStoreAndItsKeyAreMadeTogetherAndSaidInOneLine) {
  write("in.csv", "member_number\n1\n");
  const Ran first = run(with_places({"import", "members", "in.csv"}));
  EXPECT_EQ(first.code, 0);
  EXPECT_EQ(first.err.rfind("Made the key file ", 0), 0U) << first.err;
  EXPECT_EQ(first.err.find('\n'), first.err.size() - 1) << first.err;
  EXPECT_TRUE(fs::exists(folder_ / "club.db.key"));
  EXPECT_TRUE(run(with_places({"import", "members", "in.csv"})).err.empty());
}

TEST_F(Program, NoKeyIsMadeForACommandThatCannotRun) {
  EXPECT_EQ(run(with_places({"export", "--member", "1", "--notice", "nowhere"})).code, 2);
  EXPECT_FALSE(fs::exists(folder_ / "club.db.key"));
}

TEST_F(Program, AMistypedStoreIsNoNewClub) {
  for (const std::vector<std::string>& command : std::vector<std::vector<std::string>>{
           {"audience", "--sender", "own", "--channel", "email", "--kind", "general"},
           {"check", "--member", "1", "--sender", "own", "--channel", "email", "--kind", "general"},
           {"export", "--member", "1"},
           {"erase", "--member", "1"},
           {"retention"},
           {"backup", "copy", "--keys", "keys"},
           {"ledger", "verify"}}) {
    const Ran ran = run(with_places(command));
    expect_cannot_start(ran.out, ran.err, ran.code);
    EXPECT_NE(ran.err.find("there is no store at"), std::string::npos) << ran.err;
    EXPECT_FALSE(fs::exists(folder_ / "club.db")) << command.front();
    EXPECT_FALSE(fs::exists(folder_ / "club.db.key")) << command.front();
  }
}

TEST_F(Program, WithoutTheRightKeyFileACommandCannotStart) {
  write("in.csv", "member_number\n1\n");
  ASSERT_EQ(run(with_places({"import", "members", "in.csv"})).code, 0);
  const Ran elsewhere = run(with_places({"export", "--member", "1", "--key-file", "gone.key"}));
  expect_cannot_start(elsewhere.out, elsewhere.err, elsewhere.code);
  EXPECT_NE(elsewhere.err.find("gone.key is missing"), std::string::npos) << elsewhere.err;
  fs::permissions(folder_ / "club.db.key", fs::perms(0444));
  const Ran open = run(with_places({"export", "--member", "1"}));
  expect_cannot_start(open.out, open.err, open.code);
  fs::permissions(folder_ / "club.db.key", fs::perms(0400));
  fs::rename(folder_ / "club.db.key", folder_ / "moved.key");
  const Ran moved = run(with_places({"export", "--member", "1", "--key-file", "moved.key"}));
  EXPECT_EQ(moved.code, 0) << moved.err;
}

TEST_F(Program, AnErasedMemberIsGoneAndNoImportBringsThemBack) {
  write("in.csv", "member_number,given_name\n1,Åsa\n2,Bo\n");
  ASSERT_EQ(run(with_places({"import", "members", "in.csv"})).code, 0);
  const Ran erased = run(with_places({"erase", "--member", "1"}));
  EXPECT_EQ(erased.code, 0) << erased.err;
  const Ran gone = run(with_places({"export", "--member", "1"}));
  expect_cannot_start(gone.out, gone.err, gone.code);
  const Ran again = run(with_places({"erase", "--member", "1"}));
  expect_cannot_start(again.out, again.err, again.code);
  const Ran back = run(with_places({"import", "members", "in.csv"}));
  EXPECT_EQ(back.code, 1);
  EXPECT_NE(back.out.find("1 unchanged, 1 rejected; 0 new"), std::string::npos) << back.out;
}

TEST_F(Program, RetentionSaysWhatWouldGoAndErasesItWhenItsDayHasCome) {
  write("in.csv", "member_number,joined\n1,2019-02-01\n2,2026-02-01\n");
  ASSERT_EQ(run(with_places({"import", "members", "in.csv"})).code, 0);
  const Ran dry = run(with_places({"retention", "--dry-run", "--as-of", "2026-03-01"}));
  EXPECT_EQ(dry.code, 0) << dry.err;
  EXPECT_NE(dry.out.find("1 members would be erased whole"), std::string::npos) << dry.out;
  EXPECT_EQ(run(with_places({"export", "--member", "1"})).code, 0);
  const Ran ahead = run(with_places({"retention", "--as-of", "2999-01-01"}));
  expect_cannot_start(ahead.out, ahead.err, ahead.code);
  const Ran done = run(with_places({"retention", "--as-of", "2026-03-01"}));
  EXPECT_EQ(done.code, 0) << done.err;
  EXPECT_NE(done.out.find("1 members erased whole"), std::string::npos) << done.out;
  EXPECT_EQ(run(with_places({"export", "--member", "1"})).code, 2);
  EXPECT_EQ(run(with_places({"export", "--member", "2"})).code, 0);
  // Months later by the machine's own clock: a person must say that it is right.
  const Ran leapt = run(with_places({"retention"}));
  expect_cannot_start(leapt.out, leapt.err, leapt.code);
}

TEST_F(Program, ARestoredBackupErasesAgainWhoWasErasedSince) {
  write("in.csv", "member_number,given_name\n1,Åsa\n2,Bo\n");
  ASSERT_EQ(run(with_places({"import", "members", "in.csv"})).code, 0);
  const Ran copied = run(with_places({"backup", "copy", "--keys", "elsewhere"}));
  EXPECT_EQ(copied.code, 0) << copied.err;
  const Ran twice = run(with_places({"backup", "copy", "--keys", "elsewhere"}));
  expect_cannot_start(twice.out, twice.err, twice.code);
  ASSERT_EQ(run(with_places({"erase", "--member", "1"})).code, 0);

  const Ran occupied = run(with_places({"restore", "copy", "--keys", "elsewhere"}));
  expect_cannot_start(occupied.out, occupied.err, occupied.code);
  fs::remove(folder_ / "club.db");
  fs::remove(folder_ / "club.db.keys");
  const Ran half = run(with_places({"restore", "copy"}));
  expect_cannot_start(half.out, half.err, half.code);
  fs::rename(folder_ / "club.db.key", folder_ / "away.key");
  const Ran no_key = run(with_places({"restore", "copy", "--keys", "elsewhere"}));
  expect_cannot_start(no_key.out, no_key.err, no_key.code);
  EXPECT_FALSE(fs::exists(folder_ / "club.db")) << "nothing half restored is left";
  fs::rename(folder_ / "away.key", folder_ / "club.db.key");

  const Ran restored = run(with_places({"restore", "copy", "--keys", "elsewhere"}));
  EXPECT_EQ(restored.code, 0) << restored.err;
  EXPECT_NE(restored.out.find("with 1 members.\n1 who were erased"), std::string::npos)
      << restored.out;
  EXPECT_EQ(run(with_places({"export", "--member", "1"})).code, 2);
  EXPECT_EQ(run(with_places({"export", "--member", "2"})).code, 0);
}

TEST_F(Program, ARestoreWithoutTheNewestJournalOfErasuresIsRefusedUnlessItIsSaid) {
  write("in.csv", "member_number,given_name\n1,Åsa\n2,Bo\n");
  ASSERT_EQ(run(with_places({"import", "members", "in.csv"})).code, 0);
  ASSERT_TRUE(fs::exists(folder_ / "club.db.erased")) << "also while nobody was erased";
  ASSERT_EQ(run(with_places({"erase", "--member", "2"})).code, 0);
  ASSERT_EQ(run(with_places({"backup", "copy"})).code, 0);
  ASSERT_EQ(run(with_places({"erase", "--member", "1"})).code, 0);
  for (const char* lost : {"club.db", "club.db.keys", "club.db.checkpoint"}) {
    fs::remove(folder_ / lost);
  }
  const std::string newest = text_of("club.db.erased");
  for (const std::string& older : {newest.substr(0, newest.find('\n') + 1), std::string()}) {
    fs::remove(folder_ / "club.db.erased");
    if (!older.empty()) write("club.db.erased", older);
    const Ran refused = run(with_places({"restore", "copy"}));
    expect_cannot_start(refused.out, refused.err, refused.code);
    EXPECT_NE(refused.err.find("comes back"), std::string::npos) << refused.err;
    EXPECT_FALSE(fs::exists(folder_ / "club.db"));
  }
  const Ran told = run(with_places({"restore", "copy", "--without-journal"}));
  EXPECT_EQ(told.code, 0) << told.err;
  EXPECT_NE(told.out.find("is a member again"), std::string::npos) << told.out;
  EXPECT_EQ(run(with_places({"export", "--member", "1"})).code, 0);
  EXPECT_EQ(run(with_places({"export", "--member", "2"})).code, 2) << "the backup knew of that one";
}

TEST_F(Program, RotatesEachKeyAndTheMembersStayReadable) {
  write("in.csv", "member_number,given_name\n1,Åsa\n2,Bo\n");
  ASSERT_EQ(run(with_places({"import", "members", "in.csv"})).code, 0);
  for (const char* which : {"master", "index", "members"}) {
    const Ran rotated = run({"rotate-key", which, "--db", "sqlite:club.db"});
    EXPECT_EQ(rotated.code, 0) << rotated.err;
    EXPECT_FALSE(rotated.out.empty());
    const Ran exported = run(with_places({"export", "--member", "1"}));
    EXPECT_NE(exported.out.find("Åsa"), std::string::npos) << which << exported.err;
  }
  EXPECT_EQ(run({"rotate-key", "members", "--db", "sqlite:club.db"}).out,
            "2 members have a new key; their old ones are destroyed.\n");
  const Ran nowhere = run({"rotate-key", "master", "--db", "sqlite:gone.db"});
  expect_cannot_start(nowhere.out, nowhere.err, nowhere.code);
  EXPECT_FALSE(fs::exists(folder_ / "gone.db"));
}

TEST_F(Program, RotatesTheKeyOfLinksAndThoseThatWereSentOpen) {
  write("in.csv", "member_number,given_name\n1,Åsa\n");
  ASSERT_EQ(run(with_places({"import", "members", "in.csv"})).code, 0);
  const auto open = [this] {
    return std::move(SqliteStore::open((folder_ / "club.db").string())).value();
  };
  std::vector<std::string> links = {open()->seal_link("stop", "0")};
  for (const char* which : {"links", "master", "links"}) {
    const Ran rotated = run({"rotate-key", which, "--db", "sqlite:club.db"});
    ASSERT_EQ(rotated.code, 0) << rotated.err;
    const auto store = open();
    links.push_back(store->seal_link("stop", std::to_string(links.size())));
    for (std::size_t n = 0; n < links.size(); ++n) {
      EXPECT_EQ(store->open_link("stop", links[n]), std::to_string(n)) << which;
      EXPECT_FALSE(store->open_link("undo", links[n]));
    }
  }
}

// Accepting the terms is a decision. The notice in force is of late 2026.
std::vector<std::string> members_who_accepted(const char* file) {
  return {"import", "members", file, "--as-of", "2027-01-01"};
}

TEST_F(Program, WhatACommandDecidedStandsInTheSignedLedgerWhenItEnds) {
  write("in.csv", "member_number,terms_accepted_at\n1,2026-12-01\n2,2026-12-02\n");
  ASSERT_EQ(run(with_places(members_who_accepted("in.csv"))).code, 0);
  fs::copy(folder_ / "club.db.checkpoint", folder_ / "kept.checkpoint");
  write("more.csv", "member_number,terms_accepted_at\n3,2026-12-01\n");
  ASSERT_EQ(run(with_places(members_who_accepted("more.csv"))).code, 0);

  const Ran verified = run(with_places({"ledger", "verify", "--checkpoint", "kept.checkpoint"}));
  EXPECT_EQ(verified.code, 0) << verified.out << verified.err;
  EXPECT_NE(verified.out.find("3 members"), std::string::npos) << verified.out;
  EXPECT_NE(verified.out.find("0 not signed yet): everything holds\n"), std::string::npos);
  EXPECT_EQ(verified.out.find("--checkpoint"), std::string::npos) << "It was given.";
}

TEST_F(Program, ALedgerGoesOnUnderAnotherKeyAndARestoredBackupKnowsIt) {
  write("in.csv", "member_number,terms_accepted_at\n1,2026-12-01\n2,2026-12-02\n");
  ASSERT_EQ(run(with_places(members_who_accepted("in.csv"))).code, 0);
  const std::string first = text_of("club.db.ledger.pub");
  write("kept.checkpoint", text_of("club.db.checkpoint"));
  ASSERT_EQ(run(with_places({"backup", "before"})).code, 0);
  const Ran rotated = run({"rotate-key", "ledger", "--db", "sqlite:club.db"});
  ASSERT_EQ(rotated.code, 0) << rotated.err;
  const std::string second = text_of("club.db.ledger.pub");
  EXPECT_NE(second, first);
  const std::vector<std::string> verify = {"ledger", "verify", "--checkpoint", "kept.checkpoint"};
  const Ran verified = run(with_places(verify));
  EXPECT_EQ(verified.code, 0) << verified.out << verified.err;
  ASSERT_EQ(run(with_places({"backup", "after"})).code, 0);
  for (const char* backup : {"before", "after"}) {
    for (const char* lost : {"club.db", "club.db.keys"}) fs::remove(folder_ / lost);
    const Ran restored = run(with_places({"restore", backup}));
    EXPECT_EQ(restored.code, 0) << backup << restored.err;
    EXPECT_EQ(text_of("club.db.ledger.pub"), second) << backup;
    EXPECT_EQ(run(with_places(verify)).code, 0) << backup;
  }
}

TEST_F(Program, AStoreThatWasPutBackToAnOldCopyIsAFinding) {
  write("in.csv", "member_number,terms_accepted_at\n1,2026-12-01\n");
  ASSERT_EQ(run(with_places(members_who_accepted("in.csv"))).code, 0);
  fs::copy(folder_ / "club.db", folder_ / "old.db");
  write("more.csv", "member_number,terms_accepted_at\n2,2026-12-01\n");
  ASSERT_EQ(run(with_places(members_who_accepted("more.csv"))).code, 0);
  fs::rename(folder_ / "old.db", folder_ / "club.db");

  const Ran verified = run(with_places({"ledger", "verify"}));
  EXPECT_EQ(verified.code, 1);
  EXPECT_NE(verified.out.find("some were taken away"), std::string::npos) << verified.out;
  const Ran exported = run(with_places({"export", "--member", "1"}));
  EXPECT_EQ(exported.code, 1) << "Done, and the ledger is not signed any more.";
  EXPECT_NE(exported.err.find("the store is an old copy"), std::string::npos) << exported.err;
}

TEST_F(Program, ABackupBringsBackTheKeyThatSignsTheLedger) {
  write("in.csv", "member_number,terms_accepted_at\n1,2026-12-01\n");
  ASSERT_EQ(run(with_places(members_who_accepted("in.csv"))).code, 0);
  ASSERT_EQ(run(with_places({"backup", "copy"})).code, 0);
  EXPECT_EQ(file_mode("copy/keys/store.db.ledger.key"), 0400U);
  fs::copy(folder_ / "club.db.checkpoint", folder_ / "kept.checkpoint");
  for (const char* lost : {"", ".keys", ".ledger.key", ".ledger.pub", ".checkpoint"}) {
    fs::remove(folder_ / (std::string("club.db") + lost));
  }
  const Ran restored = run(with_places({"restore", "copy"}));
  EXPECT_EQ(restored.code, 0) << restored.err;
  EXPECT_EQ(file_mode("club.db.ledger.key"), 0400U);
  const Ran verified = run(with_places({"ledger", "verify", "--checkpoint", "kept.checkpoint"}));
  EXPECT_EQ(verified.code, 0) << verified.out << verified.err;
  write("more.csv", "member_number,terms_accepted_at\n2,2026-12-01\n");
  EXPECT_EQ(run(with_places(members_who_accepted("more.csv"))).code, 0) << "It is signed again.";
}

TEST_F(Program, ARestoreSaysThatDecisionsSinceTheBackupAreMissingFromTheLedger) {
  write("in.csv", "member_number,terms_accepted_at\n1,2026-12-01\n");
  ASSERT_EQ(run(with_places(members_who_accepted("in.csv"))).code, 0);
  ASSERT_EQ(run(with_places({"backup", "copy"})).code, 0);
  write("more.csv", "member_number,terms_accepted_at\n2,2026-12-01\n");
  ASSERT_EQ(run(with_places(members_who_accepted("more.csv"))).code, 0);
  fs::remove(folder_ / "club.db");
  fs::remove(folder_ / "club.db.keys");

  const Ran restored = run(with_places({"restore", "copy"}));
  EXPECT_EQ(restored.code, 1) << restored.err;
  EXPECT_NE(restored.out.find("Restored"), std::string::npos) << restored.out;
  EXPECT_NE(restored.err.find("club.db.checkpoint speaks of a larger tree"), std::string::npos)
      << restored.err;
  EXPECT_EQ(run(with_places({"ledger", "verify"})).code, 1);
}

TEST_F(Program, AfterDecisionsWereLostForGoodAnotherLedgerBeginsAndTheOldKeyNeverSignsAgain) {
  write("in.csv", "member_number,terms_accepted_at\n1,2026-12-01\n");
  ASSERT_EQ(run(with_places(members_who_accepted("in.csv"))).code, 0);
  const std::vector<std::string> anew = {"ledger", "begin-anew", "--db", "sqlite:club.db"};
  EXPECT_EQ(run(anew).code, 2) << "Nothing was lost.";
  ASSERT_EQ(run(with_places({"backup", "copy"})).code, 0);
  write("more.csv", "member_number,terms_accepted_at\n2,2026-12-01\n");
  ASSERT_EQ(run(with_places(members_who_accepted("more.csv"))).code, 0);
  const std::string old_key = text_of("club.db.ledger.pub");
  const std::string old_note = text_of("club.db.checkpoint");
  fs::remove(folder_ / "club.db");
  fs::remove(folder_ / "club.db.keys");
  ASSERT_EQ(run(with_places({"restore", "copy"})).code, 1);

  const Ran began = run(anew);
  EXPECT_EQ(began.code, 0) << began.err;
  EXPECT_NE(text_of("club.db.ledger.pub"), old_key);
  const std::string digits = old_key.substr(9, 16);
  EXPECT_EQ(text_of("club.db.ledger-" + digits + ".pub"), old_key);
  EXPECT_EQ(text_of("club.db.ledger-" + digits + ".checkpoint"), old_note);
  EXPECT_TRUE(fs::exists(folder_ / ("club.db.ledger-" + digits + ".key")));
  const Ran verified = run(with_places({"ledger", "verify"}));
  EXPECT_EQ(verified.code, 0) << verified.out;
  EXPECT_EQ(run(with_places(members_who_accepted("more.csv"))).code, 0) << "It is signed again.";
  EXPECT_EQ(run(anew).code, 2);
}

TEST_F(Program, ANewLedgerThatWasCutShortStandsStillUntilItIsBegunAgain) {
  write("in.csv", "member_number,terms_accepted_at\n1,2026-12-01\n2,2026-12-01\n");
  ASSERT_EQ(run(with_places(members_who_accepted("in.csv"))).code, 0);
  // As a crash leaves it: the key is put aside, and nothing else.
  fs::rename(folder_ / "club.db.ledger.key", folder_ / "aside.key");
  EXPECT_EQ(run(with_places({"export", "--member", "1"})).code, 2);
  const Ran began = run({"ledger", "begin-anew", "--db", "sqlite:club.db"});
  EXPECT_EQ(began.code, 0) << began.err;
  EXPECT_EQ(run(with_places({"ledger", "verify"})).code, 0);
}

TEST_F(Program, ARestoreThatErasesAgainContinuesTheLedgerThatWasSigned) {
  write("in.csv", "member_number,terms_accepted_at\n1,2026-12-01\n2,2026-12-01\n");
  ASSERT_EQ(run(with_places(members_who_accepted("in.csv"))).code, 0);
  ASSERT_EQ(run(with_places({"backup", "copy"})).code, 0);
  ASSERT_EQ(run(with_places({"erase", "--member", "1"})).code, 0);
  fs::remove(folder_ / "club.db");
  fs::remove(folder_ / "club.db.keys");
  const Ran restored = run(with_places({"restore", "copy"}));
  EXPECT_EQ(restored.code, 0) << restored.err;
  const Ran verified = run(with_places({"ledger", "verify"}));
  EXPECT_EQ(verified.code, 0) << verified.out;
  EXPECT_NE(verified.out.find("1 erasures"), std::string::npos) << verified.out;
}

TEST_F(Program, ARestoreNeverPutsAnotherLedgersKeyInPlace) {
  write("in.csv", "member_number,terms_accepted_at\n1,2026-12-01\n");
  ASSERT_EQ(run(with_places(members_who_accepted("in.csv"))).code, 0);
  ASSERT_EQ(run(with_places({"backup", "copy"})).code, 0);
  for (const char* lost : {"club.db", "club.db.keys", "club.db.ledger.key"}) {
    fs::remove(folder_ / lost);
  }
  write("club.db.ledger.key", std::string(32, 'x'));
  fs::permissions(folder_ / "club.db.ledger.key", fs::perms::owner_read);
  const Ran restored = run(with_places({"restore", "copy"}));
  EXPECT_EQ(restored.code, 1);
  EXPECT_NE(restored.err.find("club.db.ledger.key"), std::string::npos) << restored.err;
}

TEST_F(Program, TheLedgersKeyIsNotMadeTwice) {
  write("in.csv", "member_number,terms_accepted_at\n1,2026-12-01\n");
  ASSERT_EQ(run(with_places(members_who_accepted("in.csv"))).code, 0);
  fs::remove(folder_ / "club.db.ledger.key");
  const Ran without = run(with_places({"export", "--member", "1"}));
  expect_cannot_start(without.out, without.err, without.code);
  EXPECT_NE(without.err.find("club.db.ledger.key is missing"), std::string::npos) << without.err;
}

TEST_F(Program, ChecksAReceiptWithThePublicKeyAlone) {
  const proof::SigningKey key("samtycke/test", proof::Seed{});
  write("club.pub", to_text(key.public_key()) + "\n");
  consent::Decision decision;
  decision.act = consent::Join{};
  const std::string payload =
      proof::encode(proof::next_in_chain({}, MemberId("0a"), decision, "")).value();
  proof::Receipt receipt{payload, {}, proof::Pending{}};
  write("pending.json", wire::encode_receipt_proof(receipt));
  const proof::Hash leaf = proof::leaf_hash(proof::leaf(0, proof::commitment({}, payload)));
  receipt.place =
      proof::InTree{0, {}, key.sign_note(to_text(proof::Checkpoint{"samtycke/test", {1, leaf}}))};
  write("good.json", wire::encode_receipt_proof(receipt));
  receipt.salt.bytes[0] = 1;
  write("bad.json", wire::encode_receipt_proof(receipt));
  write("words.json", "words");

  const auto verify = [this](const char* file) {
    return run({"ledger", "verify-receipt", file, "--key", "club.pub"});
  };
  EXPECT_EQ(verify("good.json").code, 0) << verify("good.json").out;
  EXPECT_EQ(verify("good.json").out.rfind("It holds: decision 1 of member 0a, {", 0), 0U);
  EXPECT_EQ(verify("bad.json").code, 1);
  EXPECT_EQ(verify("bad.json").out.rfind("It does NOT hold: ", 0), 0U);
  EXPECT_EQ(verify("pending.json").code, 1);
  EXPECT_EQ(verify("words.json").code, 2);
  EXPECT_EQ(run({"ledger", "verify-receipt", "good.json"}).code, 2) << "No key beside any store.";
}

TEST_F(Program, ABrokenMapIsNamedWithItsPlace) {
  write("in.csv", "member_number\n1\n");
  write("map.json",
        "{\"import\": \"members\", \"fields\": {\"member_number\": {\"colum\": \"x\"}}}");
  const Ran ran = run(with_places({"import", "members", "in.csv", "--map", "map.json"}));
  EXPECT_NE(ran.err.find("/fields/member_number/colum"), std::string::npos) << ran.err;
}

TEST_F(Program, RunsInsideTheServerThatHoldsTheStore) {
  const std::string db = "sqlite:" + (folder_ / "club.db").string();
  auto store = SqliteStore::open(sqlite_path(db));
  ASSERT_TRUE(store.ok());
  const notice::Edition edition{support::small_notice()};
  const std::vector<view::Words> words;

  write("in.csv", "member_number,given_name\n100001,Åsa\n");
  const Ran before = run(with_places({"import", "members", "in.csv"}));
  expect_cannot_start(before.out, before.err, before.code);
  EXPECT_NE(before.err.find("in use"), std::string::npos)
      << "The lock is held, and nobody listens.";

  AdminSocket admin(admin_socket_path(db),
                    command_runner(*store.value(), sqlite_path(db), edition, words,
                                   [] { return support::today().at; }));
  ASSERT_TRUE(admin.start().ok());
  const Ran during = run(with_places({"import", "members", "in.csv"}), true);
  EXPECT_EQ(during.code, 0) << during.err;
  EXPECT_NE(during.out.find("1 stored"), std::string::npos);
  EXPECT_NE(during.err.find("100 %"), std::string::npos) << "The progress line comes through.";
  EXPECT_TRUE(store.value()->find({LookupKind::member_number, "100001"}).ok());
}

TEST_F(Program, SaysWhetherSomethingMayBeSent) {
  write("in.csv", "member_number,given_name,email,joined\n100001,Åsa,asa@example.se,2026-01-02\n");
  ASSERT_EQ(run(with_places({"import", "members", "in.csv"})).code, 0);
  const Ran asked = run(with_places({"check", "--member", "100001", "--sender", "own", "--channel",
                                     "email", "--kind", "general", "--as-of", "2026-03-01"}));
  EXPECT_EQ(asked.code, 1) << asked.err;
  EXPECT_NE(asked.out.find("You have not said yes to this: E-mail from Hemtex."), std::string::npos)
      << asked.out;
}

TEST_F(Program, ChecksANotice) {
  const std::string folder = std::string(SAMTYCKE_SOURCE_DIR) + "/assets/notice/hemtex";
  EXPECT_EQ(run({"notice", "check", folder}).code, 0);
  EXPECT_EQ(run({"notice", "check", "nowhere"}).code, 2);
}

}  // namespace
}  // namespace samtycke::server
