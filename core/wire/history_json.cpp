#include "core/wire/history_json.h"

#include <utility>

#include "core/wire/json.h"
#include "core/wire/member_json.h"
#include "core/wire/receipt_json.h"

namespace samtycke::wire {
namespace {

// A document of ours inside another.
Json read_back(const std::string& document) {
  return std::move(parse(document)).value();
}

Json json_of(const HistoryEntry& entry) {
  Json json = Json::object();
  json.set("decision", read_back(encode_decision(entry.decision)))
      .set("receipt", read_back(encode_receipt_proof(entry.receipt)));
  return json;
}

}  // namespace

std::string encode_history(std::string_view public_key, const std::vector<HistoryEntry>& entries) {
  Json json = Json::object();
  json.set("key", Json(public_key))
      .set("decisions", list_of(entries, [](const HistoryEntry& entry) { return json_of(entry); }));
  return canonical(json);
}

}  // namespace samtycke::wire
