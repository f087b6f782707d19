#include "core/base/expected.h"

#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "core/base/id.h"
#include "core/base/language.h"

namespace samtycke {
namespace {

enum class Why { empty };

Expected<std::string, Why> echo(const std::string& text) {
  if (text.empty()) return Unexpected{Why::empty};
  return text;
}

TEST(Expected, HoldsAValueOrTheReasonThereIsNone) {
  EXPECT_TRUE(echo("hej").ok());
  EXPECT_EQ(echo("hej").value(), "hej");
  EXPECT_FALSE(echo("").ok());
  EXPECT_EQ(echo("").reason(), Why::empty);
}

TEST(Expected, GivesItsValueAwayWithoutACopy) {
  Expected<std::unique_ptr<int>, Why> number = std::make_unique<int>(7);
  const std::unique_ptr<int> taken = std::move(number).value();
  EXPECT_EQ(*taken, 7);
}

TEST(Id, TwoIdsOfOneKindAreEqualByText) {
  EXPECT_EQ(SenderId{"own"}, SenderId{"own"});
  EXPECT_FALSE(SenderId{"own"} == SenderId{"group"});
  EXPECT_TRUE(SenderId{"group"} < SenderId{"own"});
  EXPECT_TRUE(SenderId{}.empty());
}

#if GTEST_HAS_DEATH_TEST
TEST(ExpectedDeathTest, AskingForTheWrongSideStopsTheProcess) {
  EXPECT_DEATH((void)echo("").value(), "");
  EXPECT_DEATH((void)echo("hej").reason(), "");
}

TEST(TextDeathTest, AskingForALanguageThatIsNotThereStopsTheProcess) {
  const Text text{{{Language{"sv"}, "hej"}}};
  EXPECT_EQ(text.in(Language{"sv"}), "hej");
  EXPECT_DEATH((void)text.in(Language{"fi"}), "");
}
#endif

}  // namespace
}  // namespace samtycke
