#include "core/retention/keep_until.h"

#include <algorithm>

#include "core/retention/clock.h"

namespace samtycke::retention {
namespace {

std::optional<KeepUntil> if_later(const std::optional<KeepUntil>& now,
                                  std::optional<KeepUntil> then) {
  if (!now || !then || !(now->day < then->day)) return std::nullopt;
  return then;
}

std::vector<const notice::Field*> held_in(const Clock& clock, const CategoryId& category) {
  std::vector<const notice::Field*> fields;
  for (const notice::Field* field : clock.held()) {
    if (field->category == category) fields.push_back(field);
  }
  return fields;
}

}  // namespace

Day start_of(const Reason& reason) {
  return std::visit([](const auto& since) { return since.day; }, reason);
}

std::optional<KeepUntil> keep_until(const consent::MemberFile& file, const notice::Notice& notice,
                                    const FieldId& id) {
  const notice::Field* field = notice::find(notice, id);
  return field == nullptr ? std::nullopt : Clock(file, notice).of(*field);
}

std::optional<KeepUntil> keep_until(const consent::MemberFile& file, const notice::Notice& notice,
                                    const CategoryId& category) {
  const Clock clock(file, notice);
  return clock.of(held_in(clock, category));
}

std::optional<KeepUntil> keep_until(const consent::MemberFile& file, const notice::Notice& notice) {
  const Clock clock(file, notice);
  return clock.of(clock.held());
}

std::vector<CategoryKept> keep_until_by_category(const consent::MemberFile& file,
                                                 const notice::Notice& notice) {
  const Clock clock(file, notice);
  std::vector<CategoryKept> all;
  for (const notice::Category& category : notice.categories) {
    const auto fields = held_in(clock, category.id);
    if (!fields.empty()) all.push_back({category.id, clock.of(fields)});
  }
  return all;
}

std::vector<FieldId> fields_held(const consent::MemberFile& file, const notice::Notice& notice) {
  std::vector<FieldId> ids;
  const Clock clock(file, notice);
  for (const notice::Field* field : clock.held()) ids.push_back(field->id);
  return ids;
}

std::optional<KeepUntil> if_bought(const consent::MemberFile& file, const notice::Notice& notice,
                                   const FieldId& id, Day bought) {
  const notice::Field* field = notice::find(notice, id);
  if (field == nullptr) return std::nullopt;
  Clock clock(file, notice);
  const auto now = clock.of(*field);
  return if_later(now, clock.bought(bought).of(*field));
}

std::optional<KeepUntil> if_bought(const consent::MemberFile& file, const notice::Notice& notice,
                                   Day bought) {
  Clock clock(file, notice);
  const auto now = clock.of(clock.held());
  return if_later(now, clock.bought(bought).of(clock.held()));
}

bool is_due(const KeepUntil& until, Instant at) {
  return until.day < local_day(at);
}

}  // namespace samtycke::retention
