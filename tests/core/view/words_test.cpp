#include "core/view/words.h"

#include <gtest/gtest.h>

#include "tests/support/builders.h"

namespace samtycke::view {
namespace {

const Words& words() {
  static const Words made{support::swedish(),
                          {{"plain", "Hej!"},
                           {"greeting", "Hej {name}, i dag är det {day}."},
                           {"twice", "{a}{a}"},
                           {"open", "Här fattas ett slut: {name"}}};
  return made;
}

TEST(Words, GiveTheTextOfAKey) {
  EXPECT_EQ(words()("plain"), "Hej!");
}

TEST(Words, PutEachValueInItsPlace) {
  EXPECT_EQ(words()("greeting", {{"day", "torsdag"}, {"name", "Åsa"}}),
            "Hej Åsa, i dag är det torsdag.");
  EXPECT_EQ(words()("twice", {{"a", "ha"}}), "haha");
}

TEST(Words, AValueWithBracesIsNotReadAsAPlace) {
  EXPECT_EQ(words()("greeting", {{"name", "{day}"}, {"day", "torsdag"}}),
            "Hej {day}, i dag är det torsdag.");
}

TEST(Words, APlaceWithoutAValueStaysAsItIsWritten) {
  EXPECT_EQ(words()("greeting", {{"name", "Åsa"}}), "Hej Åsa, i dag är det {day}.");
  EXPECT_EQ(words()("open", {{"name", "Åsa"}}), "Här fattas ett slut: {name");
}

TEST(Words, AnswerAnUnknownKeyWithTheKeySoThatThePageIsStillUsable) {
  EXPECT_EQ(words()("no.such.key"), "no.such.key");
  EXPECT_FALSE(words().has("no.such.key"));
  EXPECT_TRUE(words().has("plain"));
}

}  // namespace
}  // namespace samtycke::view
