// The interface's words: the same in both languages, and all of them there.
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <regex>
#include <set>

#include "core/consent/correct.h"
#include "core/consent/decide.h"
#include "tests/core/view/portal.h"

namespace samtycke::view {
namespace {

std::string contents(const std::string& path) {
  std::ifstream file(SAMTYCKE_SOURCE_DIR "/" + path);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::set<std::string> places_in(const std::string& text) {
  std::set<std::string> places;
  for (std::size_t at = text.find('{'); at != std::string::npos; at = text.find('{', at + 1)) {
    places.insert(text.substr(at, text.find('}', at) - at));
  }
  return places;
}

TEST(Text, BothLanguagesHaveTheSameKeysWithTheSamePlacesToFill) {
  const Words swedish = words_of(support::swedish());
  const Words english = words_of(support::english());
  for (const auto& [key, text] : swedish.all()) {
    ASSERT_TRUE(english.has(key)) << key;
    EXPECT_EQ(places_in(text), places_in(english(key))) << key;
    EXPECT_FALSE(text.empty()) << key;
    EXPECT_FALSE(english(key).empty()) << key;
  }
  EXPECT_EQ(swedish.all().size(), english.all().size());
}

TEST(Text, TheFilesAreSortedByKeySoThatTwoPeopleCanAddToThem) {
  for (const std::string path : {"assets/text/sv.json", "assets/text/en.json"}) {
    const std::string json = contents(path);
    const std::regex key("\n  \"([^\"]+)\":");
    std::vector<std::string> keys;
    for (std::sregex_iterator it(json.begin(), json.end(), key), end; it != end; ++it) {
      keys.push_back((*it)[1]);
    }
    EXPECT_FALSE(keys.empty()) << path;
    EXPECT_TRUE(std::is_sorted(keys.begin(), keys.end())) << path;
  }
}

// Keys put together from parts are named by the tests of their pages; whole ones are found here.
TEST(Text, EveryKeyThatAPageNamesIsThere) {
  const Words words = words_of(support::swedish());
  std::size_t found = 0;
  for (const std::string file :
       {"consents_page", "copy", "data_page", "decisions_card", "download_page", "frame", "held",
        "overview_page", "problem_page", "purposes_card", "sign_in_page", "value"}) {
    const std::string source = contents("core/view/" + file + ".cpp");
    const std::regex key("\"([a-z_]+\\.[a-z_.]*[a-z_])\"");
    for (std::sregex_iterator it(source.begin(), source.end(), key), end; it != end; ++it) {
      const std::string name = (*it)[1];
      const bool in_parts = (words.has(name + ".one") && words.has(name + ".many")) ||
                            (words.has(name + ".title") && words.has(name + ".text"));
      EXPECT_TRUE(words.has(name) || in_parts) << name << " in " << file;
      ++found;
    }
  }
  EXPECT_GT(found, 100u);
}

TEST(Text, EveryRefusalAndEveryBadValueHasWordsThatSayWhatToDo) {
  const Words words = words_of(support::swedish());
  using consent::Refusal;
  for (const Refusal why : {Refusal::has_left, Refusal::no_such_sender, Refusal::no_such_channel,
                            Refusal::no_such_purpose, Refusal::no_such_category,
                            Refusal::not_this_way, Refusal::sender_unnamed,
                            Refusal::text_out_of_date, Refusal::no_address, Refusal::already_so}) {
    EXPECT_TRUE(words.has("refusal." + std::string(consent::key(why)))) << consent::key(why);
  }
  using member::BadValue;
  for (const BadValue why :
       {BadValue::empty, BadValue::too_long, BadValue::not_text, BadValue::bad_name,
        BadValue::bad_email, BadValue::bad_phone, BadValue::bad_postcode, BadValue::bad_date,
        BadValue::bad_number, BadValue::not_a_choice, BadValue::not_a_topic,
        BadValue::not_a_value}) {
    EXPECT_TRUE(words.has("error." + std::string(member::key(why)))) << member::key(why);
  }
  using consent::NotCorrectable;
  for (const NotCorrectable why :
       {NotCorrectable::no_such_field, NotCorrectable::not_yours_to_change}) {
    EXPECT_TRUE(words.has("error." + std::string(consent::key(why)))) << consent::key(why);
  }
}

TEST(Text, EveryWayAndSourceAndKindOfInteractionHasWords) {
  const Words words = words_of(support::swedish());
  using consent::Way;
  for (const Way way : {Way::portal, Way::one_click, Way::join, Way::agent, Way::import}) {
    EXPECT_TRUE(words.has("way." + std::string(consent::key(way))));
  }
  using member::Source;
  for (const Source source : {Source::member, Source::till, Source::website, Source::club}) {
    EXPECT_TRUE(words.has("source." + std::string(member::key(source))));
  }
  using member::InteractionKind;
  for (const auto kind : {InteractionKind::visit, InteractionKind::open, InteractionKind::click,
                          InteractionKind::redemption, InteractionKind::message}) {
    EXPECT_TRUE(words.has("interaction." + std::string(member::key(kind))));
  }
}

}  // namespace
}  // namespace samtycke::view
