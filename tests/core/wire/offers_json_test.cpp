#include "core/wire/offers_json.h"

#include <gtest/gtest.h>

#include "core/wire/notice_json.h"
#include "tests/core/wire/refusal.h"
#include "tests/support/builders.h"

namespace samtycke {
namespace {

notice::Notice club() {
  notice::Notice notice = support::small_notice();
  notice.segmentation.purpose = PurposeId("analysis");
  notice::Segment segment;
  segment.id = SegmentId("grown_ups");
  segment.name = segment.explanation = notice.topics.front().name;
  segment.rule = {notice::Condition{notice::Age{}, notice::Between{18, std::nullopt}}};
  segment.clause = ClauseId("N7");
  notice.segmentation.segments = {segment};
  return notice;
}

const std::string two =
    R"({"offers":[{"channels":["email","letter"],"clause":"N2","from":"2026-11-01","id":"sheets",)"
    R"("kind":"general","sender":"own","text":{"en":"Two for one","sv":"Två för ett"},)"
    R"("title":{"en":"Sheets","sv":"Lakan"},"topic":"sleep","until":"2026-11-30"},)"
    R"({"channels":["sms"],"clause":"N2","from":"2026-12-01","id":"towels","kind":"personal",)"
    R"("segment":"grown_ups","sender":"group","text":{"en":"T","sv":"T"},)"
    R"("title":{"en":"T","sv":"T"},"until":"2026-12-01"}]})";

std::string spoilt(const std::string& from, const std::string& to) {
  std::string text = two;
  const std::size_t place = text.find(from);
  if (place == std::string::npos) return "there is no " + from;
  text.replace(place, from.size(), to);
  return support::refusal(wire::decode_offers(text, club()));
}

TEST(OffersJson, ReadsBackWhatItWrote) {
  const auto offers = wire::decode_offers(two, club());
  ASSERT_TRUE(offers.ok()) << support::refusal(offers);
  EXPECT_EQ(wire::encode_offers(offers.value()), two);
  EXPECT_EQ(wire::encode_offers({}), R"({"offers":[]})");
}

TEST(OffersJson, RefusesWhatTheNoticeDoesNotHave) {
  EXPECT_EQ(spoilt(R"("own")", R"("stranger")"), "unknown_id at /offers/0/sender");
  EXPECT_EQ(spoilt(R"("email")", R"("fax")"), "unknown_id at /offers/0/channels/0");
  EXPECT_EQ(spoilt(R"("sleep")", R"("garden")"), "unknown_id at /offers/0/topic");
  EXPECT_EQ(spoilt(R"("N2")", R"("N99")"), "unknown_id at /offers/0/clause");
  EXPECT_EQ(spoilt(R"("grown_ups")", R"("giants")"), "unknown_id at /offers/1/segment");
  EXPECT_EQ(spoilt(R"("en":"Sheets",)", ""), "missing_text at /offers/0/title");
}

TEST(OffersJson, RefusesAnOfferThatEndsBeforeItBegins) {
  EXPECT_EQ(spoilt("2026-11-30", "2026-10-31"), "inconsistent at /offers/0/until");
  EXPECT_EQ(spoilt("2026-11-30", "2026-11-01"), "read") << "one day is a period";
}

// N3: a personal offer is for whoever is in its segment; a general one is the same for everybody.
TEST(OffersJson, WantsASegmentForAPersonalOfferAndForNoOther) {
  EXPECT_EQ(spoilt(R"("segment":"grown_ups",)", ""), "missing_key at /offers/1/segment");
  EXPECT_EQ(spoilt(R"("kind":"general")", R"("kind":"general","segment":"grown_ups")"),
            "unknown_key at /offers/0/segment");
  EXPECT_EQ(spoilt(R"("kind":"general")", R"("kind":"secret")"), "unknown_word at /offers/0/kind");
}

TEST(OffersJson, RefusesWhatStandsTwiceOrNowhere) {
  EXPECT_EQ(spoilt(R"("id":"towels")", R"("id":"sheets")"), "inconsistent at /offers/1/id");
  EXPECT_EQ(spoilt(R"(["email","letter"])", R"(["email","email"])"),
            "inconsistent at /offers/0/channels/1");
  EXPECT_EQ(spoilt(R"(["email","letter"])", "[]"), "out_of_range at /offers/0/channels");
  EXPECT_EQ(spoilt(R"("id":"towels")", R"("id":"to.wels")"), "out_of_range at /offers/1/id");
}

}  // namespace
}  // namespace samtycke
