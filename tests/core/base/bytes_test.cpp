#include "core/base/bytes.h"

#include <gtest/gtest.h>

#include "core/base/utf8.h"

namespace samtycke {
namespace {

// RFC 4648 section 10.
TEST(Base64, ReadsAndWritesTheVectorsOfItsStandard) {
  const std::pair<const char*, const char*> vectors[] = {{"", ""},
                                                         {"f", "Zg=="},
                                                         {"fo", "Zm8="},
                                                         {"foo", "Zm9v"},
                                                         {"foob", "Zm9vYg=="},
                                                         {"fooba", "Zm9vYmE="},
                                                         {"foobar", "Zm9vYmFy"}};
  for (const auto& [bytes, text] : vectors) {
    EXPECT_EQ(to_base64(bytes), text);
    EXPECT_EQ(from_base64(text), bytes);
  }
}

TEST(Base64, GivesEveryByteBack) {
  std::string bytes;
  for (int byte = 0; byte < 256; ++byte) bytes += static_cast<char>(byte);
  for (std::size_t length = 0; length <= bytes.size(); ++length) {
    const std::string part = bytes.substr(bytes.size() - length);
    EXPECT_EQ(from_base64(to_base64(part)), part);
    EXPECT_EQ(from_hex(to_hex(part)), part);
  }
}

TEST(Base64, RefusesASecondWayToWriteTheSame) {
  for (const char* text : {"Zg", "Zg=", "Zh==", "Zm9=", "Z===", "====", "Zg==Zg==", "Zm9v\n",
                           " Zg==", "Zm9_", "Zm9-", "Zm=v"}) {
    EXPECT_FALSE(from_base64(text).has_value()) << text;
  }
}

TEST(Hex, IsLowerCaseAndInPairs) {
  EXPECT_EQ(to_hex(std::string_view("\x00\xFF\x1a", 3)), "00ff1a");
  for (const char* digits : {"0", "0A", "0g", "0 ", "-1"}) {
    EXPECT_FALSE(from_hex(digits).has_value()) << digits;
  }
}

TEST(Utf8, KnowsCharactersFromBytesThatAreNone) {
  EXPECT_TRUE(is_utf8("Åsa, 😀, عربي"));
  EXPECT_TRUE(is_utf8(""));
  EXPECT_EQ(utf8_length(""), 0U);
  for (const char* bytes :
       {"\xFF", "\xC3", "\xC0\xAF", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\x80"}) {
    EXPECT_FALSE(is_utf8(bytes));
  }
}

}  // namespace
}  // namespace samtycke
