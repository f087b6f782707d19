#include <map>
#include <optional>

#include "core/retention/keep_until.h"
#include "core/wire/case_call.h"
#include "core/wire/readers.h"

namespace samtycke::wire {
std::string answer_keep_until(const CaseCall& call) {
  const consent::MemberFile file = read_case_member(call.with);
  const Instant now = read_case_time(call.with);
  if (!call.with.ok()) return {};
  const notice::Notice& notice = call.notice;
  std::map<CategoryId, std::optional<retention::KeepUntil>> categories;
  for (auto& [category, until] : retention::keep_until_by_category(file, notice)) {
    categories.emplace(category, until);
  }
  std::map<FieldId, retention::KeepUntil> fields;
  for (const notice::Field& field : notice.fields) {
    const auto until = retention::keep_until(file, notice, field.id);
    if (until) fields.emplace(field.id, *until);
  }
  const auto write_due = [&](JsonWriter& json, const retention::KeepUntil& until,
                             std::optional<Day> if_bought = {}) {
    write(json, until, {.due = retention::is_due(until, now), .if_bought = if_bought});
  };
  return document([&](JsonWriter& json) {
    json.object([&] {
      json.at("categories").object([&] {
        for (const auto& [category, until] : categories) {
          json.at(category.text());
          until ? write_due(json, *until) : json.null();
        }
      });
      json.at("fields").object([&] {
        for (const auto& [field, until] : fields) write_due(json.at(field.text()), until);
      });
      if (const auto until = retention::keep_until(file, notice)) {
        const auto bought = retention::if_bought(file, notice, local_day(now));
        write_due(json.at("member"), *until, bought ? std::optional(bought->day) : std::nullopt);
      }
    });
  });
}

}  // namespace samtycke::wire
