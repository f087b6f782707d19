// What a stranger may send instead of JSON. The simplest document, words, stands for all of them: they
// share one parser. Nothing may crash, nothing may be read as something else.
#include <gtest/gtest.h>

#include "core/wire/member_json.h"
#include "core/wire/request_json.h"
#include "core/wire/words_json.h"
#include "tests/core/wire/refusal.h"

namespace samtycke {
namespace {

using support::refusal;

std::string words(std::string_view document) {
  return refusal(wire::decode_words(Language("sv"), document));
}

TEST(HostileJson, IsRefusedWhereItIsNotJson) {
  EXPECT_EQ(words(""), "not_json at ");
  EXPECT_EQ(words("   "), "not_json at ");
  EXPECT_EQ(words("{"), "not_json at ");
  EXPECT_EQ(words("{'a': 'b'}"), "not_json at ");
  EXPECT_EQ(words(R"({"a": "b",})"), "not_json at ");
  EXPECT_EQ(words(R"({"a": nul})"), "not_json at /a");
  EXPECT_EQ(words(R"({"a": "b"} x)"), "not_json at ");
  EXPECT_EQ(words(R"({"a": /* why */ "b"})"), "not_json at /a");
  EXPECT_EQ(words(R"({"a": NaN})"), "not_json at /a");
  EXPECT_EQ(words(R"({"a": "\x41"})"), "not_json at /a");
  EXPECT_EQ(words("{\"a\": \"line\nbreak\"}"), "not_json at /a");
}

TEST(HostileJson, MayNotHideAnythingBehindAZeroByte) {
  using namespace std::string_literals;
  EXPECT_EQ(words("{\"a\": \"b\"}\0{\"a\": \"c\"}"s), "not_json at ");
  EXPECT_EQ(words("{\"a\": \"b\0\"}"s), "not_json at ");
}

TEST(HostileJson, IsRefusedWhereItIsNotUtf8) {
  EXPECT_EQ(words("{\"a\": \"\xFF\"}"), "not_utf8 at /a");
  EXPECT_EQ(words("{\"a\": \"\xC0\xAF\"}"), "not_utf8 at /a") << "an overlong form";
  EXPECT_EQ(words("{\"a\": \"\xED\xA0\x80\"}"), "not_utf8 at /a") << "a surrogate";
  EXPECT_EQ(words("{\"a\": \"\xF4\x90\x80\x80\"}"), "not_utf8 at /a") << "above U+10FFFF";
  EXPECT_EQ(words("{\"a\": \"\xC3"), "not_utf8 at /a") << "cut off";
  EXPECT_EQ(words(R"({"a": "\ud800"})"), "not_json at /a") << "half of an escaped pair";
  EXPECT_EQ(words(R"({"a": "\ud83d\ude00"})"), "read");
}

TEST(HostileJson, MayNotSayAKeyTwice) {
  EXPECT_EQ(words(R"({"a": "b", "a": "c"})"), "duplicate_key at /a");
  EXPECT_EQ(words(R"({"a": "b", "\u0061": "b"})"), "duplicate_key at /a");
  EXPECT_EQ(words(R"({"x": {"y/z~": 1, "b": 2, "y/z~": 3}})"), "duplicate_key at /x/y~1z~0");
}

TEST(HostileJson, IsAtMostTwentyFourLevelsDeep) {
  const auto nested = [](std::size_t levels) {
    return std::string(levels, '[') + std::string(levels, ']');
  };
  EXPECT_EQ(words(nested(24)), "wrong_type at ");
  EXPECT_EQ(words(nested(25)).substr(0, 8), "too_deep");
  EXPECT_EQ(words(nested(1000000)).substr(0, 8), "too_deep");
  EXPECT_EQ(words(std::string(1000000, '[')).substr(0, 8), "too_deep");
}

TEST(HostileJson, HasNoNumberThatDoesNotFit) {
  const auto version = [](std::string_view number) {
    return refusal(wire::decode_wishes(R"({"notice_version": )" + std::string(number) +
                                       R"(, "language": "sv", "decisions": []})"));
  };
  EXPECT_EQ(version("1"), "read");
  EXPECT_EQ(version("2147483647"), "read");
  EXPECT_EQ(version("2147483648"), "out_of_range at /notice_version");
  EXPECT_EQ(version("4294967297"), "out_of_range at /notice_version")
      << "1, if it were cut to 32 bits";
  EXPECT_EQ(version("18446744073709551617"), "out_of_range at /notice_version");
  EXPECT_EQ(version("-1"), "out_of_range at /notice_version");
  EXPECT_EQ(version("1e999"), "out_of_range at /notice_version");
  EXPECT_EQ(version("1.0"), "wrong_type at /notice_version");
  EXPECT_EQ(version("1e0"), "wrong_type at /notice_version");
  EXPECT_EQ(version("\"1\""), "wrong_type at /notice_version");
  EXPECT_EQ(version("true"), "wrong_type at /notice_version");
  EXPECT_EQ(version("null"), "wrong_type at /notice_version");
  EXPECT_EQ(version("01").substr(0, 8), "not_json");
}

// A pointer goes into answers and logs; a stranger's key may hold anything.
TEST(HostileJson, DoesNotGetALongOrUnprintableKeyRepeated) {
  const auto code = [](const std::string& key) {
    return refusal(wire::decode_code("{\"" + key + "\": 1}"));
  };
  EXPECT_EQ(code("colour"), "unknown_key at /colour");
  EXPECT_EQ(code(std::string(65, 'a')), "unknown_key at ");
  EXPECT_EQ(code("a\\nb"), "unknown_key at ");
}

TEST(HostileJson, WithTenThousandKeysIsStillRead) {
  std::string document = "{\"k\": \"v\"";
  for (int i = 0; i < 10000; ++i) document += ", \"" + std::to_string(i) + "\": \"v\"";
  const auto read = wire::decode_words(Language("sv"), document + "}");
  ASSERT_TRUE(read.ok());
  EXPECT_EQ(read.value().all().size(), 10001U);
  EXPECT_EQ(words(document + ", \"k\": \"v\"}"), "duplicate_key at /k");
}

// What is written may have come from a file of another encoding. It must not spoil the whole document.
TEST(CanonicalJson, WritesWhatIsNotUtf8AsAReplacement) {
  member::Record record{FieldId("city"), "Malm\xF6", member::Source::club, Instant{0}};
  const auto read = wire::decode_record(wire::encode_record(record));
  ASSERT_TRUE(read.ok());
  EXPECT_EQ(read.value().value, "Malm\xEF\xBF\xBD");
}

TEST(CanonicalJson, EscapesWhatMustBeAndNothingElse) {
  const view::Words odd(Language("sv"), {{"b", "\"\\\n\r\t\x01/\x7F<å😀"}, {"a", "x"}});
  EXPECT_EQ(wire::encode_words(odd), "{\"a\":\"x\",\"b\":\"\\\"\\\\\\n\\r\\t\\u0001/\x7F<å😀\"}");
}

TEST(Words, AreAFlatObjectOfTexts) {
  EXPECT_EQ(words(R"({"a": "b", "c": "d"})"), "read");
  EXPECT_EQ(words(R"({"a": ""})"), "out_of_range at /a");
  EXPECT_EQ(words(R"({"a": {"b": "c"}})"), "wrong_type at /a");
  EXPECT_EQ(words(R"(["a"])"), "wrong_type at ");
}

}  // namespace
}  // namespace samtycke
