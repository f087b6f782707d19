#include "server/openid/id_token.h"

#include <cjose/cjose.h>
#include <sodium.h>

#include <cstdlib>
#include <memory>
#include <optional>
#include <vector>

#include "core/base/check.h"
#include "core/wire/openid_json.h"

namespace samtycke::server {
namespace {

using No = Unexpected<TokenRefused>;

// RFC 7518 section 3.3.
constexpr std::size_t shortest_rsa_bits = 2048;

struct ReleaseKey {
  void operator()(cjose_jwk_t* key) const { cjose_jwk_release(key); }
};
struct ReleaseToken {
  void operator()(cjose_jws_t* token) const { cjose_jws_release(token); }
};
using RsaKey = std::unique_ptr<cjose_jwk_t, ReleaseKey>;
using Token = std::unique_ptr<cjose_jws_t, ReleaseToken>;

// Without padding, as RFC 7515 has it.
std::optional<std::string> from_base64url(std::string_view text) {
  std::string bytes(text.size(), '\0');
  std::size_t length = 0;
  const char* end = nullptr;
  if (sodium_base642bin(reinterpret_cast<unsigned char*>(bytes.data()), bytes.size(), text.data(),
                        text.size(), nullptr, &length, &end,
                        sodium_base64_VARIANT_URLSAFE_NO_PADDING) != 0 ||
      end != text.data() + text.size()) {
    return std::nullopt;
  }
  bytes.resize(length);
  return bytes;
}

struct Parts {
  wire::TokenHead head;
  std::string claims;  // Not to be believed before the signature.
};

std::optional<Parts> parts_of(std::string_view token) {
  if (token.size() > longest_token) return std::nullopt;
  const std::size_t first = token.find('.');
  const std::size_t second = first == std::string_view::npos ? first : token.find('.', first + 1);
  if (second == std::string_view::npos || token.find('.', second + 1) != std::string_view::npos) {
    return std::nullopt;
  }
  const auto head_text = from_base64url(token.substr(0, first));
  auto claims = from_base64url(token.substr(first + 1, second - first - 1));
  if (!head_text || !claims || !from_base64url(token.substr(second + 1))) return std::nullopt;
  auto head = wire::decode_token_head(*head_text);
  if (!head) return std::nullopt;
  return Parts{*std::move(head), *std::move(claims)};
}

bool signs_rs256(const wire::PublicKey& key) {
  return key.type == "RSA" && (key.use.empty() || key.use == "sig") &&
         (key.algorithm.empty() || key.algorithm == "RS256");
}

RsaKey imported(const wire::PublicKey& key) {
  cjose_err error = {};
  RsaKey made(cjose_jwk_import(key.json.data(), key.json.size(), &error));
  if (!made || cjose_jwk_get_kty(made.get(), &error) != CJOSE_JWK_KTY_RSA ||
      cjose_jwk_get_keysize(made.get(), &error) < shortest_rsa_bits) {
    return {};
  }
  return made;
}

// The one key that the token's head names; where it names none, the only one there is.
RsaKey key_for(const wire::TokenHead& head, std::string_view keys) {
  const auto all = wire::decode_keys(keys);
  if (!all) return {};
  const wire::PublicKey* found = nullptr;
  for (const wire::PublicKey& key : *all) {
    if (!signs_rs256(key) || (!head.key.empty() && key.id != head.key)) continue;
    if (found != nullptr) return {};
    found = &key;
  }
  return found == nullptr ? RsaKey{} : imported(*found);
}

bool is_signed_by(std::string_view token, const RsaKey& key) {
  cjose_err error = {};
  const Token read(cjose_jws_import(token.data(), token.size(), &error));
  return read && cjose_jws_verify(read.get(), key.get(), &error);
}

bool same(std::string_view a, std::string_view b) {
  return a.size() == b.size() && sodium_memcmp(a.data(), b.data(), a.size()) == 0;
}

// Within the last ten minutes, by either clock.
bool is_recent(std::optional<std::int64_t> at, std::int64_t now) {
  return at && *at <= now + token_slack_s && *at >= now - most_token_age_s - token_slack_s;
}

std::optional<TokenRefused> objection_to(const wire::TokenClaims& claims, const TokenWanted& wanted,
                                         std::int64_t now) {
  if (claims.subject.empty()) return TokenRefused::wrong_claims;
  if (claims.issuer != wanted.issuer) return TokenRefused::wrong_issuer;
  if (claims.audience != std::vector<std::string>{wanted.client}) {
    return TokenRefused::wrong_audience;
  }
  if (!claims.party.empty() && claims.party != wanted.client) return TokenRefused::wrong_party;
  if (!same(claims.nonce, wanted.nonce)) return TokenRefused::wrong_nonce;
  if (!claims.expires || *claims.expires <= now - token_slack_s) return TokenRefused::expired;
  if (!is_recent(claims.issued, now)) return TokenRefused::issued_wrongly;
  if (!is_recent(claims.authenticated, now)) return TokenRefused::not_recent;
  if (claims.member.empty()) return TokenRefused::no_member;
  if (wanted.names == LookupKind::email && !claims.email_verified) {
    return TokenRefused::not_verified;
  }
  return std::nullopt;
}

}  // namespace

std::string_view key(TokenRefused why) {
  switch (why) {
    case TokenRefused::not_a_token: return "not_a_token";
    case TokenRefused::wrong_algorithm: return "wrong_algorithm";
    case TokenRefused::unknown_extension: return "unknown_extension";
    case TokenRefused::unknown_key: return "unknown_key";
    case TokenRefused::wrong_signature: return "wrong_signature";
    case TokenRefused::wrong_claims: return "wrong_claims";
    case TokenRefused::wrong_issuer: return "wrong_issuer";
    case TokenRefused::wrong_audience: return "wrong_audience";
    case TokenRefused::wrong_party: return "wrong_party";
    case TokenRefused::wrong_nonce: return "wrong_nonce";
    case TokenRefused::expired: return "token_expired";
    case TokenRefused::issued_wrongly: return "issued_wrongly";
    case TokenRefused::not_recent: return "not_recent";
    case TokenRefused::no_member: return "no_member_claim";
    case TokenRefused::not_verified: return "email_not_verified";
  }
  SAMTYCKE_NEVER("every case returns");
}

Expected<std::string, TokenRefused> member_in_token(std::string_view token, std::string_view keys,
                                                    const TokenWanted& wanted, Instant now) {
  const auto parts = parts_of(token);
  if (!parts) return No{TokenRefused::not_a_token};
  // Before any key is looked for: what the token says about itself never chooses how it is checked.
  if (parts->head.algorithm != "RS256") return No{TokenRefused::wrong_algorithm};
  if (parts->head.has_critical) return No{TokenRefused::unknown_extension};
  const RsaKey key = key_for(parts->head, keys);
  if (!key) return No{TokenRefused::unknown_key};
  if (!is_signed_by(token, key)) return No{TokenRefused::wrong_signature};
  const auto claims = wire::decode_token_claims(parts->claims, wanted.claim);
  if (!claims) return No{TokenRefused::wrong_claims};
  if (const auto why = objection_to(*claims, wanted, now.utc_ms / 1000)) return No{*why};
  return claims->member;
}

bool has_usable_key(std::string_view keys) {
  const auto all = wire::decode_keys(keys);
  if (!all) return false;
  for (const wire::PublicKey& key : *all) {
    if (signs_rs256(key) && imported(key)) return true;
  }
  return false;
}

}  // namespace samtycke::server
