#include <utility>
#include <variant>
#include <vector>

#include "core/wire/history_json.h"
#include "server/handlers/handlers.h"
#include "server/ledger/receipts.h"

namespace samtycke::server::handlers {

Answer api_history(Call& call) {
  const auto entries = call.portal.store().history(call.member());
  if (!entries.ok()) return refuse(call, entries.reason());
  auto receipts = ledger::receipts_for(call.portal.store(), entries.value());
  if (!receipts.ok()) return refuse(call, receipts.reason());

  std::vector<wire::HistoryEntry> history;
  for (proof::Receipt& receipt : receipts.value()) {
    const auto payload = proof::decode(receipt.payload);
    const auto* decided = payload.ok() ? std::get_if<proof::Decided>(&payload.value()) : nullptr;
    if (decided == nullptr) return refuse(call, StoreFault::unavailable);
    history.push_back({decided->decision, std::move(receipt)});
  }
  return json(200, wire::encode_history(call.portal.setting().ledger_key, history));
}

}  // namespace samtycke::server::handlers
