// The words of the interface: every one that the code asks for is there, in every language, and none is
// there that nobody asks for.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "core/consent/correct.h"
#include "core/consent/decide.h"
#include "core/consent/join.h"
#include "core/member/holdings.h"
#include "core/member/validate.h"
#include "core/verdict/reason.h"
#include "core/view/pages.h"
#include "core/wire/words_json.h"

namespace samtycke {
namespace {

namespace fs = std::filesystem;
const fs::path root = SAMTYCKE_SOURCE_DIR;

using Keys = std::map<std::string, std::string>;

std::string contents(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  std::ostringstream out;
  out << in.rdbuf();
  return out.str();
}

Keys words_of(const char* language) {
  const fs::path file = root / "assets/text" / (std::string{language} + ".json");
  const auto words = wire::decode_words(Language{language}, contents(file));
  if (!words.ok()) {
    ADD_FAILURE() << file << words.reason().pointer << ": " << words.reason().detail;
    return {};
  }
  return words.value().all();
}

// The keys of an enum, from its first to its last.
template <class Enum, class Key>
std::vector<std::string> keys_up_to(Enum last, Key key_of) {
  std::vector<std::string> keys;
  for (int i = 0; i <= static_cast<int>(last); ++i) {
    keys.emplace_back(key_of(static_cast<Enum>(i)));
  }
  return keys;
}

std::vector<std::string> both(std::vector<std::string> some, const std::vector<std::string>& more) {
  some.insert(some.end(), more.begin(), more.end());
  return some;
}

// Keys that the code puts together: `piece` stands in the source as it is here, and every one of
// `keys` must be in the texts. An enum that grows asks for its words by this table.
struct Composed {
  std::string piece;
  std::string before;  // Of each key.
  std::vector<std::string> middles;
  std::string after;
};

std::vector<Composed> composed() {
  const auto refusals = keys_up_to(consent::Refusal::already_so,
                                   [](consent::Refusal one) { return consent::key(one); });
  const auto bad_values = keys_up_to(member::BadValue::not_a_value,
                                     [](member::BadValue one) { return member::key(one); });
  const auto not_correctable =
      keys_up_to(consent::NotCorrectable::wants_a_code,
                 [](consent::NotCorrectable one) { return consent::key(one); });
  const auto ways =
      keys_up_to(consent::Way::import, [](consent::Way one) { return consent::key(one); });
  const auto sources =
      keys_up_to(member::Source::club, [](member::Source one) { return member::key(one); });
  const auto kinds = keys_up_to(member::InteractionKind::message,
                                [](member::InteractionKind one) { return member::key(one); });
  const auto pages =
      keys_up_to(view::PageName::join, [](view::PageName one) { return view::key(one); });
  const auto reasons = keys_up_to(verdict::Reason::offer_not_running,
                                  [](verdict::Reason one) { return verdict::key(one); });
  const auto not_joined = keys_up_to(consent::NotJoined::under_age,
                                     [](consent::NotJoined one) { return consent::key(one); });
  const auto receipts = keys_up_to(view::ReceiptState::not_fetched,
                                   [](view::ReceiptState one) { return view::key(one); });
  const std::vector<std::string> problems = {"bad_request", "method_not_allowed", "not_found",
                                             "signed_out",  "too_many",           "unavailable"};
  const std::vector<std::string> held = {"values", "receipts", "interactions", "decisions"};
  return {
      {".error.", "code.error.", {"empty", "expired", "wrong_code"}, ""},
      {".error.", "sign_in.error.", {"empty", "expired", "too_many"}, ""},
      {".error.", "email.error.", {"too_many"}, ""},
      {"leave.error.", "leave.error.", {"not_sure"}, ""},
      {"mail.",
       "mail.",
       {"code", "email_changed", "join", "left", "member_already", "new_email"},
       ".subject"},
      {".body",
       "mail.",
       {"code", "email_changed", "join", "left", "member_already", "new_email"},
       ".body"},
      {"app.",
       "app.",
       {"new_words", "not_taken", "offline", "stale", "too_many", "unavailable", "unsaved",
        "withdrawn", "withdrawn_only"},
       ""},
      {"copy.from.", "copy.from.", sources, ""},
      {"done.",
       "done.",
       {"answered", "corrected", "email_changed", "joined", "left", "lifted", "openid_failed",
        "restricted", "saved", "session_ended", "signed_out", "signed_out_everywhere", "stale",
        "stopped", "stopped_sender", "unchanged", "withdrawn", "withdrawn_only"},
       ""},
      {"download.", "download.", {"csv", "html", "json"}, ""},
      {"history.", "history.", receipts, ""},
      {"_about", "history.", receipts, "_about"},
      {".one", "history.", {"older", "sum_failed", "sum_verified", "sum_waiting"}, ".one"},
      {".many", "history.", {"older", "sum_failed", "sum_verified", "sum_waiting"}, ".many"},
      {"_about", "download.", {"csv", "html", "json"}, "_about"},
      {".one", "download.", held, ".one"},
      {".many", "download.", held, ".many"},
      {".none", "download.", held, ".none"},
      {"error.", "error.",
       both(both(bad_values, not_correctable), {"form_expired", "refused", "too_many"}), ""},
      {"interaction.", "interaction.", kinds, ""},
      {".one", "interactions.", {"one", "some", "all"}, ""},
      {".one", "purchases.", {"one", "some", "all"}, ""},
      {"join.error.", "join.error.", both(not_joined, {"details"}), ""},
      {"law.gdpr_art_6_1_", "law.gdpr_art_6_1_", {"a", "b", "c", "f"}, ""},
      {"check.no.", "check.no.", {"general", "offer", "personal"}, ""},
      {"check.yes.", "check.yes.", {"general", "offer", "personal"}, ""},
      {"did.", "did.", kinds, ""},
      {"found.",
       "found.",
       {"age", "amount", "did", "field", "latest", "member", "purchases", "share"},
       ""},
      {"found.none.", "found.none.", {"did", "purchases"}, ""},
      {"unknown.",
       "unknown.",
       {"age", "amount", "did", "field", "latest", "member", "purchases", "share"},
       ""},
      {"means.",
       "means.",
       {"buying", "interacting", "nothing", "returning", "telling", "waiting"},
       ""},
      {"no.", "no.", reasons, ""},
      {"off.", "off.", {"left", "objected", "restricted"}, ""},
      {".one", "why.", {"interactions", "receipts"}, ".one"},
      {".many", "why.", {"interactions", "receipts"}, ".many"},
      {"menu.",
       "menu.",
       {"overview", "consents", "offers", "why", "data", "preferences", "history", "download"},
       ""},
      {"month.", "month.", {"1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12"}, ""},
      {"notice.to.",
       "notice.to.",
       {"overview", "consents", "offers", "why", "data", "preferences"},
       ""},
      {"path.", "path.", pages, ""},
      {".title", "problem.", problems, ".title"},
      {".text", "problem.", problems, ".text"},
      {".switch", "purpose.", {"analysis", "offers"}, ".switch"},
      {"preferences.theme.", "preferences.theme.", {"dark", "light", "system"}, ""},
      {"refusal.", "refusal.", refusals, ""},
      {"shortcut.", "shortcut.", {"download", "email", "leave", "sessions"}, ""},
      {"source.", "source.", sources, ""},
      {"state.not_objected.", "state.not_objected.", {"letter"}, ""},
      {"way.", "way.", ways, ""},
      {"years.", "years.", {"1", "2", "3", "4", "5"}, ""},
  };
}

std::string without_comments(const std::string& source) {
  return std::regex_replace(source, std::regex{R"((^|\s)//[^\n]*)"}, "$1");
}

// Every text in quotes in the program's sources, with a file where it stands.
std::map<std::string, std::string> literals() {
  std::map<std::string, std::string> found;
  const std::regex quoted{R"re("((?:[^"\\\n]|\\.)*)")re"};
  const std::regex quoted_in_script{R"re('((?:[^'\\\n]|\\.)*)')re"};
  for (const char* folder : {"core/view", "server", "web"}) {
    for (const auto& entry : fs::recursive_directory_iterator(root / folder)) {
      const auto extension = entry.path().extension();
      if (extension != ".cpp" && extension != ".h" && extension != ".js") continue;
      const std::string source = without_comments(contents(entry.path()));
      const std::regex& text = extension == ".js" ? quoted_in_script : quoted;
      for (std::sregex_iterator it{source.begin(), source.end(), text}, end; it != end; ++it) {
        found.emplace((*it)[1], fs::relative(entry.path(), root).generic_string());
      }
    }
  }
  return found;
}

// What the code asks the words for by name: words("a.b"), words()("a.b"), words(x ? "a.b" : "c.d").
std::map<std::string, std::string> asked_for() {
  std::map<std::string, std::string> found;
  const std::regex call{
      R"re(\bwords(?:\(\))?\(\s*(?:[^"();{}]*(?:\(\))?[^"();{}]*\?\s*)?"([a-z0-9_.]*)"(?:\s*:\s*"([a-z0-9_.]*)")?)re"};
  for (const char* folder : {"core/view", "server", "web"}) {
    for (const auto& entry : fs::recursive_directory_iterator(root / folder)) {
      const auto extension = entry.path().extension();
      if (extension != ".cpp" && extension != ".h") continue;
      const std::string source = without_comments(contents(entry.path()));
      const std::string file = fs::relative(entry.path(), root).generic_string();
      for (std::sregex_iterator it{source.begin(), source.end(), call}, end; it != end; ++it) {
        found.emplace((*it)[1], file);
        if ((*it)[2].matched) found.emplace((*it)[2], file);
      }
    }
  }
  return found;
}

std::set<std::string> places_in(const std::string& text) {
  std::set<std::string> places;
  const std::regex place{R"(\{[a-z_]+\})"};
  for (std::sregex_iterator it{text.begin(), text.end(), place}, end; it != end; ++it) {
    places.insert(it->str());
  }
  return places;
}

bool looks_like_a_key(const std::string& text) {
  static const std::regex shape{R"([a-z0-9_]+(\.[a-z0-9_]+)+)"};
  return std::regex_match(text, shape);
}

TEST(Words, EveryLanguageSaysTheSameThingsAboutTheSamePlaces) {
  const Keys swedish = words_of("sv");
  const Keys english = words_of("en");
  EXPECT_GT(swedish.size(), 100u);
  for (const auto& [key, text] : swedish) {
    EXPECT_FALSE(text.empty()) << key;
    const auto other = english.find(key);
    if (other == english.end()) {
      ADD_FAILURE() << key << " is missing in English";
      continue;
    }
    EXPECT_FALSE(other->second.empty()) << key;
    EXPECT_EQ(places_in(text), places_in(other->second)) << key;
  }
  for (const auto& [key, text] : english) {
    EXPECT_TRUE(swedish.contains(key)) << key << " is missing in Swedish";
  }
}

TEST(Words, AFileIsSortedByKeySoThatAReviewSeesWhatChanged) {
  for (const char* name : {"sv.json", "en.json"}) {
    const std::string json = contents(root / "assets/text" / name);
    const std::regex line{R"re(\n\s*"([^"]+)"\s*:)re"};
    std::string before;
    for (std::sregex_iterator it{json.begin(), json.end(), line}, end; it != end; ++it) {
      EXPECT_LT(before, (*it)[1].str()) << name;
      before = (*it)[1];
    }
    EXPECT_FALSE(before.empty()) << name;
  }
}

TEST(Words, EveryWordThatTheCodeAsksForIsThere) {
  const Keys swedish = words_of("sv");
  int asked = 0;
  for (const auto& [key, file] : asked_for()) {
    ++asked;
    if (key.ends_with('.')) continue;  // The beginning of one; see the next test.
    EXPECT_TRUE(swedish.contains(key)) << file << ": " << key;
  }
  EXPECT_GT(asked, 80) << "looked in the wrong place";
}

TEST(Words, EveryWordThatTheCodePutsTogetherIsThere) {
  const Keys swedish = words_of("sv");
  const auto in_source = literals();
  std::set<std::string> pieces;
  for (const Composed& row : composed()) {
    pieces.insert(row.piece);
    EXPECT_TRUE(in_source.contains(row.piece)) << row.piece << ": the row is not needed any more";
    for (const std::string& middle : row.middles) {
      const std::string key = row.before + middle + row.after;
      EXPECT_TRUE(swedish.contains(key)) << key;
    }
  }
  for (const auto& [key, file] : asked_for()) {
    EXPECT_TRUE(!key.ends_with('.') || pieces.contains(key))
        << file << ": " << key << " needs a row in the table";
  }
}

TEST(Words, NoTextOfAPageNamesAWordThatIsNotThere) {
  const Keys swedish = words_of("sv");
  const auto begins_a_key = [&](const std::string& text) {
    const auto next = swedish.lower_bound(text + ".");
    return next != swedish.end() && next->first.starts_with(text + ".");
  };
  std::set<std::string> pieces;
  for (const Composed& row : composed()) pieces.insert(row.piece);
  for (const auto& [text, file] : literals()) {
    if (!file.starts_with("core/view/") || !looks_like_a_key(text)) continue;
    EXPECT_TRUE(swedish.contains(text) || begins_a_key(text) || pieces.contains(text))
        << file << ": " << text;
  }
}

TEST(Words, NobodyKeepsAWordThatNobodyAsksFor) {
  std::set<std::string> used;
  for (const Composed& row : composed()) {
    for (const std::string& middle : row.middles) used.insert(row.before + middle + row.after);
  }
  const auto in_source = literals();
  for (const auto& [key, text] : words_of("sv")) {
    EXPECT_TRUE(used.contains(key) || in_source.contains(key)) << key;
  }
}

}  // namespace
}  // namespace samtycke
