#include "core/notice/earlier.h"

#include <gtest/gtest.h>

#include <set>

#include "tests/support/builders.h"

namespace samtycke::notice {
namespace {

// GDPR Art. 7(1): what was agreed to can be shown after the words changed.
TEST(EarlierTexts, AreTheWordsThatNoLongerStand) {
  const Notice first = support::small_notice();
  Notice second = support::next_version(first);
  support::reword(second, support::cell("own", "email"), "Nya ord.", "New words.");
  const EarlierTexts earlier = earlier_texts({first, second});
  ASSERT_EQ(earlier.size(), 2U) << "one in each language";
  const std::string then = support::text_hash("Ja tack till email/own.\nLinnegården AB");
  ASSERT_NE(find(earlier, then), nullptr);
  EXPECT_EQ(*find(earlier, then), (EarlierText{then, "Ja tack till email/own.", "Linnegården AB"}));
  EXPECT_EQ(find(earlier, support::text_hash("Nya ord.\nLinnegården AB")), nullptr) << "they stand";
}

// L6: the words beside the switches of another company are as before, and were about the first.
TEST(EarlierTexts, AreTheSameWordsAboutAnotherCompany) {
  const Notice first = support::small_notice();
  Notice second = support::next_version(first);
  support::rename(second, "group", "Helt Annat Bolag AB");
  std::set<std::string> companies;
  for (const EarlierText& one : earlier_texts({first, second})) companies.insert(one.company);
  EXPECT_EQ(companies, std::set<std::string>{"Väveriet i Borås AB"});
}

TEST(EarlierTexts, AreNoneWhereTheWordsCameBackOrNeverWent) {
  const Notice first = support::small_notice();
  Notice second = support::next_version(first);
  support::reword(second, support::cell("own", "email"), "Nya ord.", "New words.");
  const Notice third = support::next_version(support::next_version(first));
  const EarlierTexts earlier = earlier_texts({first, second, third});
  ASSERT_EQ(earlier.size(), 2U);
  EXPECT_NE(find(earlier, support::text_hash("Nya ord.\nLinnegården AB")), nullptr);
  EXPECT_TRUE(earlier_texts({first}).empty());
  EXPECT_TRUE(earlier_texts({}).empty());
}

}  // namespace
}  // namespace samtycke::notice
