// Every sentence of the notice (N1 to N9) and every requirement of the law (L1 to L28) is cited by a test
// that shows it, or stands here with what has to be built first.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <set>
#include <sstream>
#include <string>

namespace samtycke {
namespace {

namespace fs = std::filesystem;

const std::map<std::string, std::string> not_yet = {
    {"L10",
     "the access view has purposes, categories, period, rights and source; recipients stand on the "
     "notice's page only"},
    {"L13", "requests with a clock"},
    {"L14", "telling recipients of a correction"},
    {"L24", "the record of processing, and who looked at a member"},
    {"L25", "the breach register"},
};

std::set<std::string> cited_in_tests() {
  const std::regex citation(R"(\b[LN][1-9][0-9]?\b)");
  std::set<std::string> cited;
  for (const fs::directory_entry& entry :
       fs::recursive_directory_iterator(fs::path(SAMTYCKE_SOURCE_DIR) / "tests")) {
    const fs::path& file = entry.path();
    if (file.string().find("node_modules") != std::string::npos) continue;
    if (file.extension() != ".cpp" && file.extension() != ".csv" && file.extension() != ".mjs") {
      continue;
    }
    if (file.filename() == "law_rows_test.cpp") continue;
    std::ifstream in(file, std::ios::binary);
    std::ostringstream out;
    out << in.rdbuf();
    const std::string text = out.str();
    for (std::sregex_iterator at(text.begin(), text.end(), citation), end; at != end; ++at) {
      cited.insert(at->str());
    }
  }
  return cited;
}

void expect_each(const char* letter, int last, const std::set<std::string>& cited) {
  for (int i = 1; i <= last; ++i) {
    const std::string row = letter + std::to_string(i);
    const auto later = not_yet.find(row);
    if (later == not_yet.end()) {
      EXPECT_EQ(cited.count(row), 1U) << row << ": no test cites it";
    } else {
      EXPECT_EQ(cited.count(row), 0U)
          << row << " is shown by a test: take it off the list (" << later->second << ")";
    }
  }
}

TEST(Law, EachRowIsCitedByATestOrSaidToComeLater) {
  const auto cited = cited_in_tests();
  expect_each("L", 28, cited);
  for (const std::string& row : cited) {
    if (row[0] != 'L') continue;
    EXPECT_LE(std::stoi(row.substr(1)), 28) << row << " is no row of the law";
  }
}

TEST(Notice, EachOfItsSentencesIsCitedByATest) {
  expect_each("N", 9, cited_in_tests());
}

}  // namespace
}  // namespace samtycke
