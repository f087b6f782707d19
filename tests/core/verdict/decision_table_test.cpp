// Carries out decision_table.csv; decision_table.md says how to read it. The rows cite N1 to N9 and L1 to
// L28; this file sees to it that no reason and no neighbours in the order are left out.
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "tests/core/verdict/sending_club.h"
#include "tests/support/builders.h"

namespace samtycke::verdict {
namespace {

struct Row {
  std::string about, member, question, at, verdict, clause, law, also, source;
};

std::vector<Row> rows() {
  std::ifstream in(SAMTYCKE_SOURCE_DIR "/tests/core/verdict/decision_table.csv", std::ios::binary);
  std::vector<Row> all;
  std::string line;
  std::getline(in, line);  // The names of the columns.
  while (std::getline(in, line)) {
    const auto cells = support::words_of(line, ';');
    EXPECT_EQ(cells.size(), 9u) << line;
    if (cells.size() != 9) continue;
    all.push_back(
        {cells[0], cells[1], cells[2], cells[3], cells[4], cells[5], cells[6], cells[7], cells[8]});
  }
  return all;
}

Question question_of(const Row& row) {
  return support::question(row.question,
                           row.at.empty() ? support::today().at : support::at(row.at));
}

// Every reason that a row names, the verdict's first.
std::vector<std::string> reasons_in(const Row& row) {
  if (row.verdict == "yes") return {};
  std::vector<std::string> keys = {row.verdict};
  for (std::string& other : support::words_of(row.also)) keys.push_back(std::move(other));
  return keys;
}

// Two reasons that stand beside each other in the order and can never both apply.
const std::set<std::pair<std::string, std::string>> never_together = {
    {"sender_unknown", "sender_unnamed"},  // It is in the notice, or it is not.
    {"withdrawn", "never_agreed"},         // A cell has one standing.
    {"never_agreed", "other_text"},
    {"other_text", "letters_refused"},     // A channel needs a consent, or it does not.
    {"category_off", "segment_mismatch"},  // What is off is not worked out (L8).
};

TEST(DecisionTable, EachRowIsAnsweredAsItSays) {
  for (const Row& row : rows()) {
    const support::World world = support::world(row.member);
    const Verdict verdict =
        verdict::verdict(world.file, question_of(row), world.notice, world.offers);
    EXPECT_EQ(support::answer(verdict), row.verdict) << row.about;
    const No* no = std::get_if<No>(&verdict);
    EXPECT_EQ(no == nullptr ? "" : no->clause.text(), row.clause) << row.about;
    EXPECT_EQ(no == nullptr ? "" : no->law, row.law) << row.about;
  }
}

TEST(DecisionTable, EachRowNamesEveryReasonThatApplies) {
  for (const Row& row : rows()) {
    const auto all = support::reasons(support::world(row.member), question_of(row));
    EXPECT_EQ(support::words_of(all), reasons_in(row)) << row.about;
  }
}

// "N4", "L19", "MFL 19 §", "GDPR art. 7(3)", one after the other; the first says what the row shows.
TEST(DecisionTable, EachRowNamesASentenceOrARequirementThatThereIs) {
  for (const Row& row : rows()) {
    std::size_t known = 0;
    for (const std::string& word : support::words_of(row.source)) {
      if (word.size() < 2 || (word[0] != 'N' && word[0] != 'L')) continue;
      if (word.find_first_not_of("0123456789", 1) != std::string::npos) continue;
      const int number = std::stoi(word.substr(1));
      EXPECT_TRUE(number >= 1 && number <= (word[0] == 'N' ? 9 : 28)) << row.about << ": " << word;
      ++known;
    }
    EXPECT_GE(known, 1u) << row.about << " cites nothing: " << row.source;
  }
}

TEST(DecisionTable, EachReasonIsTheVerdictOfARow) {
  std::set<std::string> seen;
  for (const Row& row : rows()) seen.insert(row.verdict);
  for (const Reason reason : in_order()) {
    EXPECT_EQ(seen.count(std::string{key(reason)}), 1u) << key(reason);
  }
}

TEST(DecisionTable, EachTwoNeighboursInTheOrderMeetInARow) {
  std::set<std::pair<std::string, std::string>> seen;
  for (const Row& row : rows()) {
    const auto keys = reasons_in(row);
    for (std::size_t i = 1; i < keys.size(); ++i) seen.insert({keys[0], keys[i]});
  }
  for (std::size_t i = 1; i < in_order().size(); ++i) {
    const std::pair<std::string, std::string> neighbours{key(in_order()[i - 1]),
                                                         key(in_order()[i])};
    EXPECT_NE(seen.count(neighbours), never_together.count(neighbours))
        << neighbours.first << ", " << neighbours.second;
  }
}

}  // namespace
}  // namespace samtycke::verdict
