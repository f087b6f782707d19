#include "core/wire/preview_json.h"

#include <gtest/gtest.h>

#include "core/wire/member_json.h"
#include "tests/core/preview/drafting_club.h"

namespace samtycke {
namespace {

using preview::analysis;
using support::cell;

std::string previewed(const std::vector<consent::Act>& acts) {
  const auto notice = preview::drafting_notice();
  const auto member = support::joined_member();
  std::vector<consent::Wish> draft;
  for (const consent::Act& act : acts) draft.push_back(support::wish(notice, act));
  const auto made =
      preview::preview(member, draft, notice, preview::drafting_offers(), support::today());
  return wire::encode_preview(member, made, notice, support::today().at);
}

// The text from a key up to the next of the same object.
std::string part(const std::string& text, std::string_view from, std::string_view up_to) {
  const std::size_t begin = text.find(from);
  const std::size_t end = text.find(up_to, begin);
  return begin == std::string::npos || end == std::string::npos ? text
                                                                : text.substr(begin, end - begin);
}

TEST(PreviewJson, SaysWhatWouldBeDifferent) {
  EXPECT_EQ(part(previewed({consent::Object{preview::age_and_sex},
                            consent::Withdraw{cell("own", "sms")}}),
                 R"("difference")", R"("me":)"),
            R"("difference":{"channels_quiet":["sms"],"channels_speaking":[],)"
            R"("erased_earlier":[{"becomes":{"category":"demographics","counted_from":"objection",)"
            R"("day":"2026-04-13","purpose":"analysis","rule":"three_years","start":"2026-03-14"},)"
            R"("field":"gender","was":{"counted_from":"latest_purchase","day":"2028-11-28",)"
            R"("rule":"three_years","start":"2025-11-28"}}],"kept_longer":[],)"
            R"("no_longer_used":[{"category":"demographics","purpose":"analysis"}],)"
            R"("offers_gained":[],"offers_lost":["perfume"],"segments_joined":[],)"
            R"("segments_left":["women"],"switches":[{"on":false,"switch":"cell.own.sms"},)"
            R"({"on":false,"switch":"category.analysis.demographics"}],"used_again":[]},)");
}

TEST(PreviewJson, IsTheOutcomeWithOneKeyMore) {
  const auto notice = preview::drafting_notice();
  const auto member = support::joined_member();
  const auto outcome = consent::decide_all(
      member, {support::wish(notice, consent::Object{analysis})}, notice, support::today());
  std::string text = previewed({consent::Object{analysis}});
  const std::size_t begin = text.find(R"("difference":)");
  ASSERT_NE(begin, std::string::npos);
  text.erase(begin, text.find(R"("me":)") - begin);
  EXPECT_EQ(text, wire::encode_outcome(member, outcome, notice, support::today().at));
}

TEST(PreviewJson, ADayThatNobodyKnowsIsLeftOut) {
  preview::Difference difference;
  difference.erased_earlier.push_back({FieldId{"sex"}, std::nullopt, std::nullopt});
  EXPECT_EQ(part(wire::encode_difference(difference), R"("erased_earlier")", R"("kept)"),
            R"("erased_earlier":[{"field":"sex"}],)");
}

}  // namespace
}  // namespace samtycke
