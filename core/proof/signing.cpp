#include "core/proof/signing.h"

#include <sodium.h>

#include <utility>

#include "core/base/check.h"

namespace samtycke::proof {

SigningKey::SigningKey(std::string name, const Seed& seed) {
  SAMTYCKE_CHECK(is_key_name(name));
  public_.name = std::move(name);
  crypto_sign_ed25519_seed_keypair(public_.bytes.data(), secret_.data(), seed.bytes.data());
}

SigningKey::~SigningKey() {
  sodium_memzero(secret_.data(), secret_.size());
}

std::string SigningKey::sign_note(std::string_view text) const {
  std::string signature(crypto_sign_ed25519_BYTES, '\0');
  crypto_sign_ed25519_detached(reinterpret_cast<unsigned char*>(signature.data()), nullptr,
                               reinterpret_cast<const unsigned char*>(text.data()), text.size(),
                               secret_.data());
  std::string note =
      encode_note({std::string(text), {{public_.name, key_id(public_), std::move(signature)}}});
  SAMTYCKE_CHECK(open_note(note, public_).ok());
  return note;
}

std::string_view key(SigningRefusal refusal) {
  switch (refusal) {
    case SigningRefusal::other_origin: return "other_origin";
    case SigningRefusal::shrunk: return "shrunk";
    case SigningRefusal::inconsistent: return "inconsistent";
  }
  SAMTYCKE_NEVER("a refusal without a key");
}

Expected<std::string, SigningRefusal> sign_checkpoint(const Checkpoint& next,
                                                      const std::optional<Checkpoint>& last,
                                                      const Proof& consistency,
                                                      const SigningKey& key) {
  const std::string& origin = key.public_key().name;
  if (next.origin != origin || (last && last->origin != origin)) {
    return Unexpected{SigningRefusal::other_origin};
  }
  if (last && last->head.size > next.head.size) return Unexpected{SigningRefusal::shrunk};
  if (last && !verify_consistency(last->head, next.head, consistency)) {
    return Unexpected{SigningRefusal::inconsistent};
  }
  return key.sign_note(to_text(next));
}

}  // namespace samtycke::proof
