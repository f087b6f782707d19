#include "core/segment/readable.h"

#include <algorithm>

#include "core/base/check.h"
#include "core/consent/member_file.h"
#include "core/consent/standing.h"

namespace samtycke::segment {
namespace {

std::optional<Bar> bar_to(const notice::Segmentation& segmentation,
                          const std::vector<consent::Decision>& decisions) {
  const consent::MembershipStanding membership = consent::membership(decisions);
  if (std::holds_alternative<consent::Left>(membership)) return Bar::left;
  if (std::holds_alternative<consent::Restricted>(membership)) return Bar::restricted;
  if (!consent::is_on(consent::standing_of(decisions, segmentation.purpose))) return Bar::objected;
  return std::nullopt;
}

// The events up to a moment. They are kept oldest first; were they not, the ones after the first that is
// too late would be left out, and never one too many be seen.
template <class Event>
std::span<const Event> up_to(Instant at, const std::vector<Event>& events) {
  const auto later =
      std::find_if(events.begin(), events.end(), [&](const Event& event) { return at < event.at; });
  return std::span{events}.first(static_cast<std::size_t>(later - events.begin()));
}

}  // namespace

std::string_view key(Bar bar) {
  switch (bar) {
    case Bar::left: return "left";
    case Bar::restricted: return "restricted";
    case Bar::objected: return "objected";
  }
  SAMTYCKE_NEVER("a bar without a key");
}

Readable::Readable(const consent::MemberFile& file, const notice::Notice& notice, Instant at)
    : today_(local_day(at)), bar_(bar_to(notice.segmentation, file.decisions)) {
  const notice::Purpose* purpose = notice::find(notice, notice.segmentation.purpose);
  if (bar_ || purpose == nullptr) return;

  open_.reserve(purpose->fields.size());
  for (const FieldId& id : purpose->fields) {
    const notice::Field* field = notice::find(notice, id);
    if (field == nullptr) continue;

    // Asked of every category, optional in this notice or not: a no that was said under an earlier notice
    // stays a no.
    const consent::CategoryUse use{purpose->id, field->category};
    if (!consent::is_on(consent::standing_of(file.decisions, use))) {
      closed_.push_back({&field->id, &field->category});
      continue;
    }
    const member::Record* record = member::find(file.holdings, id);
    const bool known = record != nullptr && record->at <= at;
    open_.push_back({field, known ? std::string_view{record->value} : std::string_view{}});
    if (id == member::field::purchases) receipts_ = up_to(at, file.holdings.receipts);
    if (id == member::field::interactions) interactions_ = up_to(at, file.holdings.interactions);
  }
}

const Readable::Value* Readable::open(const FieldId& id) const {
  const auto found = std::find_if(open_.begin(), open_.end(),
                                  [&](const Value& value) { return value.field->id == id; });
  return found == open_.end() ? nullptr : &*found;
}

std::optional<Off> Readable::off(const FieldId& id) const {
  if (bar_) return *bar_;
  if (open(id) != nullptr) return std::nullopt;
  for (const Closed& closed : closed_) {
    if (*closed.field == id) return SwitchedOff{*closed.category};
  }
  return NotCovered{id};
}

std::string_view Readable::value_of(const FieldId& id) const {
  const Value* value = open(id);
  return value == nullptr ? std::string_view{} : value->text;
}

bool Readable::is_number(const FieldId& id) const {
  const Value* value = open(id);
  return value != nullptr && (value->field->kind == notice::FieldKind::number ||
                              value->field->kind == notice::FieldKind::amount);
}

}  // namespace samtycke::segment
