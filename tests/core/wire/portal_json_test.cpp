// What a browser is told before it can make a page: the notice in force, the offers beside it, and the
// words that members agreed to once.
#include "core/wire/portal_json.h"

#include <gtest/gtest.h>

#include "core/wire/notice_json.h"
#include "core/wire/offers_json.h"
#include "tests/core/view/portal.h"
#include "tests/core/wire/refusal.h"

namespace samtycke {
namespace {

notice::Edition edition() {
  notice::Offer offer;
  offer.id = OfferId("sheets");
  offer.sender = SenderId("own");
  offer.channels = {ChannelId("email")};
  offer.from = support::day("2026-03-01");
  offer.until = support::day("2026-03-31");
  offer.title = offer.text = support::wording("Lakan", "Sheets").text;
  offer.clause = ClauseId("N2");
  return {support::small_notice(), {offer}, {{support::text_hash("Ja."), "Ja.", "Linnegården AB"}}};
}

std::string written() {
  return wire::encode_portal(edition(), {view::words_of(support::swedish())});
}

TEST(PortalJson, BringsTheNoticeItsOffersAndEarlierWords) {
  const auto read = wire::decode_portal(written());
  ASSERT_TRUE(read.ok()) << support::refusal(read);
  const notice::Edition& edition_read = read.value().edition;
  EXPECT_EQ(wire::encode_notice(edition_read.notice), wire::encode_notice(edition().notice));
  EXPECT_EQ(wire::encode_offers(edition_read.offers), wire::encode_offers(edition().offers));
  EXPECT_EQ(edition_read.earlier, edition().earlier);
  ASSERT_EQ(read.value().words.size(), 1U);
  EXPECT_EQ(wire::encode_portal(edition_read, read.value().words), written());
}

TEST(PortalJson, SaysWhatAnotherWayInIsCalledWhereThereIsOne) {
  EXPECT_EQ(wire::decode_portal(written()).value().sign_in_by, "");
  EXPECT_EQ(written().find("sign_in_by"), std::string::npos);
  const auto read = wire::decode_portal(
      wire::encode_portal(edition(), {view::words_of(support::swedish())}, "Bank\"ID"));
  ASSERT_TRUE(read.ok()) << support::refusal(read);
  EXPECT_EQ(read.value().sign_in_by, "Bank\"ID");
}

TEST(PortalJson, IsRefusedWithThePlaceInTheWhole) {
  const auto spoilt = [](const std::string& from, const std::string& to) {
    std::string text = written();
    text.replace(text.find(from), from.size(), to);
    return support::refusal(wire::decode_portal(text));
  };
  EXPECT_EQ(spoilt(R"("id":"sheets")", R"("id":"")"), "out_of_range at /offers/0/id");
  EXPECT_EQ(spoilt(R"("text":"Ja.")", R"("text":7)"), "wrong_type at /earlier/0/text");
  EXPECT_EQ(spoilt(R"("format":1)", R"("format":9)"), "out_of_range at /notice/format");
  EXPECT_EQ(support::refusal(wire::decode_portal("{}")), "missing_key at ");
}

TEST(PortalJson, TheCodeOfAProblemIsReadAndNothingElseTakenForOne) {
  EXPECT_EQ(wire::problem_code(R"({"title":"x","code":"signed_out"})"), "signed_out");
  EXPECT_EQ(wire::problem_code(R"({"title":"x"})"), "");
  EXPECT_EQ(wire::problem_code(R"({"code":7})"), "");
  EXPECT_EQ(wire::problem_code("<html>502 Bad Gateway</html>"), "");
}

TEST(PortalJson, TheWishesThatWereRefusedAreReadFromTheAnswer) {
  EXPECT_EQ(
      wire::refused_codes(
          R"({"refused":[{"index":0,"code":"text_out_of_date"},{"index":2},{"code":"no_address"}]})"),
      (std::vector<std::string>{"text_out_of_date", "no_address"}));
  EXPECT_TRUE(wire::refused_codes(R"({"refused":[]})").empty());
  EXPECT_TRUE(wire::refused_codes(R"({"refused":"all"})").empty());
  EXPECT_TRUE(wire::refused_codes(R"({"code":"signed_out"})").empty());
  EXPECT_TRUE(wire::refused_codes("").empty());
}

}  // namespace
}  // namespace samtycke
