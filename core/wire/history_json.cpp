#include "core/wire/history_json.h"

#include "core/wire/json.h"
#include "core/wire/member_parts.h"
#include "core/wire/receipt_parts.h"

namespace samtycke::wire {
std::string encode_history(std::string_view public_key, const std::vector<HistoryEntry>& entries) {
  return document([&](JsonWriter& json) {
    json.object([&] {
      json.at("decisions").list(entries, [&](const HistoryEntry& entry) {
        json.object([&] {
          write(json.at("decision"), entry.decision);
          write(json.at("receipt"), entry.receipt);
        });
      });
      json.at("key").text(public_key);
    });
  });
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
