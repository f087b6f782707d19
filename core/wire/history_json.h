// `GET me/history`: every decision of a member with the receipt for it, oldest first:
//   {"decisions":[{"decision":{…as in GET me…},"receipt":{…receipt_json.h…}}, …],
//    "key":"samtycke/0123456789abcdef+1a2b3c4d+<base64>"}
// The key is what the receipts' checkpoints are signed with. Whoever checks them should have it from
// somewhere else as well: a club that rewrote its history would send another one.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/consent/decision.h"
#include "core/proof/receipt.h"
#include "core/wire/document.h"

namespace samtycke::wire {

struct HistoryEntry {
  consent::Decision decision;
  proof::Receipt receipt;
};
std::string encode_history(std::string_view public_key, const std::vector<HistoryEntry>&);

// What the browser checks: what was decided it reads from the receipts themselves, never from the words
// beside them.
struct Receipts {
  std::string key;  // As it was sent.
  std::vector<proof::Receipt> receipts;
};
Expected<Receipts, BadDocument> decode_receipts(std::string_view history);

}  // namespace samtycke::wire
