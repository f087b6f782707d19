// A log that goes on under another key: what the old key says about the new one.
//
// The log keeps its name and its tree. A handover is a signed note, of both keys: a checkpoint (checkpoint.h) with the
// two public keys behind it. Whoever trusts the old key learns the new one from it, and whoever only knows the new
// one learns which key signed before, and up to which size: an old key that was stolen signs nothing larger. A
// note of the old key alone was turned down: then nothing would tie receipts that are years old to the key
// that the club publishes today.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/expected.h"
#include "core/proof/checkpoint.h"
#include "core/proof/note.h"
#include "core/proof/receipt.h"
#include "core/proof/signing.h"

namespace samtycke::proof {

struct Handover {
  TreeHead at;  // The last tree that the old key signed, or may have.
  PublicKey from;
  PublicKey to;
  friend bool operator==(const Handover&, const Handover&) = default;
};

// Five lines: the log's name, size and root, "from " and the old key, "to " and the new one. Both keys must have the
// log's name, and not be the same.
std::string sign_handover(const TreeHead&, const SigningKey& from, const SigningKey& to);
// None where it is no handover, or one of the two did not sign it.
std::optional<Handover> handover_from(std::string_view note);
// Several notes, one after the other, and the handovers among them.
std::vector<std::string> notes_in(std::string_view notes);
std::vector<Handover> handovers_in(std::string_view notes);

// Every key of a log, and up to which size it may sign.
class LogKeys {
 public:
  // A log of one key, which may sign whatever there is.
  LogKeys(const PublicKey& key) : keys_{{key, std::nullopt}} {}  // NOLINT: one key is keys.
  // The log of this key, which is any of its keys, as far as these lead to others.
  LogKeys(const PublicKey& known, const std::vector<Handover>&);

  const std::string& name() const { return keys_.front().key.name; }
  const PublicKey& newest() const;
  // A checkpoint of this log, by the key that signed it.
  Expected<Checkpoint, ReceiptFlaw> open(std::string_view note) const;

 private:
  struct LogKey {
    PublicKey key;
    std::optional<std::uint64_t> up_to;  // None: it has handed over to nobody.
  };
  bool has(const PublicKey&) const;
  std::vector<LogKey> keys_;  // Oldest first.
};

// As verify() of one key (receipt.h): the receipt of any time of the log.
Expected<Verified, ReceiptFlaw> verify(const Receipt&, const LogKeys&);

}  // namespace samtycke::proof
