// The import of real records, when they lie beside the project (see completejourney/README.md).
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <set>
#include <string>

#include "core/wire/notice_json.h"
#include "server/import/csv.h"
#include "server/import/import.h"
#include "tests/support/builders.h"
#include "tests/support/memory_store.h"

namespace samtycke::server::import {
namespace {

namespace fs = std::filesystem;

std::string read(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

notice::Notice hemtex() {
  wire::NoticeFiles files;
  for (const auto& entry :
       fs::directory_iterator(fs::path(SAMTYCKE_SOURCE_DIR) / "assets/notice/hemtex")) {
    const bool beside = entry.path().filename() == "offers.json";
    if (entry.path().extension() == ".json" && !beside) {
      files[entry.path().filename().string()] = read(entry.path());
    }
  }
  auto notice = wire::decode_notice_files(files);
  SAMTYCKE_CHECK(notice.ok());
  return std::move(notice).value();
}

// Rows of a file below its header, by our own reader.
std::vector<CsvRow> rows_of(const fs::path& path) {
  std::vector<CsvRow> rows;
  std::ifstream in(path, std::ios::binary);
  if (!in) return rows;
  CsvReader reader(in);
  CsvRow row;
  while (true) {
    const auto more = reader.next(row);
    SAMTYCKE_CHECK(more.ok());
    if (!more.value()) break;
    rows.push_back(row);
  }
  if (!rows.empty()) rows.erase(rows.begin());
  return rows;
}

class CompleteJourney : public ::testing::Test {
 protected:
  void SetUp() override {
    records_ = fs::path(SAMTYCKE_SOURCE_DIR) / "../shared/data/completejourney";
    if (!fs::exists(records_ / "transactions.csv")) {
      GTEST_SKIP() << "the records are not beside the project, in ../shared/data/completejourney";
    }
    folder_ = fs::temp_directory_path() / ("samtycke-journey-" + std::to_string(::getpid()));
    fs::create_directories(folder_);
  }
  void TearDown() override { fs::remove_all(folder_); }

  Summary take_in(Kind kind, const std::string& file) {
    const fs::path maps = fs::path(SAMTYCKE_SOURCE_DIR) / "tests/server/import/completejourney";
    const std::string name{wire::key(kind)};
    auto map = wire::decode_import_map(read(maps / (name + ".json")));
    EXPECT_TRUE(map.ok()) << name << (map.ok() ? "" : map.reason().pointer);
    if (!map.ok()) return {};
    Request request;
    request.kind = kind;
    request.file = (records_ / file).string();
    request.rejects = rejects(kind).string();
    request.folder_of_map = maps.string();
    request.map = std::move(map).value();
    request.as_of = support::at("2018-01-01");
    request.bytes_in_a_pass = 1024 * 1024;  // Three passes for the receipts.
    const auto summary = run(store_, notice_, request);
    EXPECT_TRUE(summary.ok()) << (summary.ok() ? "" : summary.reason().line);
    return summary.ok() ? summary.value() : Summary{};
  }
  fs::path rejects(Kind kind) const {
    return folder_ / (std::string(wire::key(kind)) + ".rejects.csv");
  }

  std::map<MemberId, consent::MemberFile> everyone() {
    std::map<MemberId, consent::MemberFile> files;
    EXPECT_TRUE(store_
                    .for_each_member([&](const MemberId& id) {
                      files.emplace(id, consent::MemberFile{});
                      return true;
                    })
                    .ok());
    for (auto& [id, file] : files) file = store_.load(id).value();
    return files;
  }

  fs::path records_;
  fs::path folder_;
  MemoryStore store_;
  notice::Notice notice_ = hemtex();
};

TEST_F(CompleteJourney, EveryRowIsStoredOrRejectedAndASecondTimeChangesNothing) {
  const std::map<Kind, std::string> files = {{Kind::members, "demographics.csv"},
                                             {Kind::receipts, "transactions.csv"},
                                             {Kind::interactions, "coupon_redemptions.csv"}};
  for (const auto& [kind, file] : files) {
    const Summary first = take_in(kind, file);
    const auto rows = static_cast<std::int64_t>(rows_of(records_ / file).size());
    EXPECT_EQ(first.read, rows) << file;
    EXPECT_EQ(first.read, first.stored + first.rejected) << file;
    EXPECT_EQ(first.unchanged, 0) << file;
    EXPECT_EQ(static_cast<std::int64_t>(rows_of(rejects(kind)).size()), first.rejected) << file;
  }
  EXPECT_EQ(store_.count_members().value(), 1146);

  const auto before = everyone();
  for (const auto& [kind, file] : files) {
    const Summary second = take_in(kind, file);
    EXPECT_EQ(second.stored, 0) << file;
    EXPECT_EQ(second.new_members, 0) << file;
    EXPECT_EQ(second.read, second.unchanged + second.rejected) << file;
  }
  EXPECT_EQ(everyone(), before);
}

TEST_F(CompleteJourney, EveryReceiptLineAndEveryCentOfTheFileIsStored) {
  const Summary members = take_in(Kind::members, "demographics.csv");
  EXPECT_EQ(members.new_members, 385);
  EXPECT_EQ(members.rejected, 0);
  const Summary receipts = take_in(Kind::receipts, "transactions.csv");
  EXPECT_EQ(receipts.new_members, 761) << "Households without demographics have a number alone.";
  EXPECT_EQ(receipts.rejected, 0);

  std::set<std::string> numbers;
  std::int64_t lines = 0;
  std::int64_t cents = 0;
  for (const auto& [id, file] : everyone()) {
    for (const member::Receipt& receipt : file.holdings.receipts) {
      numbers.insert(receipt.number);
      lines += static_cast<std::int64_t>(receipt.lines.size());
      cents += total(receipt).minor;
    }
  }
  EXPECT_EQ(lines, receipts.stored);

  // The same sum from the file itself, column by column, in whole cents by hand.
  std::int64_t cents_in_file = 0;
  std::set<std::string> numbers_in_file;
  for (const CsvRow& row : rows_of(records_ / "transactions.csv")) {
    numbers_in_file.insert(row.cells[2]);
    const std::string& amount = row.cells[5];
    const std::size_t point = amount.find('.');
    std::string part = point == std::string::npos ? "" : amount.substr(point + 1);
    part.resize(2, '0');
    cents_in_file += std::stoll(amount.substr(0, point)) * 100 + std::stoll(part);
  }
  EXPECT_EQ(cents, cents_in_file);
  EXPECT_EQ(numbers, numbers_in_file);
}

TEST_F(CompleteJourney, NothingThatTheRecordsLackIsInvented) {
  take_in(Kind::members, "demographics.csv");
  take_in(Kind::receipts, "transactions.csv");
  const std::set<std::string> allowed = {"member_number", "age_group", "household_size",
                                         "children_at_home"};
  for (const auto& [id, file] : everyone()) {
    EXPECT_TRUE(file.decisions.empty());
    for (const member::Record& record : file.holdings.records) {
      EXPECT_EQ(allowed.count(record.field.text()), 1U) << record.field.text();
    }
  }
}

}  // namespace
}  // namespace samtycke::server::import
