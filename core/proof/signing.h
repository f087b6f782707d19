// Signing checkpoints. The one part of proof/ that holds a secret; a browser never needs it.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/base/expected.h"
#include "core/proof/checkpoint.h"
#include "core/proof/note.h"

namespace samtycke::proof {

// 32 random bytes from a key file.
struct Seed {
  std::array<std::uint8_t, 32> bytes{};
};

// An Ed25519 key (RFC 8032) with its name. It wipes its secret when it goes.
class SigningKey {
 public:
  // `name` must be a key name; see note.h.
  SigningKey(std::string name, const Seed&);
  ~SigningKey();
  SigningKey(const SigningKey&) = delete;
  SigningKey& operator=(const SigningKey&) = delete;

  const PublicKey& public_key() const { return public_; }
  // `text` must be UTF-8, end in a newline and hold no other control character.
  std::string sign_note(std::string_view text) const;

 private:
  PublicKey public_;
  std::array<std::uint8_t, 64> secret_{};
};

enum class SigningRefusal {
  other_origin,  // The checkpoint is not of this key's log.
  shrunk,        // The tree is smaller than one that was signed already.
  inconsistent,  // It is not a continuation of that one.
};
std::string_view key(SigningRefusal);  // "other_origin", …; stable

// Signs only a tree that continues the last one this log signed, so that one slip of ours, or a restored
// old backup, never becomes two signed histories.
Expected<std::string, SigningRefusal> sign_checkpoint(const Checkpoint& next,
                                                      const std::optional<Checkpoint>& last,
                                                      const Proof& consistency, const SigningKey&);

}  // namespace samtycke::proof
