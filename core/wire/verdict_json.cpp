#include "core/wire/verdict_json.h"

#include "core/wire/verdict_parts.h"

namespace samtycke::wire {

Json json_of(const verdict::No& no) {
  Json json = Json::object();
  json.set("reason", Json(key(no.reason))).set("clause", Json(no.clause.text()));
  if (!no.law.empty()) json.set("law", Json(no.law));
  return json;
}

Json json_of(const verdict::Verdict& verdict) {
  const auto* no = std::get_if<verdict::No>(&verdict);
  Json json = no == nullptr ? Json::object() : json_of(*no);
  json.set("verdict", Json(no == nullptr ? "yes" : "no"));
  return json;
}

std::string encode_verdict(const verdict::Verdict& verdict, const std::vector<verdict::No>& all) {
  Json json = json_of(verdict);
  json.set("all", list_of(all, [](const verdict::No& no) { return json_of(no); }));
  return canonical(json);
}

std::string encode_recipient(
    const std::vector<std::pair<std::string_view, std::string_view>>& values) {
  Json json = Json::object();
  for (const auto& [field, value] : values) json.set(field, Json(value));
  return canonical(json);
}

}  // namespace samtycke::wire
