// The commands on a store on PostgreSQL: what they do there, and what they refuse in one line.
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <sstream>

#include "server/cli/program.h"
#include "tests/contract/postgres_club.h"
#include "tests/support/temporary_folder.h"

namespace samtycke::server {
namespace {

using support::PostgresServer;

class PostgresProgram : public testing::Test {
 protected:
  void SetUp() override {
    if (!PostgresServer::is_installed()) {
      GTEST_SKIP() << "PostgreSQL is not installed: ./dev setup installs postgresql-15";
    }
    PostgresServer& server = postgres_server();
    for (const std::string name : {"program", "program_keys"}) {
      server.run("postgres", "DROP DATABASE IF EXISTS " + name);
      server.create(name);
    }
    db_ = server.url("program");
  }
  struct Ran {
    int code = -1;
    std::string out;
    std::string err;
  };
  Ran run(std::vector<std::string> arguments, bool with_assets = true) const {
    arguments.insert(arguments.end(), {"--db", db_});
    if (with_assets) {
      const std::string assets = std::string(SAMTYCKE_SOURCE_DIR) + "/assets";
      arguments.insert(arguments.end(), {"--assets", assets});
    }
    std::ostringstream out;
    std::ostringstream err;
    const int code = run_program(arguments, folder_.path().string(), {}, out, err);
    return {code, out.str(), err.str()};
  }
  void write(const std::string& name, std::string_view text) const {
    std::ofstream(folder_.file(name), std::ios::binary) << text;
  }
  support::TemporaryFolder folder_;
  std::string db_;
};

TEST_F(PostgresProgram, ImportsChecksExportsProvesAndErases) {
  write("in.csv", "member_number,given_name,email\n100001,Åsa,asa.lindqvist@example.se\n");
  const Ran imported = run({"import", "members", "in.csv"});
  EXPECT_EQ(imported.code, 0) << imported.err;
  EXPECT_NE(imported.err.find("data/program.key"), std::string::npos)
      << "the key file that was made is named: " << imported.err;
  const Ran exported = run({"export", "--member", "100001"});
  EXPECT_EQ(exported.code, 0) << exported.err;
  EXPECT_NE(exported.out.find("asa.lindqvist@example.se"), std::string::npos);
  const Ran verified = run({"ledger", "verify"});
  EXPECT_EQ(verified.code, 0) << verified.err << verified.out;
  const Ran erased = run({"erase", "--member", "100001"});
  EXPECT_EQ(erased.code, 0) << erased.err;
  EXPECT_EQ(run({"export", "--member", "100001"}).code, 2);
  EXPECT_EQ(run({"retention", "--dry-run"}).code, 0);
  EXPECT_EQ(run({"import", "members", "in.csv"}).code, 1) << "they were erased";
}

TEST_F(PostgresProgram, TheKeysOfTheLedgerAndOfLinksChangeAndWhatWasSentOutHolds) {
  write("in.csv", "member_number,terms_accepted_at\n1,2026-12-01\n");
  const Ran imported = run({"import", "members", "in.csv", "--as-of", "2027-01-01"});
  ASSERT_EQ(imported.code, 0) << imported.err;
  const auto text_of = [this](const std::string& name) {
    std::ifstream file(folder_.file("data/program" + name), std::ios::binary);
    return std::string(std::istreambuf_iterator<char>(file), {});
  };
  const std::string first = text_of(".ledger.pub");
  write("kept.checkpoint", text_of(".checkpoint"));
  const auto open = [this] {
    PostgresOptions options;
    options.places = {db_, "", folder_.file("data/program.key")};
    return std::move(PostgresStore::open(std::move(options))).value();
  };
  const std::string link = open()->seal_link("stop", "words");
  {
    const auto server = open();
    ASSERT_TRUE(server->has(Duty::ledger));
    for (const char* which : {"ledger", "links"}) {
      const Ran refused = run({"rotate-key", which}, false);
      EXPECT_EQ(refused.code, 2) << which;
      EXPECT_NE(refused.err.find("server"), std::string::npos) << refused.err;
    }
  }
  for (const char* which : {"ledger", "links"}) {
    const Ran rotated = run({"rotate-key", which}, false);
    EXPECT_EQ(rotated.code, 0) << which << rotated.err;
  }
  EXPECT_NE(text_of(".ledger.pub"), first);
  const Ran verified = run({"ledger", "verify", "--checkpoint", "kept.checkpoint"});
  EXPECT_EQ(verified.code, 0) << verified.out << verified.err;
  const auto store = open();
  EXPECT_EQ(store->open_link("stop", link), "words");
  EXPECT_EQ(store->open_link("stop", store->seal_link("stop", "new")), "new");
}

TEST_F(PostgresProgram, WhatIsForFilesIsRefusedInOneLineThatSaysWhatToUse) {
  const auto expect_refused = [](const Ran& ran, const std::string& word) {
    EXPECT_EQ(ran.code, 2);
    EXPECT_TRUE(ran.out.empty()) << ran.out;
    EXPECT_EQ(ran.err.find('\n'), ran.err.size() - 1) << ran.err;
    EXPECT_NE(ran.err.find(word), std::string::npos) << ran.err;
  };
  expect_refused(run({"backup", "copy"}), "pg_dump");
  expect_refused(run({"restore", "copy"}, false), "pg_restore");
  expect_refused(run({"rotate-key", "members"}, false), "PostgreSQL");
  expect_refused(run({"ledger", "begin-anew"}, false), "SQLite");
  db_ = "postgresql:///not_there?host=/nowhere";
  expect_refused(run({"export", "--member", "1"}), "createdb");
  db_ = "postgresql://localhost";
  expect_refused(run({"export", "--member", "1"}), "--db");
}

TEST_F(PostgresProgram, APasswordInTheAddressIsNotRepeated) {
  db_ = "postgresql://club:hemligt@localhost:1/not_there";
  const Ran ran = run({"export", "--member", "1"});
  EXPECT_EQ(ran.code, 2);
  EXPECT_EQ(ran.err.find("hemligt"), std::string::npos) << ran.err;
}

}  // namespace
}  // namespace samtycke::server
