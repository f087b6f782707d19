// One try to sign in at the provider, between going there and coming back.
//
// All of it follows from 256 random bits in a cookie of the browser that began (OpenID Connect Core 1.0; PKCE, RFC
// 7636): what the provider repeats (state), what it puts into its token (nonce), and what proves that who
// brings the code is who asked for it (verifier). So nothing is stored here, a browser without the cookie can
// do nothing with an answer, and the cookie is gone with the first answer that comes.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/language.h"

namespace samtycke::server {

class OpenidAttempt {
 public:
  // 64 lower-case hexadecimal digits, as every token of ours is.
  explicit OpenidAttempt(std::string_view secret);

  std::string state(const Language&) const;
  // In which language it was begun. None: this is no state of this attempt.
  std::optional<Language> language_of(std::string_view state,
                                      const std::vector<Language>& ours) const;
  std::string nonce() const;
  std::string verifier() const;   // 64 characters; RFC 7636 wants 43 to 128.
  std::string challenge() const;  // By S256.

 private:
  std::string derived(std::string_view purpose) const;

  std::string secret_;
};

}  // namespace samtycke::server
