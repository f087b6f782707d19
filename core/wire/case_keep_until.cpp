#include "core/retention/keep_until.h"
#include "core/wire/case_call.h"
#include "core/wire/readers.h"

namespace samtycke::wire {
namespace {

Json json_of(const retention::KeepUntil& keep, Instant now) {
  Json json = keep_until_json(keep);
  json.set("due", Json(retention::is_due(keep, now)));
  return json;
}

}  // namespace

std::string answer_keep_until(const CaseCall& call) {
  const consent::MemberFile file = read_case_member(call.with);
  const Instant now = read_case_time(call.with);
  if (!call.with.ok()) return {};
  const notice::Notice& notice = call.notice;
  Json categories = Json::object();
  for (const auto& [category, until] : retention::keep_until_by_category(file, notice)) {
    categories.set(category.text(), until ? json_of(*until, now) : Json());
  }
  Json fields = Json::object();
  for (const notice::Field& field : notice.fields) {
    const auto until = retention::keep_until(file, notice, field.id);
    if (until) fields.set(field.id.text(), json_of(*until, now));
  }
  Json json = Json::object();
  json.set("categories", std::move(categories)).set("fields", std::move(fields));
  if (const auto until = retention::keep_until(file, notice)) {
    Json whole = json_of(*until, now);
    const auto bought = retention::if_bought(file, notice, local_day(now));
    if (bought) whole.set("if_bought", Json(iso(bought->day)));
    json.set("member", std::move(whole));
  }
  return canonical(json);
}

}  // namespace samtycke::wire
