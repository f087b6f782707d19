#include "core/proof/receipt.h"

#include "core/base/check.h"
#include "core/proof/commitment.h"
#include "core/proof/handover.h"

namespace samtycke::proof {
namespace {

ReceiptFlaw from(NoteFlaw flaw) {
  switch (flaw) {
    case NoteFlaw::not_a_note: return ReceiptFlaw::not_a_checkpoint;
    case NoteFlaw::not_signed_by_it: return ReceiptFlaw::not_signed_by_it;
    case NoteFlaw::bad_signature: return ReceiptFlaw::bad_signature;
  }
  SAMTYCKE_NEVER("a flaw of a note without one of a receipt");
}

}  // namespace

std::string_view key(ReceiptFlaw flaw) {
  switch (flaw) {
    case ReceiptFlaw::payload_unreadable: return "payload_unreadable";
    case ReceiptFlaw::pending: return "pending";
    case ReceiptFlaw::not_a_checkpoint: return "not_a_checkpoint";
    case ReceiptFlaw::not_signed_by_it: return "not_signed_by_it";
    case ReceiptFlaw::bad_signature: return "bad_signature";
    case ReceiptFlaw::outside_tree: return "outside_tree";
    case ReceiptFlaw::not_included: return "not_included";
  }
  SAMTYCKE_NEVER("a flaw without a key");
}

Expected<Checkpoint, ReceiptFlaw> open_checkpoint(std::string_view note, const PublicKey& key) {
  const auto text = open_note(note, key);
  if (!text.ok()) return Unexpected{from(text.reason())};
  auto checkpoint = checkpoint_from(text.value());
  if (!checkpoint) return Unexpected{ReceiptFlaw::not_a_checkpoint};
  // A key may sign other notes; only checkpoints of its own log speak about this tree.
  if (checkpoint->origin != key.name) return Unexpected{ReceiptFlaw::not_signed_by_it};
  return *std::move(checkpoint);
}

std::optional<ReceiptFlaw> why_not_in(const TreeHead& head, const Receipt& receipt,
                                      const InTree& place) {
  if (place.index >= head.size) return ReceiptFlaw::outside_tree;
  const Hash hash = leaf_hash(leaf(place.index, commitment(receipt.salt, receipt.payload)));
  if (!verify_inclusion(place.index, head.size, hash, place.inclusion, head.root)) {
    return ReceiptFlaw::not_included;
  }
  return std::nullopt;
}

Expected<Verified, ReceiptFlaw> verify(const Receipt& receipt, const PublicKey& key) {
  return verify(receipt, LogKeys(key));
}

}  // namespace samtycke::proof
