#include "server/ledger/receipts.h"

#include <optional>
#include <string>
#include <utility>

#include "core/proof/tiles.h"

namespace samtycke::server::ledger {
namespace {

// How far the tree was signed. Who gets the receipt checks the signature; here its text is enough.
std::uint64_t signed_size(const std::string& note) {
  const auto read = proof::decode_note(note);
  const auto checkpoint = read.ok() ? proof::checkpoint_from(read.value().text) : std::nullopt;
  return checkpoint ? checkpoint->head.size : 0;
}

}  // namespace

Expected<std::vector<proof::Receipt>, StoreFault> receipts_for(
    Store& store, const std::vector<LedgerEntry>& entries) {
  const auto state = store.ledger();
  if (!state.ok()) return Unexpected{state.reason()};
  const std::uint64_t size = signed_size(state.value().checkpoint);

  std::vector<proof::Span> spans;
  for (const LedgerEntry& entry : entries) {
    if (entry.index >= size) continue;
    const auto more = proof::inclusion_spans(entry.index, size);
    spans.insert(spans.end(), more.begin(), more.end());
  }
  // The tree may have grown since; its tiles then hold more, and still all of this.
  const auto tiles = store.tiles(proof::tiles_for(spans));
  if (!tiles.ok()) return Unexpected{tiles.reason()};

  std::vector<proof::Receipt> receipts;
  receipts.reserve(entries.size());
  for (const LedgerEntry& entry : entries) {
    proof::Receipt receipt{entry.payload, entry.salt, proof::Pending{}};
    if (entry.index < size) {
      auto proof = proof::inclusion_proof(entry.index, size, tiles.value());
      if (!proof.ok()) return Unexpected{StoreFault::unavailable};
      receipt.place =
          proof::InTree{entry.index, std::move(proof).value(), state.value().checkpoint};
    }
    receipts.push_back(std::move(receipt));
  }
  return receipts;
}

}  // namespace samtycke::server::ledger
