#include "core/wire/openid_json.h"

#include "core/wire/json.h"

namespace samtycke::wire {
namespace {

std::optional<Json> object_in(std::string_view text) {
  auto whole = parse(text);
  if (!whole.ok() || whole.value().object_members() == nullptr) return std::nullopt;
  return std::move(whole).value();
}

// Reads members of an object one by one; `good` falls where one is of another kind.
class Members {
 public:
  explicit Members(const Json& object) : object_(object) {}

  std::string text(std::string_view key) {
    const Json* found = object_.find(key);
    if (found == nullptr) return {};
    if (found->text() != nullptr) return *found->text();
    good = false;
    return {};
  }
  std::optional<std::int64_t> seconds(std::string_view key) {
    const Json* found = object_.find(key);
    if (found == nullptr) return std::nullopt;
    if (found->integer() != nullptr) return *found->integer();
    good = false;
    return std::nullopt;
  }
  // One, or a list of them.
  std::vector<std::string> texts(std::string_view key) {
    const Json* found = object_.find(key);
    if (found == nullptr) return {};
    if (found->text() != nullptr) return {*found->text()};
    std::vector<std::string> all;
    good = good && found->list() != nullptr;
    if (found->list() == nullptr) return {};
    for (const Json& each : *found->list()) {
      good = good && each.text() != nullptr;
      if (each.text() != nullptr) all.push_back(*each.text());
    }
    return all;
  }
  bool is_true(std::string_view key) const {
    const Json* found = object_.find(key);
    return found != nullptr && found->boolean() != nullptr && *found->boolean();
  }

  bool good = true;

 private:
  const Json& object_;
};

}  // namespace

std::optional<TokenHead> decode_token_head(std::string_view json) {
  const auto object = object_in(json);
  if (!object) return std::nullopt;
  Members members(*object);
  TokenHead head{members.text("alg"), members.text("kid"), object->find("crit") != nullptr};
  if (!members.good) return std::nullopt;
  return head;
}

std::optional<TokenClaims> decode_token_claims(std::string_view json,
                                               std::string_view member_claim) {
  const auto object = object_in(json);
  if (!object) return std::nullopt;
  Members members(*object);
  TokenClaims claims;
  claims.issuer = members.text("iss");
  claims.subject = members.text("sub");
  claims.audience = members.texts("aud");
  claims.party = members.text("azp");
  claims.nonce = members.text("nonce");
  claims.expires = members.seconds("exp");
  claims.issued = members.seconds("iat");
  claims.authenticated = members.seconds("auth_time");
  claims.member = members.text(member_claim);
  claims.email_verified = members.is_true("email_verified");
  if (!members.good) return std::nullopt;
  return claims;
}

std::optional<std::vector<PublicKey>> decode_keys(std::string_view json) {
  const auto object = object_in(json);
  const Json* list = object ? object->find("keys") : nullptr;
  if (list == nullptr || list->list() == nullptr) return std::nullopt;
  std::vector<PublicKey> keys;
  for (const Json& each : *list->list()) {
    if (each.object_members() == nullptr) return std::nullopt;
    Members members(each);
    keys.push_back({members.text("kid"), members.text("kty"), members.text("use"),
                    members.text("alg"), canonical(each)});
    if (!members.good) return std::nullopt;
  }
  return keys;
}

std::optional<std::string> id_token_in(std::string_view json) {
  const auto object = object_in(json);
  if (!object) return std::nullopt;
  Members members(*object);
  std::string token = members.text("id_token");
  if (!members.good || token.empty()) return std::nullopt;
  return token;
}

}  // namespace samtycke::wire
