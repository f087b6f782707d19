// What an ID token must be for somebody to be let in by it: each way in which it may be wrong, by hand.
#include "server/openid/id_token.h"

#include <cjose/cjose.h>
#include <gtest/gtest.h>
#include <sodium.h>

#include <cstdlib>
#include <memory>
#include <string>

#include "core/base/check.h"

namespace samtycke::server {
namespace {

// 2026-03-14T09:26:00Z
constexpr std::int64_t now_s = 1773480360;

struct Release {
  void operator()(cjose_jwk_t* key) const { cjose_jwk_release(key); }
};
using RsaKey = std::unique_ptr<cjose_jwk_t, Release>;

RsaKey rsa_key(const std::string& id, std::size_t bits = 2048) {
  cjose_err error = {};
  RsaKey made(cjose_jwk_create_RSA_random(bits, nullptr, 0, &error));
  SAMTYCKE_CHECK(made && cjose_jwk_set_kid(made.get(), id.data(), id.size(), &error));
  return made;
}

std::string public_json(const RsaKey& key) {
  cjose_err error = {};
  char* text = cjose_jwk_to_json(key.get(), false, &error);
  const std::string copy(text);
  std::free(text);
  return copy;
}

std::string key_set(const std::vector<std::string>& keys) {
  std::string text;
  for (const std::string& key : keys) text += (text.empty() ? "" : ",") + key;
  return "{\"keys\":[" + text + "]}";
}

std::string base64url(const std::string& bytes) {
  constexpr int variant = sodium_base64_VARIANT_URLSAFE_NO_PADDING;
  std::string text(sodium_base64_encoded_len(bytes.size(), variant), '\0');
  sodium_bin2base64(text.data(), text.size(), reinterpret_cast<const unsigned char*>(bytes.data()),
                    bytes.size(), variant);
  text.pop_back();
  return text;
}

std::string signed_with(const RsaKey& key, const std::string& algorithm, const std::string& id,
                        const std::string& claims) {
  cjose_err error = {};
  cjose_header_t* head = cjose_header_new(&error);
  cjose_header_set(head, CJOSE_HDR_ALG, algorithm.c_str(), &error);
  if (!id.empty()) cjose_header_set(head, CJOSE_HDR_KID, id.c_str(), &error);
  cjose_jws_t* made = cjose_jws_sign(
      key.get(), head, reinterpret_cast<const std::uint8_t*>(claims.data()), claims.size(), &error);
  SAMTYCKE_CHECK(made != nullptr);
  const char* text = nullptr;
  SAMTYCKE_CHECK(cjose_jws_export(made, &text, &error));
  const std::string copy(text);
  cjose_jws_release(made);
  cjose_header_release(head);
  return copy;
}

const RsaKey& ours() {
  static const RsaKey key = rsa_key("one");
  return key;
}
const RsaKey& another() {
  static const RsaKey key = rsa_key("one");
  return key;
}

using Claims = std::vector<std::pair<std::string, std::string>>;  // Names and JSON.

Claims good_claims() {
  return {{"iss", "\"https://id.example\""},
          {"sub", "\"4711\""},
          {"aud", "\"samtycke\""},
          {"nonce", "\"the-nonce\""},
          {"exp", std::to_string(now_s + 300)},
          {"iat", std::to_string(now_s - 5)},
          {"auth_time", std::to_string(now_s - 20)},
          {"email", "\"asa.lindqvist@example.se\""},
          {"email_verified", "true"}};
}

// With this claim in the place of the good one; without it where the JSON is empty.
std::string with(const std::string& name, const std::string& json) {
  Claims claims = good_claims();
  std::erase_if(claims, [&](const auto& claim) { return claim.first == name; });
  if (!json.empty()) claims.emplace_back(name, json);
  std::string text;
  for (const auto& [each, value] : claims) {
    text += (text.empty() ? "{\"" : ",\"") + each + "\":" + value;
  }
  return text + "}";
}

std::string good() {
  return with("", "");
}

TokenWanted wanted() {
  return {"https://id.example", "samtycke", "the-nonce", "email", LookupKind::email};
}

// The member, or why not.
std::string said(const std::string& token, const TokenWanted& by = wanted(),
                 const std::string& keys = key_set({public_json(ours())})) {
  const auto member = member_in_token(token, keys, by, Instant{now_s * 1000});
  return member.ok() ? member.value() : std::string(key(member.reason()));
}
std::string said_of(const std::string& claims) {
  return said(signed_with(ours(), "RS256", "one", claims));
}

TEST(IdToken, AGoodOneSaysWhoItIs) {
  EXPECT_EQ(said_of(good()), "asa.lindqvist@example.se");
  EXPECT_EQ(said(signed_with(ours(), "RS256", "", good())), "asa.lindqvist@example.se")
      << "with one key only, its id may be left out";
  EXPECT_EQ(said_of(with("aud", "[\"samtycke\"]")), "asa.lindqvist@example.se");
  EXPECT_EQ(said_of(with("azp", "\"samtycke\"")), "asa.lindqvist@example.se");
  EXPECT_EQ(said_of(with("extra", "{\"deep\":[1,2]}")), "asa.lindqvist@example.se");
}

TEST(IdToken, NoAlgorithmButRs256IsTaken) {
  for (const char* algorithm : {"RS384", "RS512", "PS256"}) {
    EXPECT_EQ(said(signed_with(ours(), algorithm, "one", good())), "wrong_algorithm") << algorithm;
  }
  for (const char* algorithm : {"none", "None", "NONE", "", "rs256", "ES256", "HS256"}) {
    const std::string head = std::string("{\"alg\":\"") + algorithm + "\"}";
    EXPECT_EQ(said(base64url(head) + "." + base64url(good()) + "."), "wrong_algorithm")
        << algorithm;
  }
  EXPECT_EQ(said(base64url("{}") + "." + base64url(good()) + "."), "wrong_algorithm");
}

// Everybody knows the public key; whoever took it for a shared secret would let everybody in.
TEST(IdToken, ThePublicKeyIsNoSharedSecret) {
  for (const std::string& secret : {public_json(ours()), key_set({public_json(ours())})}) {
    const std::string text =
        base64url("{\"alg\":\"HS256\",\"kid\":\"one\"}") + "." + base64url(good());
    unsigned char tag[crypto_auth_hmacsha256_BYTES];
    crypto_auth_hmacsha256_state state;
    crypto_auth_hmacsha256_init(&state, reinterpret_cast<const unsigned char*>(secret.data()),
                                secret.size());
    crypto_auth_hmacsha256_update(&state, reinterpret_cast<const unsigned char*>(text.data()),
                                  text.size());
    crypto_auth_hmacsha256_final(&state, tag);
    const std::string token =
        text + "." + base64url({reinterpret_cast<const char*>(tag), sizeof tag});
    EXPECT_EQ(said(token), "wrong_algorithm");
  }
}

TEST(IdToken, AnotherKeyOfTheSameNameIsNotTheProviders) {
  EXPECT_EQ(said(signed_with(another(), "RS256", "one", good())), "wrong_signature");
}

TEST(IdToken, AKeyThatIsNotConfiguredIsUnknown) {
  EXPECT_EQ(said(signed_with(ours(), "RS256", "two", good())), "unknown_key");
  EXPECT_EQ(said(signed_with(ours(), "RS256", "one", good()), wanted(), "{\"keys\":[]}"),
            "unknown_key");
  EXPECT_EQ(said(signed_with(ours(), "RS256", "one", good()), wanted(), "not JSON"), "unknown_key");
  const std::string two = key_set({public_json(ours()), public_json(rsa_key("two"))});
  EXPECT_EQ(said(signed_with(ours(), "RS256", "", good()), wanted(), two), "unknown_key")
      << "of two keys the token must name one";
  EXPECT_EQ(said(signed_with(ours(), "RS256", "one", good()), wanted(), two),
            "asa.lindqvist@example.se");
}

TEST(IdToken, AKeyForSomethingElseSignsNothing) {
  const std::string json = public_json(ours());
  for (const char* more : {"\"use\":\"enc\",", "\"alg\":\"RS512\",", "\"alg\":\"RSA-OAEP\","}) {
    const std::string keys = key_set({"{" + std::string(more) + json.substr(1)});
    EXPECT_EQ(said(signed_with(ours(), "RS256", "one", good()), wanted(), keys), "unknown_key")
        << more;
    EXPECT_FALSE(has_usable_key(keys));
  }
  for (const char* more :
       {"\"use\":\"sig\",", "\"alg\":\"RS256\",", "\"use\":\"sig\",\"alg\":\"RS256\","}) {
    EXPECT_TRUE(has_usable_key(key_set({"{" + std::string(more) + json.substr(1)}))) << more;
  }
}

TEST(IdToken, AShortKeyIsNone) {
  const RsaKey weak = rsa_key("weak", 1024);
  const std::string keys = key_set({public_json(weak)});
  EXPECT_FALSE(has_usable_key(keys));
  EXPECT_EQ(said(signed_with(weak, "RS256", "weak", good()), wanted(), keys), "unknown_key");
}

TEST(IdToken, WhatIsChangedAfterSigningIsNotSigned) {
  const std::string token = signed_with(ours(), "RS256", "one", good());
  const std::size_t first = token.find('.');
  const std::size_t second = token.find('.', first + 1);
  const std::string changed = token.substr(0, first + 1) +
                              base64url(with("email", "\"bo@example.se\"")) + token.substr(second);
  EXPECT_EQ(said(changed), "wrong_signature");
  EXPECT_EQ(said(token.substr(0, second + 1)), "wrong_signature") << "no signature at all";
  std::string flipped = token;
  flipped[second + 10] = flipped[second + 10] == 'A' ? 'B' : 'A';
  EXPECT_EQ(said(flipped), "wrong_signature");
  const std::string other = signed_with(ours(), "RS256", "one", with("extra", "1"));
  EXPECT_EQ(said(token.substr(0, second) + other.substr(other.rfind('.'))), "wrong_signature");
}

TEST(IdToken, WhatIsNoTokenIsRefusedAsThat) {
  const std::string token = signed_with(ours(), "RS256", "one", good());
  for (const std::string& text :
       {std::string(), std::string("."), std::string(".."), std::string("a.b"), token + ".more",
        "=" + token, token + "=", token + "\n", token.substr(token.find('.')),
        base64url("[]") + "." + base64url(good()) + ".", std::string("e30=.e30.e30"),
        base64url("{\"alg\":\"RS256\",\"alg\":\"none\"}") + "." + base64url(good()) + ".",
        base64url("{\"alg\":5}") + "." + base64url(good()) + ".", std::string(20000, 'a')}) {
    EXPECT_EQ(said(text), "not_a_token") << text.substr(0, 60);
  }
}

TEST(IdToken, AnExtensionThatMustBeUnderstoodIsNot) {
  const std::string head = R"({"alg":"RS256","kid":"one","crit":["exp"],"exp":1})";
  EXPECT_EQ(said(base64url(head) + "." + base64url(good()) + "."), "unknown_extension");
}

TEST(IdToken, AnotherIssuersIsRefused) {
  for (const char* issuer : {"\"https://evil.example\"", "\"https://id.example/\"",
                             "\"https://ID.example\"", "\"\"", ""}) {
    EXPECT_EQ(said_of(with("iss", issuer)), "wrong_issuer") << issuer;
  }
}

TEST(IdToken, OneThatIsNotForUsAloneIsRefused) {
  for (const char* audience : {"\"another\"", "[]", "[\"another\"]", "[\"samtycke\",\"another\"]",
                               "[\"another\",\"samtycke\"]", "\"samtycke2\"", ""}) {
    EXPECT_EQ(said_of(with("aud", audience)), "wrong_audience") << audience;
  }
  EXPECT_EQ(said_of(with("azp", "\"another\"")), "wrong_party");
}

TEST(IdToken, TheAnswerToAnotherQuestionIsRefused) {
  for (const char* nonce : {"\"another\"", "\"the-nonc\"", "\"the-nonce2\"", "\"\"", ""}) {
    EXPECT_EQ(said_of(with("nonce", nonce)), "wrong_nonce") << nonce;
  }
}

TEST(IdToken, OneWhoseTimeIsOverIsRefused) {
  EXPECT_EQ(said_of(with("exp", std::to_string(now_s - 61))), "token_expired");
  EXPECT_EQ(said_of(with("exp", "")), "token_expired");
  EXPECT_EQ(said_of(with("exp", std::to_string(now_s - 59))), "asa.lindqvist@example.se");
}

TEST(IdToken, OneThatWasIssuedLongAgoOrLaterThanNowIsRefused) {
  for (const std::int64_t at : {now_s - 661, now_s + 61}) {
    EXPECT_EQ(said_of(with("iat", std::to_string(at))), "issued_wrongly") << at - now_s;
    EXPECT_EQ(said_of(with("auth_time", std::to_string(at))), "not_recent") << at - now_s;
  }
  EXPECT_EQ(said_of(with("iat", "")), "issued_wrongly");
  EXPECT_EQ(said_of(with("auth_time", "")), "not_recent");
}

TEST(IdToken, AClaimOfAnotherKindIsRefused) {
  for (const auto& [name, json] : Claims{{"iss", "1"},
                                         {"sub", "[]"},
                                         {"aud", "{}"},
                                         {"aud", "[1]"},
                                         {"nonce", "true"},
                                         {"exp", "\"1\""},
                                         {"iat", "null"},
                                         {"email", "5"},
                                         {"sub", ""},
                                         {"sub", "\"\""}}) {
    EXPECT_EQ(said_of(with(name, json)), "wrong_claims") << name << " " << json;
  }
}

TEST(IdToken, AnAddressThatTheProviderDoesNotVouchForIsNobodys) {
  for (const char* verified : {"false", "", "\"true\"", "1", "null"}) {
    EXPECT_EQ(said_of(with("email_verified", verified)), "email_not_verified") << verified;
  }
  EXPECT_EQ(said_of(with("email", "")), "no_member_claim");
  EXPECT_EQ(said_of(with("email", "\"\"")), "no_member_claim");
}

TEST(IdToken, AMemberNumberWantsNoVerifiedAddress) {
  TokenWanted number = wanted();
  number.claim = "https://club.example/member";
  number.names = LookupKind::member_number;
  std::string claims = with("email_verified", "false");
  claims.pop_back();
  claims += ",\"https://club.example/member\":\"100001\"}";
  EXPECT_EQ(said(signed_with(ours(), "RS256", "one", claims), number), "100001");
  EXPECT_EQ(said(signed_with(ours(), "RS256", "one", good()), number), "no_member_claim");
}

}  // namespace
}  // namespace samtycke::server
