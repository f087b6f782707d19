#include "core/wire/history_json.h"

#include <utility>

#include "core/wire/json.h"
#include "core/wire/member_json.h"
#include "core/wire/receipt_json.h"
#include "core/wire/receipt_parts.h"

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

Expected<Receipts, BadDocument> decode_receipts(std::string_view history) {
  return decode_with(history, [](const Place& whole) {
    Receipts read;
    whole.object({"key", "decisions"});
    read.key = whole.at("key").some_text();
    whole.at("decisions").each([&](const Place& entry) {
      entry.object({"decision", "receipt"});
      read.receipts.push_back(read_receipt_proof(entry.at("receipt")));
    });
    return read;
  });
}

}  // namespace samtycke::wire
