// Headers, forms and limits: what is read out of them, and what is not.
#include "server/http/headers.h"

#include <gtest/gtest.h>

#include "server/http/form.h"
#include "server/http/limits.h"

namespace samtycke::server {
namespace {

const std::vector<Language> ours{Language{"sv"}, Language{"en"}};

std::string liked(std::string_view header) {
  return preferred_language(header, ours).text();
}

TEST(AcceptLanguage, TheHeaviestOfOursWinsAndTheClubsOwnOtherwise) {
  EXPECT_EQ(liked(""), "sv");
  EXPECT_EQ(liked("de"), "sv");
  EXPECT_EQ(liked("en"), "en");
  EXPECT_EQ(liked("EN-gb"), "en");
  EXPECT_EQ(liked("sv;q=0.5, en;q=0.501"), "en");
  EXPECT_EQ(liked("en;q=0, sv;q=0.001"), "sv");
  EXPECT_EQ(liked("english"), "sv");
  EXPECT_EQ(liked("en;q=nonsense"), "sv");
  EXPECT_EQ(liked(",,;;, en"), "en");
  EXPECT_EQ(liked(std::string(5000, ',')), "sv");
}

TEST(AcceptEncoding, OnlyWhatIsNamedAndWanted) {
  EXPECT_TRUE(accepts_encoding("gzip, deflate, br", "br"));
  EXPECT_FALSE(accepts_encoding("gzip, br;q=0", "br"));
  EXPECT_FALSE(accepts_encoding("brotli", "br"));
  EXPECT_FALSE(accepts_encoding("", "gzip"));
}

TEST(IfMatch, IsOneRevisionInQuotes) {
  EXPECT_EQ(revision_of("\"0\""), 0);
  EXPECT_EQ(revision_of("\"1234\""), 1234);
  for (const char* bad : {"", "\"", "\"\"", "12", "W/\"12\"", "*", "\"12\", \"13\"", "\"-1\"",
                          "\"12 \"", "\"99999999999999999999\"", "\"9223372036854775808\""}) {
    EXPECT_EQ(revision_of(bad), std::nullopt) << bad;
  }
}

TEST(Cookies, AreFoundByTheirWholeName) {
  Request request;
  request.headers = {{"cookie", "xsid=1; sid=2;sid=3 ; pre=a=b; empty="}};
  EXPECT_EQ(cookie(request, "sid"), "2");
  EXPECT_EQ(cookie(request, "pre"), "a=b");
  EXPECT_EQ(cookie(request, "empty"), "");
  EXPECT_EQ(cookie(request, "si"), "");
}

TEST(Forms, AreReadAsBrowsersWriteThem) {
  const auto form = decode_form("a=b%20c+d&e=&f&a=2&%C3%A5=%26%3D&&u=a=b");
  ASSERT_TRUE(form);
  EXPECT_EQ(value_of(*form, "a"), "b c d");
  EXPECT_TRUE(has(*form, "e"));
  EXPECT_TRUE(has(*form, "f"));
  EXPECT_EQ(value_of(*form, "å"), "&=");
  EXPECT_EQ(value_of(*form, "u"), "a=b");
  EXPECT_EQ(form->size(), 6U);
}

TEST(Forms, ThatAreBrokenAreNone) {
  for (const char* bad : {"a=%", "a=%1", "a=%zz", "%g0=a", "a=%00"}) {
    EXPECT_FALSE(decode_form(bad)) << bad;
  }
  std::string many;
  for (int i = 0; i < 1001; ++i) many += "a=b&";
  EXPECT_FALSE(decode_form(many));
}

TEST(Limits, LetABurstThroughAndThenOneAtATime) {
  Limit limit{3, 1000};
  Instant now{1'000'000};
  for (int i = 0; i < 3; ++i) EXPECT_FALSE(limit.take("a", now));
  EXPECT_EQ(limit.take("a", now), 2);
  EXPECT_FALSE(limit.take("b", now)) << "another key has its own";
  now.utc_ms += 1000;
  EXPECT_FALSE(limit.take("a", now));
  EXPECT_TRUE(limit.take("a", now));
}

TEST(Limits, HoldWhenTheyAreAskedQuickly) {
  Limit limit{1, 10'000};
  Instant now{0};
  EXPECT_FALSE(limit.take("a", now));
  int granted = 0;
  for (int i = 0; i < 20'000; ++i) {
    now.utc_ms += 1;
    if (!limit.take("a", now)) ++granted;
  }
  EXPECT_EQ(granted, 2) << "twenty seconds, one every ten";
}

TEST(Limits, AFloodOfStrangersDoesNotForgetWhoWasLimited) {
  Limit limit{1, 3'600'000};
  const Instant now{1'000'000};
  EXPECT_FALSE(limit.take("member", now));
  for (int i = 0; i < 100'000; ++i) limit.take(std::to_string(i), now);
  EXPECT_TRUE(limit.take("member", now));
}

}  // namespace
}  // namespace samtycke::server
