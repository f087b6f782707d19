#include "core/notice/earlier.h"

#include <gtest/gtest.h>

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
  const std::string* found = find(earlier, support::text_hash("Ja tack till email/own."));
  ASSERT_NE(found, nullptr);
  EXPECT_EQ(*found, "Ja tack till email/own.");
  EXPECT_EQ(find(earlier, support::text_hash("Nya ord.")), nullptr) << "they stand";
}

TEST(EarlierTexts, AreNoneWhereTheWordsCameBackOrNeverWent) {
  const Notice first = support::small_notice();
  Notice second = support::next_version(first);
  support::reword(second, support::cell("own", "email"), "Nya ord.", "New words.");
  const Notice third = support::next_version(support::next_version(first));
  const EarlierTexts earlier = earlier_texts({first, second, third});
  ASSERT_EQ(earlier.size(), 2U);
  EXPECT_NE(find(earlier, support::text_hash("Nya ord.")), nullptr);
  EXPECT_TRUE(earlier_texts({first}).empty());
  EXPECT_TRUE(earlier_texts({}).empty());
}

}  // namespace
}  // namespace samtycke::notice
