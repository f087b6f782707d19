// Whether an ID token says, to us, now, in answer to this very question, who somebody is (OpenID Connect Core 1.0
// section 3.1.3.7). The signature is checked by libcjose.
//
// Stricter than the standard where it leaves a choice: RS256 and nothing else, whatever a token or a key would
// like; nobody but us in the audience; `iat` and `auth_time` must be there and recent, since a person who signed
// in elsewhere in the morning may have left that machine to somebody else.
#pragma once

#include <string>
#include <string_view>

#include "core/base/expected.h"
#include "core/base/instant.h"
#include "server/store/store.h"

namespace samtycke::server {

// In the order they are checked; each is a word of its own in the log.
enum class TokenRefused {
  not_a_token,      // Not three parts of base64url with JSON in them, or too long.
  wrong_algorithm,  // Not RS256: "none" and the provider's key as a shared secret (HS256) among them.
  unknown_extension,
  unknown_key,  // None of the configured keys has this id and is for signing by RS256.
  wrong_signature,
  wrong_claims,  // A claim is of another kind than it may be, or `sub` is missing.
  wrong_issuer,
  wrong_audience,  // Not for us, or not for us alone.
  wrong_party,     // `azp` names somebody else.
  wrong_nonce,     // An answer to another question.
  expired,
  issued_wrongly,  // No `iat`, one ahead of us, or too long ago.
  not_recent,      // No `auth_time`, one ahead of us, or too long ago.
  no_member,       // The claim that names the member is missing or empty.
  not_verified,    // An e-mail address that the provider does not vouch for.
};
std::string_view key(TokenRefused);

// How old a sign-in at the provider may be: as fresh as a code of ours.
inline constexpr std::int64_t most_token_age_s = 10 * 60;
// Between two clocks.
inline constexpr std::int64_t token_slack_s = 60;
inline constexpr std::size_t longest_token = 16 * 1024;

struct TokenWanted {
  std::string issuer;
  std::string client;
  std::string nonce;
  std::string claim;  // "member_number", "email", …
  LookupKind names = LookupKind::member_number;
};

// The claim's value as it stands in the token. `keys` is a JSON Web Key Set.
Expected<std::string, TokenRefused> member_in_token(std::string_view token, std::string_view keys,
                                                    const TokenWanted&, Instant now);

// Whether there is a key in the set that a token can be checked with.
bool has_usable_key(std::string_view keys);

}  // namespace samtycke::server
