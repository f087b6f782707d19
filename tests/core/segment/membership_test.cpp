#include "core/segment/membership.h"

#include <gtest/gtest.h>

#include "tests/core/segment/club.h"

namespace samtycke::segment {
namespace {

const PurposeId analysis{"analysis"};
const CategoryId demographics{"demographics"};

notice::Segment segment(const char* id, notice::Rule rule) {
  return {SegmentId{id}, {}, {}, std::move(rule), ClauseId{"N3"}};
}

notice::Notice with_segments() {
  auto notice = segmenting_notice();
  notice.segmentation.segments = {
      segment("sleepers", one_of("favourite_room", {"sleep"})),
      segment("women", one_of("gender", {"woman"})),
      segment("bathers", one_of("favourite_room", {"bath"})),
      segment("buyers", at_least(notice::PurchaseCount{}, 1)),
  };
  return notice;
}

std::string segments(const consent::MemberFile& file, const notice::Notice& notice) {
  std::string text;
  for (const SegmentId& id : segments_of(file, notice, at("2026-03-14"))) text += id.text() + " ";
  return text;
}

// N3.
TEST(Membership, AMemberIsInEachSegmentWhoseRuleTheyMeetInTheNoticesOrder) {
  EXPECT_EQ(segments(support::small_member(), with_segments()), "sleepers women buyers ");
  EXPECT_EQ(segments(new_member(), with_segments()), "");
}

// N7, GDPR Art. 21(2).
TEST(Membership, WhoSwitchedOffACategoryIsInNoSegmentThatReadsIt) {
  auto file = support::small_member();
  decide(file, consent::Object{consent::CategoryUse{analysis, demographics}});
  EXPECT_EQ(segments(file, with_segments()), "sleepers buyers ");
}

TEST(Membership, ACategoryThatIsSwitchedOnAgainCountsAgain) {
  auto file = support::small_member();
  decide(file, consent::Object{consent::CategoryUse{analysis, demographics}});
  decide(file, consent::LiftObjection{consent::CategoryUse{analysis, demographics}});
  EXPECT_EQ(segments(file, with_segments()), "sleepers women buyers ");
}

// L8.
TEST(Membership, WhoObjectedToTheAnalysisIsInNoSegment) {
  auto file = support::small_member();
  decide(file, consent::Object{analysis});
  EXPECT_EQ(segments(file, with_segments()), "");
}

// L15.
TEST(Membership, WhoseDataAreRestrictedOrWhoLeftIsInNoSegment) {
  auto restricted = support::small_member();
  decide(restricted, consent::Restrict{});
  EXPECT_EQ(segments(restricted, with_segments()), "");

  auto gone = support::small_member();
  decide(gone, consent::Leave{});
  EXPECT_EQ(segments(gone, with_segments()), "");
}

// Also where the rest of the rule would settle it: not to be asked is what the member asked for.
TEST(Membership, ARuleThatReadsOneSwitchedOffValueIsNotWorkedOutAtAll) {
  const auto notice = segmenting_notice();
  auto file = support::small_member();
  decide(file, consent::Object{consent::CategoryUse{analysis, demographics}});
  const Readable readable{file, notice, at("2026-03-14")};
  const auto room = one_of("favourite_room", {"sleep"});
  const auto woman = one_of("gender", {"woman"});

  EXPECT_EQ(membership(room, readable), Membership::in);
  EXPECT_EQ(membership(any({room, woman}), readable), Membership::off);
  EXPECT_EQ(membership(all({no(room), no(woman)}), readable), Membership::off);
  EXPECT_EQ(why_off(any({room, woman}), readable), Off{SwitchedOff{demographics}});
  EXPECT_EQ(why_off(room, readable), std::nullopt);
}

// The notice's reader refuses such a rule; a rule that came another way is not worked out either.
TEST(Membership, ARuleThatReadsWhatNoPurposeCoversIsNotWorkedOut) {
  const auto notice = segmenting_notice();
  const auto file = support::small_member();
  const Readable readable{file, notice, at("2026-03-14")};
  const FieldId postcode{"postcode"};
  EXPECT_EQ(why_off(one_of("postcode", {"501 01"}), readable), Off{NotCovered{postcode}});
}

TEST(Membership, AConditionThatNothingIsKnownAboutIsNotMet) {
  const auto notice = segmenting_notice();
  const auto file = new_member();
  const Readable readable{file, notice, at("2026-03-14")};
  EXPECT_EQ(membership(at_least(notice::Age{}, 0), readable), Membership::out);
  EXPECT_EQ(membership(no(at_least(notice::Age{}, 0)), readable), Membership::in);
}

}  // namespace
}  // namespace samtycke::segment
