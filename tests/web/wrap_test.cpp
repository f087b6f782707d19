// Lines as a browser breaks them. Every character is one unit wide here.
#include "web/app/wrap.h"

#include <gtest/gtest.h>

namespace samtycke::web {
namespace {

std::string broken(std::string_view text, float width) {
  std::string out;
  for (const Line& line : wrap(text, width, [](char32_t) { return 1.f; })) {
    if (!out.empty()) out += '|';
    out += std::string(line.text) + (line.hyphen ? "-" : "");
  }
  return out;
}

TEST(Wrap, BreaksAtSpacesAndDropsThem) {
  EXPECT_EQ(broken("ett två tre", 7), "ett två|tre");
}

TEST(Wrap, NeverBreaksInsideANumber) {
  EXPECT_EQ(broken("kostar 1.234,50 kr", 10), "kostar|1.234,50|kr");
  EXPECT_EQ(broken("idag -15 grader", 6), "idag|-15|grader");
}

TEST(Wrap, BreaksAfterAHyphenAndAnEnDash) {
  EXPECT_EQ(broken("e-postadress", 8), "e-|postadre|ss");
  EXPECT_EQ(broken("mån–fre", 5), "mån–|fre");
}

TEST(Wrap, UsesASoftHyphenOnlyWhereTheLineEnds) {
  EXPECT_EQ(broken("data\xC2\xADskydd", 6), "data-|skydd");
  EXPECT_EQ(broken("data\xC2\xADskydd", 20), "data\xC2\xADskydd");
}

TEST(Wrap, BreaksAWordThatIsWiderThanTheLine) {
  EXPECT_EQ(broken("aaaaaa", 4), "aaaa|aa");
}

TEST(Wrap, KeepsTheLinesThatTheTextHas) {
  EXPECT_EQ(broken("a\n\nb", 9), "a||b");
}

TEST(Wrap, CountsCharactersAndNotBytes) {
  EXPECT_EQ(broken("åäö åäö", 3), "åäö|åäö");
}

TEST(Wrap, LivesThroughBytesThatAreNotText) {
  EXPECT_EQ(first_character("\xFF").code, char32_t{0xFFFD});
  EXPECT_EQ(first_character("\xC3").bytes, 1u);
  EXPECT_EQ(broken("\xE2\x82", 1), "\xE2|\x82");
}

}  // namespace
}  // namespace samtycke::web
