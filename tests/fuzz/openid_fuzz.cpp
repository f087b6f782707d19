// What comes from an OpenID provider. Nobody is let in by a token that this key did not sign, and nobody here has the
// key: whatever the input is, the answer is no.
#include "core/wire/openid_json.h"
#include "server/openid/id_token.h"
#include "tests/fuzz/must.h"

namespace {

using namespace samtycke;

// Its other half was thrown away when it was made.
constexpr std::string_view keys =
    R"json({"keys":[{"kty":"RSA","n":"ml1S1ynhmK2HmMnJwvF9vx0vG7yfyok57UdEiRZ2YVFdhybk-)json"
    R"json(xJHWLg94pAY4mXoiCxPsjRxRcoEOFsxhYNKjW-QNK-FcMpu4ohbWVAsyYL22W7ZPU2wNUWBRr1Yx)json"
    R"json(USP059QjtlQPGw77JDVJJzjHAA-dD_CC5VTrAQ8Esm32LkKISWhjwS_ivSkg2WXLE0SZO5mGfhUQ)json"
    R"json(_5vC-B-L0lzZIivuntvyhF9GNifbdkOIH5Wa77Noop8QQ4idWNsbEiE2rqm15NIz4QO0jln-JNxg)json"
    R"json(LL05t_Jz2gAhlLdSJHrcxaWCLIK9Pltz7x2necIFf8XerN9PRq53ErwOoV7pj4lyQ","e":"AQAB)json"
    R"json(","kid":"one"}]})json";

server::TokenWanted wanted() {
  return {"https://id.example", "samtycke", "nonce", "email", server::LookupKind::email};
}

constexpr Instant now{1'773'480'360'000};

void must_be_refused(std::string_view token, std::string_view by) {
  const auto member = server::member_in_token(token, by, wanted(), now);
  must(!member.ok());
  must(!server::key(member.reason()).empty());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = text_of(data, size);
  must_be_refused(text, keys);
  // As the three parts of a token, so that what is inside is reached.
  must_be_refused("eyJhbGciOiJSUzI1NiIsImtpZCI6Im9uZSJ9." + std::string(text), keys);
  must_be_refused("eyJhbGciOiJSUzI1NiIsImtpZCI6Im9uZSJ9.e30.AAAA", text);
  static_cast<void>(server::has_usable_key(text));
  static_cast<void>(wire::decode_token_head(text));
  static_cast<void>(wire::id_token_in(text));
  const auto claims = wire::decode_token_claims(text, "email");
  must(!claims || !claims->email_verified || text.find("true") != std::string_view::npos);
  return 0;
}
