// What a member gets for a decision: enough to check, alone and with the club's public key only, that the
// club has it in its history. Its JSON is in core/wire/receipt_json.h.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "core/base/expected.h"
#include "core/proof/checkpoint.h"
#include "core/proof/hash.h"
#include "core/proof/note.h"
#include "core/proof/payload.h"

namespace samtycke::proof {

// Until the sequencer has taken it into the tree, a second or so: the club's word and nothing more.
struct Pending {
  friend bool operator==(Pending, Pending) = default;
};
struct InTree {
  std::uint64_t index = 0;
  Proof inclusion;
  std::string checkpoint;  // A signed note.
  friend bool operator==(const InTree&, const InTree&) = default;
};
struct Receipt {
  std::string payload;  // Canonical bytes, kept as they were given.
  Salt salt;
  std::variant<Pending, InTree> place;
  friend bool operator==(const Receipt&, const Receipt&) = default;
};

// In the order they are checked; the first that applies is the answer.
enum class ReceiptFlaw {
  payload_unreadable,
  pending,           // Not in the tree yet; ask again.
  not_a_checkpoint,  // Not a signed note, or its text is no checkpoint.
  not_signed_by_it,  // Another log's, or signed by another key.
  bad_signature,     // The checkpoint was changed after it was signed.
  outside_tree,      // The tree was smaller then.
  not_included,      // Payload, salt or proof do not lead to the root that was signed.
};
std::string_view key(ReceiptFlaw);  // "pending", …; stable

struct Verified {
  Payload payload;
  Checkpoint checkpoint;
  friend bool operator==(const Verified&, const Verified&) = default;
};
Expected<Verified, ReceiptFlaw> verify(const Receipt&, const PublicKey&);

// The two halves of it, for many receipts of one checkpoint: the note, and the way from the leaf to a root.
Expected<Checkpoint, ReceiptFlaw> open_checkpoint(std::string_view note, const PublicKey&);
std::optional<ReceiptFlaw> why_not_in(const TreeHead&, const Receipt&, const InTree&);

}  // namespace samtycke::proof
