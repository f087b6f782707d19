// The documents of an OpenID provider, as they may come.
#include "core/wire/openid_json.h"

#include <gtest/gtest.h>

namespace samtycke::wire {
namespace {

TEST(OpenidJson, TheHeadOfATokenIsRead) {
  const auto head = decode_token_head(R"({"alg":"RS256","kid":"one","typ":"JWT"})");
  ASSERT_TRUE(head);
  EXPECT_EQ(head->algorithm, "RS256");
  EXPECT_EQ(head->key, "one");
  EXPECT_FALSE(head->has_critical);
  EXPECT_TRUE(decode_token_head(R"({"alg":"RS256","crit":null})")->has_critical);
}

TEST(OpenidJson, AHeadThatSaysOneThingTwiceIsNone) {
  for (const char* text : {R"({"alg":"RS256","alg":"none"})", R"({"alg":1})", R"({"kid":{}})", "[]",
                           "null", "", R"({"alg":"RS256"}x)"}) {
    EXPECT_FALSE(decode_token_head(text)) << text;
  }
}

TEST(OpenidJson, ClaimsAreReadAndOthersLeftAlone) {
  const auto claims = decode_token_claims(
      R"({"iss":"i","sub":"s","aud":["a","b"],"azp":"p","nonce":"n","exp":3,"iat":1,)"
      R"("auth_time":2,"email":"e","email_verified":true,"address":{"locality":"Borås"}})",
      "email");
  ASSERT_TRUE(claims);
  EXPECT_EQ(claims->issuer + claims->subject + claims->party + claims->nonce, "ispn");
  EXPECT_EQ(claims->audience, (std::vector<std::string>{"a", "b"}));
  EXPECT_EQ(claims->expires, 3);
  EXPECT_EQ(claims->issued, 1);
  EXPECT_EQ(claims->authenticated, 2);
  EXPECT_EQ(claims->member, "e");
  EXPECT_TRUE(claims->email_verified);
}

TEST(OpenidJson, WhatIsMissingIsEmpty) {
  const auto claims = decode_token_claims("{}", "email");
  ASSERT_TRUE(claims);
  EXPECT_TRUE(claims->issuer.empty() && claims->audience.empty() && claims->member.empty());
  EXPECT_FALSE(claims->expires || claims->issued || claims->authenticated);
  EXPECT_FALSE(claims->email_verified);
}

TEST(OpenidJson, ClaimsOfAnotherKindAreNone) {
  for (const char* text :
       {R"({"iss":1})", R"({"aud":1})", R"({"aud":[1]})", R"({"exp":"1"})", R"({"exp":1.5})",
        R"({"email":true})", R"({"iat":null})", R"({"sub":"a","sub":"b"})", "[]"}) {
    EXPECT_FALSE(decode_token_claims(text, "email")) << text;
  }
  EXPECT_FALSE(decode_token_claims(R"({"email_verified":"true"})", "email")->email_verified)
      << "a word is no yes";
}

TEST(OpenidJson, KeysAreReadWithWhatTheyAreFor) {
  const auto keys = decode_keys(
      R"({"keys":[{"kty":"RSA","kid":"one","use":"sig","alg":"RS256","n":"x","e":"AQAB"},{}]})");
  ASSERT_TRUE(keys);
  ASSERT_EQ(keys->size(), 2U);
  EXPECT_EQ(keys->front().id + keys->front().type + keys->front().use + keys->front().algorithm,
            "oneRSAsigRS256");
  EXPECT_EQ(keys->front().json,
            R"({"alg":"RS256","e":"AQAB","kid":"one","kty":"RSA","n":"x","use":"sig"})");
  for (const char* text :
       {"", "{}", R"({"keys":{}})", R"({"keys":[1]})", R"({"keys":[{"kid":1}]})"}) {
    EXPECT_FALSE(decode_keys(text)) << text;
  }
}

TEST(OpenidJson, AnAnswerWithoutATokenHasNone) {
  EXPECT_EQ(id_token_in(R"({"access_token":"x","expires_in":60,"id_token":"a.b.c"})"), "a.b.c");
  for (const char* text : {"", "{}", R"({"id_token":""})", R"({"id_token":7})", "<h1>sorry</h1>",
                           R"({"id_token":"a","id_token":"b"})"}) {
    EXPECT_FALSE(id_token_in(text)) << text;
  }
}

}  // namespace
}  // namespace samtycke::wire
