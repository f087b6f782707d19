#include "core/wire/notice_sending.h"

#include "core/wire/rule_json.h"

namespace samtycke::wire {
namespace {

using notice::Notice;

// A field that whoever sends must look at, so the purpose of sending must cover it. Null: refused.
const notice::Field* read_sending_field(const Place& at, const Notice& notice,
                                        notice::FieldKind kind, const char* wanted) {
  const auto id = read_known_id<FieldId>(at, notice, "field");
  if (!at.ok()) return nullptr;
  const notice::Field* field = find(notice, id);
  if (field->kind != kind) {
    at.refuse(BadDocumentKind::inconsistent, std::string("this field must be ") + wanted);
    return nullptr;
  }
  if (!covers(*find(notice, notice.sending.purpose), id)) {
    at.refuse(BadDocumentKind::inconsistent, "the purpose of sending does not cover this field");
    return nullptr;
  }
  return field;
}

void read_nix(const Place& at, Notice& notice) {
  if (!at.object({"listed", "customer_months", "clause", "law"})) return;
  notice::Nix nix;
  const notice::Field* listed =
      read_sending_field(at.at("listed"), notice, notice::FieldKind::date, "a date");
  if (listed == nullptr) return;
  nix.listed = listed->id;
  nix.customer_months = at.at("customer_months").small(0, 1200);
  nix.clause = read_clause_id(at, notice);
  nix.law = at.at("law").some_text();
  notice.sending.nix = std::move(nix);
}

void read_limit(const Place& at, const notice::Field& field, notice::Frequency& frequency) {
  if (!at.object({"value", "messages", "days"})) return;
  notice::FrequencyLimit limit;
  const Place value = at.at("value");
  limit.value = value.some_text();
  const bool known =
      std::any_of(field.choices.begin(), field.choices.end(),
                  [&](const notice::Choice& one) { return one.value == limit.value; });
  if (!known) value.refuse(BadDocumentKind::unknown_id, "the field has no such choice");
  const bool twice =
      std::any_of(frequency.limits.begin(), frequency.limits.end(),
                  [&](const notice::FrequencyLimit& one) { return one.value == limit.value; });
  if (twice) value.refuse(BadDocumentKind::inconsistent, "this choice stands twice");
  limit.messages = at.at("messages").small(0, 1000);
  limit.days = at.at("days").small(1, 3660);
  frequency.limits.push_back(std::move(limit));
}

void read_frequency(const Place& at, Notice& notice) {
  if (!at.object({"field", "limits", "clause"})) return;
  notice::Frequency frequency;
  const notice::Field* field =
      read_sending_field(at.at("field"), notice, notice::FieldKind::choice, "a choice");
  if (field == nullptr) return;
  frequency.field = field->id;
  at.at("limits").each([&](const Place& limit) { read_limit(limit, *field, frequency); });
  frequency.clause = read_clause_id(at, notice);
  notice.sending.frequency = std::move(frequency);
}

}  // namespace

void read_sending(const Place& place, Reading& reading) {
  const Place at = place.at("sending");
  if (!at.object({"purpose", "nix", "frequency"})) return;
  Notice& notice = reading.notice;
  notice.sending.purpose = read_known_id<PurposeId>(at.at("purpose"), notice, "purpose");
  if (at.ok() && at.has("nix")) read_nix(at.at("nix"), notice);
  if (at.ok() && at.has("frequency")) read_frequency(at.at("frequency"), notice);
}

void read_segmentation(const Place& place, Reading& reading) {
  const Place at = place.at("segmentation");
  if (!at.object({"purpose", "segments"})) return;
  Notice& notice = reading.notice;
  notice.segmentation.purpose = read_known_id<PurposeId>(at.at("purpose"), notice, "purpose");
  if (!at.ok()) return;
  const notice::Purpose& purpose = *find(notice, notice.segmentation.purpose);
  at.at("segments").each([&](const Place& one) {
    if (!one.object({"id", "name", "explanation", "rule", "clause"})) return;
    notice::Segment segment;
    segment.id = read_own_id<SegmentId>(one, notice);
    segment.name = read_text(one.at("name"), notice);
    segment.explanation = read_text(one.at("explanation"), notice);
    segment.rule = read_rule(one.at("rule"), notice, purpose);
    segment.clause = read_clause_id(one, notice);
    notice.segmentation.segments.push_back(std::move(segment));
  });
}

}  // namespace samtycke::wire
