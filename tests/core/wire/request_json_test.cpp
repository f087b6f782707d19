#include "core/wire/request_json.h"

#include <gtest/gtest.h>

#include "tests/core/wire/refusal.h"

namespace samtycke {
namespace {

using support::refusal;

std::string wishes(const std::string& decisions) {
  return refusal(wire::decode_wishes(R"({"notice_version": 1, "language": "sv", "decisions": [)" +
                                     decisions + "]}"));
}

TEST(Wishes, AreReadInTheirOrder) {
  const auto read = wire::decode_wishes(R"({"notice_version": 3, "language": "en", "decisions": [
      {"act": "grant", "sender": "own", "channel": "email"},
      {"act": "withdraw", "sender": "group", "channel": "sms"},
      {"act": "object", "purpose": "analysis"},
      {"act": "object", "sender": "own", "channel": "letter"},
      {"act": "lift_objection", "purpose": "analysis"}]})");
  ASSERT_TRUE(read.ok()) << refusal(read);
  const notice::Cell letter{SenderId("own"), ChannelId("letter")};
  const std::vector<consent::Act> acts = {
      consent::Grant{{SenderId("own"), ChannelId("email")}},
      consent::Withdraw{{SenderId("group"), ChannelId("sms")}},
      consent::Object{PurposeId("analysis")},
      consent::Object{letter},
      consent::LiftObjection{PurposeId("analysis")},
  };
  ASSERT_EQ(read.value().wishes.size(), acts.size());
  for (std::size_t i = 0; i < acts.size(); ++i) {
    EXPECT_EQ(read.value().wishes[i], (consent::Wish{acts[i], 3, Language("en")})) << i;
  }
  EXPECT_FALSE(read.value().stop_everything);

  const auto again = wire::decode_wishes(wire::encode_wishes(read.value()));
  ASSERT_TRUE(again.ok());
  EXPECT_EQ(again.value().wishes, read.value().wishes);
}

TEST(Wishes, AreRefusedWhereTheyMakeNoSense) {
  EXPECT_EQ(wishes(""), "read");
  EXPECT_EQ(wishes("7"), "wrong_type at /decisions/0");
  EXPECT_EQ(wishes("{}"), "missing_key at /decisions/0/act");
  EXPECT_EQ(wishes(R"({"act": "bribe"})"), "unknown_word at /decisions/0/act");
  EXPECT_EQ(wishes(R"({"act": 1})"), "wrong_type at /decisions/0/act");
  EXPECT_EQ(wishes(R"({"act": "grant", "sender": "own"})"), "missing_key at /decisions/0/channel");
  EXPECT_EQ(wishes(R"({"act": "grant", "sender": "", "channel": "email"})"),
            "out_of_range at /decisions/0/sender");
  EXPECT_EQ(wishes(R"({"act": "grant", "purpose": "analysis"})"),
            "unknown_key at /decisions/0/purpose");
  EXPECT_EQ(wishes(R"({"act": "object", "purpose": "analysis", "sender": "own"})"),
            "unknown_key at /decisions/0/sender");
  EXPECT_EQ(wishes(R"({"act": "grant", "sender": "own", "channel": "email", "at": "now"})"),
            "unknown_key at /decisions/0/at");
  EXPECT_EQ(
      wishes(R"({"act": "object", "purpose": "analysis"}, {"act": "object", "purpose": null})"),
      "wrong_type at /decisions/1/purpose");
}

// These have doors of their own: a client must not be able to say that it joined, or by which way.
TEST(Wishes, CannotJoinOrCorrect) {
  EXPECT_EQ(wishes(R"({"act": "join"})"), "unknown_word at /decisions/0/act");
  EXPECT_EQ(wishes(R"({"act": "correct", "fields": ["email"]})"),
            "unknown_key at /decisions/0/fields");
}

TEST(Wishes, ToStopEverythingComeAlone) {
  const auto read = wire::decode_wishes(
      R"({"notice_version": 1, "language": "sv", "decisions": [{"act": "stop_everything"}]})");
  ASSERT_TRUE(read.ok());
  EXPECT_TRUE(read.value().stop_everything);
  EXPECT_TRUE(read.value().wishes.empty());
  EXPECT_TRUE(wire::decode_wishes(wire::encode_wishes(read.value())).value().stop_everything);

  EXPECT_EQ(wishes(R"({"act": "stop_everything"}, {"act": "stop_everything"})"),
            "inconsistent at /decisions/0");
  EXPECT_EQ(wishes(R"({"act": "object", "purpose": "analysis"}, {"act": "stop_everything"})"),
            "inconsistent at /decisions/1");
  EXPECT_EQ(wishes(R"({"act": "stop_everything", "sender": "own"})"),
            "unknown_key at /decisions/0/sender");
}

TEST(Wishes, AreAtMostAHundred) {
  const auto many = [](int count) {
    std::string all;
    for (int i = 0; i < count; ++i) {
      all += std::string(i == 0 ? "" : ",") + R"({"act": "object", "purpose": "analysis"})";
    }
    return wishes(all);
  };
  EXPECT_EQ(many(100), "read");
  EXPECT_EQ(many(101), "out_of_range at /decisions");
}

TEST(Wishes, NeedTheirThreeKeysAndNoOther) {
  EXPECT_EQ(refusal(wire::decode_wishes("[]")), "wrong_type at ");
  EXPECT_EQ(refusal(wire::decode_wishes("{}")), "missing_key at /notice_version");
  EXPECT_EQ(refusal(wire::decode_wishes(R"({"notice_version": 1, "decisions": []})")),
            "missing_key at /language");
  EXPECT_EQ(refusal(wire::decode_wishes(R"({"notice_version": 1, "language": "sv"})")),
            "missing_key at /decisions");
  EXPECT_EQ(refusal(wire::decode_wishes(
                R"({"notice_version": 1, "language": "sv", "decisions": {}, "way": "agent"})")),
            "unknown_key at /way");
  EXPECT_EQ(
      refusal(wire::decode_wishes(R"({"notice_version": 1, "language": "sv", "decisions": {}})")),
      "wrong_type at /decisions");
}

TEST(Details, AreCorrectionsByField) {
  const auto read = wire::decode_details(
      R"({"language": "sv", "details": {"phone": "070-123 45 67", "city": "", "given_name": "Åsa"}})");
  ASSERT_TRUE(read.ok()) << refusal(read);
  ASSERT_EQ(read.value().corrections.size(), 3U);
  EXPECT_EQ(read.value().corrections[0].field, FieldId("city"));
  EXPECT_EQ(read.value().corrections[0].value, "");
  EXPECT_EQ(read.value().corrections[1].value, "Åsa");
  EXPECT_EQ(read.value().corrections[2].value, "070-123 45 67");
  EXPECT_EQ(
      wire::encode_details(read.value()),
      R"({"details":{"city":"","given_name":"Åsa","phone":"070-123 45 67"},"language":"sv"})");
}

TEST(Details, AreRefusedWithThePlaceAndNotTheValue) {
  const auto details = [](const std::string& document) {
    return refusal(wire::decode_details(document));
  };
  EXPECT_EQ(details(R"({"language": "sv"})"), "missing_key at /details");
  EXPECT_EQ(details(R"({"language": "sv", "details": []})"), "wrong_type at /details");
  EXPECT_EQ(details(R"({"language": "sv", "details": {"phone": 701234567}})"),
            "wrong_type at /details/phone");
  const auto read =
      wire::decode_details(R"({"language": "sv", "details": {"phone": ["hemligt"]}})");
  ASSERT_FALSE(read.ok());
  EXPECT_EQ(read.reason().detail.find("hemligt"), std::string::npos);
}

TEST(Details, NamedTwiceAreWrittenAsTypedLast) {
  const wire::Details details{Language("sv"),
                              {{FieldId("city"), "Borås"}, {FieldId("city"), "Lund"}}};
  EXPECT_EQ(wire::encode_details(details), R"({"details":{"city":"Lund"},"language":"sv"})");
}

TEST(SignIn, IsAnAddressAndALanguage) {
  const auto read = wire::decode_sign_in(R"({"email": "asa@example.se", "language": "sv"})");
  ASSERT_TRUE(read.ok());
  EXPECT_EQ(read.value().email, "asa@example.se");
  EXPECT_EQ(wire::encode_sign_in(read.value()), R"({"email":"asa@example.se","language":"sv"})");
  EXPECT_EQ(refusal(wire::decode_sign_in(R"({"email": "asa@example.se"})")),
            "missing_key at /language");
  EXPECT_EQ(refusal(wire::decode_sign_in(R"({"email": ["a"], "language": "sv"})")),
            "wrong_type at /email");
}

TEST(Code, IsOneText) {
  const auto read = wire::decode_code(R"({"code": "7K3M-QW2X"})");
  ASSERT_TRUE(read.ok());
  EXPECT_EQ(wire::encode_code(read.value()), R"({"code":"7K3M-QW2X"})");
  EXPECT_EQ(refusal(wire::decode_code("{}")), "missing_key at /code");
  EXPECT_EQ(refusal(wire::decode_code(R"({"code": 7})")), "wrong_type at /code");
}

}  // namespace
}  // namespace samtycke
