#include "server/openid/attempt.h"

#include <sodium.h>

#include "core/base/check.h"
#include "core/proof/sha256.h"

namespace samtycke::server {

OpenidAttempt::OpenidAttempt(std::string_view secret) {
  secret_.resize(crypto_auth_KEYBYTES);
  std::size_t length = 0;
  SAMTYCKE_CHECK(sodium_hex2bin(reinterpret_cast<unsigned char*>(secret_.data()), secret_.size(),
                                secret.data(), secret.size(), nullptr, &length, nullptr) == 0);
  SAMTYCKE_CHECK(length == secret_.size());
}

std::string OpenidAttempt::derived(std::string_view purpose) const {
  unsigned char tag[crypto_auth_BYTES];
  crypto_auth(tag, reinterpret_cast<const unsigned char*>(purpose.data()), purpose.size(),
              reinterpret_cast<const unsigned char*>(secret_.data()));
  std::string hex(2 * sizeof tag + 1, '\0');
  sodium_bin2hex(hex.data(), hex.size(), tag, sizeof tag);
  hex.pop_back();
  return hex;
}

std::string OpenidAttempt::state(const Language& language) const {
  return derived("samtycke openid state 1 " + language.text());
}

std::optional<Language> OpenidAttempt::language_of(std::string_view given,
                                                   const std::vector<Language>& ours) const {
  for (const Language& language : ours) {
    const std::string expected = state(language);
    if (given.size() == expected.size() &&
        sodium_memcmp(given.data(), expected.data(), expected.size()) == 0) {
      return language;
    }
  }
  return std::nullopt;
}

std::string OpenidAttempt::nonce() const {
  return derived("samtycke openid nonce 1");
}

std::string OpenidAttempt::verifier() const {
  return derived("samtycke openid verifier 1");
}

std::string OpenidAttempt::challenge() const {
  const proof::Hash hash = proof::sha256(verifier());
  constexpr int variant = sodium_base64_VARIANT_URLSAFE_NO_PADDING;
  std::string text(sodium_base64_encoded_len(hash.bytes.size(), variant), '\0');
  sodium_bin2base64(text.data(), text.size(), hash.bytes.data(), hash.bytes.size(), variant);
  text.pop_back();
  return text;
}

}  // namespace samtycke::server
