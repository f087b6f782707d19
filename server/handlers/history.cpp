#include "core/proof/history.h"

#include <charconv>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "core/wire/history_json.h"
#include "core/wire/receipt_json.h"
#include "server/handlers/handlers.h"
#include "server/ledger/receipts.h"

namespace samtycke::server::handlers {
namespace {

Expected<std::vector<proof::Receipt>, StoreFault> receipts_of(Call& call) {
  const auto entries = call.portal.store().history(call.member());
  if (!entries.ok()) return Unexpected{entries.reason()};
  return ledger::receipts_for(call.portal.store(), entries.value());
}

// The server's own word: whoever wants more than that checks the receipts.
view::ReceiptState said(proof::Standing standing) {
  switch (standing) {
    case proof::Standing::holds: return view::ReceiptState::said_by_club;
    case proof::Standing::pending: return view::ReceiptState::waiting;
    case proof::Standing::broken: return view::ReceiptState::failed;
  }
  SAMTYCKE_NEVER("a standing without a state");
}

// Counted from 1, as the page counts.
std::optional<std::size_t> number_in(std::string_view text) {
  std::size_t number = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
  if (read.ec != std::errc() || read.ptr != text.data() + text.size()) return std::nullopt;
  return number;
}

}  // namespace

Answer show_history(Call& call) {
  const auto file = call.portal.store().load(call.member());
  if (!file.ok()) return refuse(call, file.reason());
  const auto receipts = receipts_of(call);
  if (!receipts.ok()) return refuse(call, receipts.reason());
  const std::string& key = call.portal.setting().ledger_key;
  const auto parsed = proof::public_key_from(key);
  view::HistoryState state{{}, key};
  for (const proof::Standing standing :
       proof::check_receipts(file.value().id, file.value().decisions, receipts.value(),
                             parsed.value_or(proof::PublicKey{}))) {
    state.receipts.push_back(said(standing));
  }
  return call.portal.page(view::history_page(call.setting(), file.value(), state), true);
}

Answer api_history(Call& call) {
  auto receipts = receipts_of(call);
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

Answer api_receipt(Call& call) {
  const auto number = number_in(value_of(call.request.query, "number"));
  if (!number) {
    return problem(Problem::bad_request,
                   {{"detail", json_text("the query must say number=, which decision: 1, 2, …")}});
  }
  const auto receipts = receipts_of(call);
  if (!receipts.ok()) return refuse(call, receipts.reason());
  if (*number == 0 || *number > receipts.value().size()) return refuse(call, Problem::not_found);
  Answer answer = json(200, wire::encode_receipt_proof(receipts.value()[*number - 1]));
  answer.headers.emplace_back("Content-Disposition", "attachment; filename=\"receipt-" +
                                                         std::to_string(*number) + ".json\"");
  return answer;
}

Answer api_ledger_key(Call& call) {
  Answer answer{200,
                {{"Content-Type", "text/plain; charset=utf-8"},
                 {"Content-Disposition", "attachment; filename=\"ledger.pub\""}},
                call.portal.setting().ledger_key + "\n"};
  answer.cache = "public, no-cache";
  return answer;
}

}  // namespace samtycke::server::handlers
