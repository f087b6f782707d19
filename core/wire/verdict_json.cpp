#include "core/wire/verdict_json.h"

#include <algorithm>

#include "core/wire/verdict_parts.h"

namespace samtycke::wire {

namespace {

void write_members(JsonWriter& json, const verdict::No& no) {
  json.at("clause").text(no.clause.text());
  json.text_if_some("law", no.law);
  json.at("reason").text(key(no.reason));
}

}  // namespace

void write_members(JsonWriter& json, const verdict::Verdict& verdict) {
  const auto* no = std::get_if<verdict::No>(&verdict);
  if (no != nullptr) write_members(json, *no);
  json.at("verdict").text(no == nullptr ? "yes" : "no");
}

std::string encode_verdict(const verdict::Verdict& verdict, const std::vector<verdict::No>& all) {
  return document([&](JsonWriter& json) {
    json.object([&] {
      json.at("all").list(
          all, [&](const verdict::No& no) { json.object([&] { write_members(json, no); }); });
      write_members(json, verdict);
    });
  });
}

std::string encode_recipient(
    const std::vector<std::pair<std::string_view, std::string_view>>& values) {
  auto sorted = values;
  std::sort(sorted.begin(), sorted.end());
  return document([&](JsonWriter& json) {
    json.object([&] {
      for (const auto& [field, value] : sorted) json.at(field).text(value);
    });
  });
}

}  // namespace samtycke::wire
