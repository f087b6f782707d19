// What comes from an OpenID provider, read and not believed: the parts of a JSON Web Token (RFC 7519), a set of
// keys (RFC 7517) and the answer of a token endpoint (OpenID Connect Core 1.0). Whether any of it is true is
// server/openid's to say. Members that we do not know are left alone, as those standards say; a member twice
// is refused.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace samtycke::wire {

// The first part of a token. None where it is no such document.
struct TokenHead {
  std::string algorithm;      // "RS256"
  std::string key;            // The key's id; may be empty.
  bool has_critical = false;  // RFC 7515 section 4.1.11: extensions that must be understood.
};
std::optional<TokenHead> decode_token_head(std::string_view json);

// The second part. What is missing is empty.
struct TokenClaims {
  std::string issuer;
  std::string subject;
  std::vector<std::string> audience;
  std::string party;  // azp
  std::string nonce;
  // Seconds since 1970.
  std::optional<std::int64_t> expires;
  std::optional<std::int64_t> issued;
  std::optional<std::int64_t> authenticated;  // auth_time
  std::string member;                         // The claim that names the member.
  bool email_verified = false;
};
// None where it is no object, or a claim of these is of another kind than it may be.
std::optional<TokenClaims> decode_token_claims(std::string_view json,
                                               std::string_view member_claim);

struct PublicKey {
  std::string id;         // May be empty.
  std::string type;       // "RSA"
  std::string use;        // "sig"; may be empty.
  std::string algorithm;  // May be empty.
  std::string json;       // The key as it is.
};
// None where it is no set of keys.
std::optional<std::vector<PublicKey>> decode_keys(std::string_view json);

// The token of an answer that holds one. None for any other.
std::optional<std::string> id_token_in(std::string_view json);

}  // namespace samtycke::wire
