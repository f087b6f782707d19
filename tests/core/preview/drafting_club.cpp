#include "tests/core/preview/drafting_club.h"

namespace samtycke::preview {
namespace {

Text text(const char* same) {
  return {{{support::swedish(), same}, {support::english(), same}}};
}

notice::Segment segment(const char* id, notice::Condition condition) {
  return {SegmentId{id}, text(id), text(id), notice::Rule{std::move(condition)}, ClauseId{"N7"}};
}

}  // namespace

const PurposeId sending{"offers"};
const PurposeId analysis{"analysis"};
const consent::CategoryUse age_and_sex{analysis, CategoryId{"demographics"}};
const consent::CategoryUse receipts{analysis, CategoryId{"receipts"}};

notice::Notice drafting_notice() {
  auto notice = support::small_notice();
  notice.retentions[0].days_after_objection = 30;
  notice.purposes[0].objection = support::wording("Skicka erbjudanden.", "Send offers.");
  notice.purposes[1].optional_categories = {
      {age_and_sex.category, support::wording("Ålder och kön.", "Age and sex.")},
      {receipts.category, support::wording("Mina köp.", "My purchases.")}};
  notice.sending.purpose = sending;
  notice.segmentation.purpose = analysis;
  notice::Purchases beds;
  beds.topic = TopicId{"sleep"};
  notice.segmentation.segments = {
      segment("sleepers", {notice::PurchaseCount{beds}, notice::Between{1, {}}}),
      segment("women", {notice::FieldValue{FieldId{"gender"}}, notice::OneOf{{"woman"}}})};
  return notice;
}

notice::Offers drafting_offers() {
  const ChannelId email{"email"};
  return {support::offer("general", "own", {email, ChannelId{"sms"}}, ""),
          support::offer("sheets", "own", {email, ChannelId{"letter"}}, "sleepers"),
          support::offer("perfume", "group", {email}, "women")};
}

}  // namespace samtycke::preview
