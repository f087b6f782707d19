// R13: an erasure that a crash cuts short at any step has happened or has not, and neither last night's backup
// nor last night's import brings anybody back.

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>

#include "core/base/check.h"
#include "server/ledger/ledger_files.h"
#include "server/ledger/log_key.h"
#include "server/ledger/verify_store.h"
#include "tests/server/store/sealed_town.h"
#include "tests/support/builders.h"
#include "tests/support/temporary_folder.h"
#include "tests/torture/copied_store.h"

namespace samtycke::torture {
namespace {

namespace fs = std::filesystem;
using server::SqliteStore;

const Instant noon = support::at("2026-03-14T11:00:00Z");

void erase_asa(const std::string& path, const server::StepHook& at_step) {
  server::SqliteOptions options;
  options.at_step = at_step;
  auto store = SqliteStore::open(path, std::move(options));
  SAMTYCKE_CHECK(store.ok());
  SAMTYCKE_CHECK(store.value()->erase(server::asa(), noon).ok());
}

// Last night's files from the till and the old system have her still.
int import_last_night(const std::string& folder) {
  std::ofstream(folder + "/members.csv") << "member_number,email,given_name\n"
                                            "7391824655,Qvirrelin@planterad.se,Zoe\n"
                                            "7391824999,annan@example.se,Bo\n";
  return command(folder, {"import", "members", folder + "/members.csv"});
}

bool is_found(SqliteStore& store) {
  return store.load(server::asa()).ok() ||
         store.find({server::LookupKind::member_number, "7391824655"}).ok() ||
         store.find({server::LookupKind::email, "qvirrelin@planterad.se"}).ok();
}

// Of `ledger verify`.
std::uint64_t findings(const std::string& path) {
  const auto key = server::ledger::read_public_key(server::ledger::ledger_files(path).public_key);
  SAMTYCKE_CHECK(key.ok());
  const auto verified = server::ledger::verify_store(*open(path), key.value(), {});
  SAMTYCKE_CHECK(verified.ok());
  if (verified.value().found > 0) std::printf("%s\n", verified.value().findings.front().c_str());
  return verified.value().found;
}

class CutShort : public testing::Test {
 protected:
  // A town in which her number is one that an import may name.
  static std::vector<server::Change> people() {
    auto all = server::town(4);
    for (auto& record : all.front().records) {
      if (record.field == member::field::member_number) record.value = "7391824655";
    }
    return all;
  }
};

TEST_F(CutShort, AnErasureThatACrashCutsShortHasHappenedOrHasNot) {
  std::vector<std::string> steps;
  {
    const support::TemporaryFolder folder;
    server::fill(*open(folder.file("store.db")), people());
    steps = server::steps_of([&](const auto& hook) { erase_asa(folder.file("store.db"), hook); });
  }
  const auto written_down = std::find(steps.begin(), steps.end(), "erasure written down");
  ASSERT_NE(written_down, steps.end());
  const auto decided = static_cast<std::size_t>(written_down - steps.begin());
  long back = 0;
  std::uint64_t found = 0;
  for (std::size_t n = 0; n < steps.size(); ++n) {
    const support::TemporaryFolder folder;
    const std::string path = folder.file("store.db");
    server::fill(*open(path), people());
    ASSERT_EQ(command(folder.path().string(), {"backup", folder.file("night")}), 0);
    ASSERT_TRUE(server::dies_at_step(n, [&](const auto& hook) { erase_asa(path, hook); }));
    const bool is_gone = n >= decided;
    EXPECT_EQ(is_found(*open(path)), !is_gone) << steps[n];
    found += findings(path);
    if (!is_gone) continue;
    // Rows and keys as they were last night, and the morning's import.
    for (const char* end : {"", ".keys"}) fs::remove(path + end);
    ASSERT_TRUE(restored(folder.path().string(), folder.file("night")));
    back += is_found(*open(path)) ? 1 : 0;
    EXPECT_EQ(import_last_night(folder.path().string()), 1) << "she is a rejected row";
    back += is_found(*open(path)) ? 1 : 0;
    EXPECT_TRUE(open(path)->find({server::LookupKind::member_number, "7391824999"}).ok());
    found += findings(path);
  }
  EXPECT_EQ(back, 0);
  EXPECT_EQ(found, 0U) << "the ledger holds after each";
  std::printf(
      "R13: an erasure killed at each of %zu steps, then last night's backup and import: %ld "
      "back\n",
      steps.size(), back);
}

// The control: the same import into a store that nobody was erased from.
TEST_F(CutShort, TheSameImportBringsInWhomNobodyErased) {
  const support::TemporaryFolder folder;
  open(folder.file("store.db")).reset();
  EXPECT_EQ(import_last_night(folder.path().string()), 0);
  const auto store = open(folder.file("store.db"));
  EXPECT_TRUE(store->find({server::LookupKind::member_number, "7391824655"}).ok());
}

}  // namespace
}  // namespace samtycke::torture
