// The call "segments": what somebody who writes cases reads about one member and the notice's segments.
#include <gtest/gtest.h>

#include "core/wire/cases.h"
#include "core/wire/member_json.h"
#include "core/wire/portal_json.h"
#include "tests/core/segment/club.h"
#include "tests/core/wire/refusal.h"

namespace samtycke::wire {
namespace {

using segment::at_least;
using segment::one_of;

std::string answer(const notice::Rule& rule, const consent::MemberFile& file) {
  notice::Edition edition{support::small_notice(), {}, {}};
  edition.notice.purposes[1].optional_categories = {
      {CategoryId{"receipts"}, support::wording("Får läsas.", "May be read.")}};
  edition.notice.segmentation.purpose = PurposeId{"analysis"};
  const auto name = support::wording("Grupp", "Group").text;
  edition.notice.segmentation.segments = {{SegmentId{"group"}, name, name, rule, ClauseId{"N7"}}};
  auto cases = Cases::from(encode_portal(edition, {}));
  EXPECT_TRUE(cases.ok()) << support::refusal(cases);
  return std::move(cases).value().answer(
      "{\"call\":\"segments\",\"with\":{\"member\":" + encode_member_file(file) +
      ",\"at\":\"2026-03-14T09:26:53Z\"}}");
}

// Two purchases of bed linen this year, a favourite room, and nothing else.
consent::MemberFile sleeper() {
  consent::MemberFile file = segment::new_member();
  segment::buy(file, {.number = "B-1", .when = "2026-01-10"});
  segment::buy(file, {.number = "B-2", .when = "2026-02-10"});
  segment::tell(file, "favourite_room", "sleep");
  return file;
}

const notice::Fact purchases = notice::PurchaseCount{{12, {}, notice::Where::anywhere}};

TEST(CasesSegments, SayWhichReceiptsDecidedAndWhenItTurnsByItself) {
  EXPECT_EQ(
      answer(at_least(purchases, 2), sleeper()),
      R"({"segments":[{"membership":"in","nearest_change":[{"by":"waiting","from":2,"to":{"at_least":0,"at_most":1,"fact":"purchases","months":12}}],"segment":"group","why":{"condition":{"at_least":2,"fact":"purchases","months":12},"deciding":{"receipts":["B-1","B-2"]},"found":2,"met":true,"turns":"2027-01-10"}}]})");
}

TEST(CasesSegments, SayWhatWouldHaveToBecomeOfEachPart) {
  EXPECT_EQ(
      answer(segment::all(
                 {at_least(notice::InteractionCount{{notice::InteractionKind::visit}, 0, {}}, 1),
                  segment::no(one_of("favourite_room", {"sleep"})),
                  segment::any({at_least(notice::Age{}, 18)})}),
             sleeper()),
      R"({"segments":[{"membership":"out","nearest_change":[)"
      R"({"by":"interacting","from":0,"to":{"at_least":1,"fact":"interactions","kinds":["visit"]}},)"
      R"({"by":"telling","from":"sleep","to":{"not":{"fact":"value","field":"favourite_room","one_of":["sleep"]}}},)"
      R"({"by":"telling","from":null,"to":{"at_least":18,"fact":"age"}}],"segment":"group","why":{"all":[)"
      R"({"condition":{"at_least":1,"fact":"interactions","kinds":["visit"]},"deciding":{"interactions":[]},"found":0,"met":false},)"
      R"({"met":false,"not":[{"condition":{"fact":"value","field":"favourite_room","one_of":["sleep"]},)"
      R"("deciding":{"field":"favourite_room"},"found":"sleep","met":true}]},)"
      R"({"any":[{"condition":{"at_least":18,"fact":"age"},"deciding":{"field":"birth_date"},"found":null,"met":false}],"met":false}],)"
      R"("met":false}}]})");
}

TEST(CasesSegments, SayWhyNothingIsWorkedOut) {
  const auto off = [](consent::Act act) {
    consent::MemberFile file = sleeper();
    segment::decide(file, std::move(act));
    return answer(at_least(purchases, 2), file);
  };
  const PurposeId analysis{"analysis"};
  const std::string start = R"({"segments":[{"membership":"off","off":)";
  const std::string end = R"(,"segment":"group"}]})";
  EXPECT_EQ(off(consent::Object{analysis}), start + R"({"because":"objected"})" + end);
  EXPECT_EQ(off(consent::Restrict{}), start + R"({"because":"restricted"})" + end);
  EXPECT_EQ(off(consent::Leave{}), start + R"({"because":"left"})" + end);
  EXPECT_EQ(off(consent::Object{consent::CategoryUse{analysis, CategoryId{"receipts"}}}),
            start + R"({"because":"switched_off","category":"receipts"})" + end);
}

}  // namespace
}  // namespace samtycke::wire
