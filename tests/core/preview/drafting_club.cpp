#include "tests/core/preview/drafting_club.h"

namespace samtycke::preview {
namespace {

Text text(const char* same) {
  return {{{support::swedish(), same}, {support::english(), same}}};
}

notice::Segment segment(const char* id, notice::Condition condition) {
  return {SegmentId{id}, text(id), text(id), notice::Rule{std::move(condition)}, ClauseId{"N7"}};
}

notice::Offer offer(const char* id, const char* sender, std::vector<ChannelId> channels,
                    const char* segment) {
  notice::Offer made;
  made.id = OfferId{id};
  made.sender = SenderId{sender};
  made.channels = std::move(channels);
  made.segment = SegmentId{segment};
  made.kind = made.segment.empty() ? notice::OfferKind::general : notice::OfferKind::personal;
  made.from = support::day("2026-01-01");
  made.until = support::day("2026-12-31");
  made.title = text(id);
  made.text = text(id);
  made.clause = ClauseId{"N2"};
  return made;
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
  return {offer("general", "own", {email, ChannelId{"sms"}}, ""),
          offer("sheets", "own", {email, ChannelId{"letter"}}, "sleepers"),
          offer("perfume", "group", {email}, "women")};
}

}  // namespace samtycke::preview
