// The commands on a store on PostgreSQL: what they do there, and what they refuse in one line.
#include <gtest/gtest.h>

#include <fstream>
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

TEST_F(PostgresProgram, WhatIsForFilesIsRefusedInOneLineThatSaysWhatToUse) {
  const auto expect_refused = [](const Ran& ran, const std::string& word) {
    EXPECT_EQ(ran.code, 2);
    EXPECT_TRUE(ran.out.empty()) << ran.out;
    EXPECT_EQ(ran.err.find('\n'), ran.err.size() - 1) << ran.err;
    EXPECT_NE(ran.err.find(word), std::string::npos) << ran.err;
  };
  expect_refused(run({"backup", "copy"}), "pg_dump");
  expect_refused(run({"restore", "copy"}, false), "pg_restore");
  expect_refused(run({"rotate-key", "members"}, false), "SQLite");
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
