#include "server/http/session.h"

#include <sodium.h>

#include <algorithm>

#include "core/base/check.h"
#include "core/proof/sha256.h"
#include "server/edge/randomness.h"
#include "server/http/headers.h"

namespace samtycke::server {
namespace {

constexpr std::int64_t touch_every_ms = 60 * 1000;
// A clock that was set back by more than this ends the session rather than lengthening it.
constexpr std::int64_t clock_slack_ms = 5 * 60 * 1000;

// A page may have been made a minute after the session was touched.
bool may_still_withdraw(const Session& session, Instant now) {
  if (session.last_seen.utc_ms > now.utc_ms + clock_slack_ms) return false;
  return now.utc_ms - session.last_seen.utc_ms < withdrawal_ms + touch_every_ms;
}

// An HMAC of the purpose, keyed by the secret.
std::string derived(std::string_view secret_token, std::string_view purpose) {
  unsigned char secret[crypto_auth_KEYBYTES];
  std::size_t length = 0;
  SAMTYCKE_CHECK(sodium_hex2bin(secret, sizeof secret, secret_token.data(), secret_token.size(),
                                nullptr, &length, nullptr) == 0);
  SAMTYCKE_CHECK(length == sizeof secret);
  unsigned char tag[crypto_auth_BYTES];
  crypto_auth(tag, reinterpret_cast<const unsigned char*>(purpose.data()), purpose.size(), secret);
  std::string hex(2 * sizeof tag + 1, '\0');
  sodium_bin2hex(hex.data(), hex.size(), tag, sizeof tag);
  hex.pop_back();
  return hex;
}

std::string withdraw_token_for(std::string_view session_token) {
  return derived(session_token, "samtycke withdraw token 1");
}

}  // namespace

std::string Caller::form_token() const {
  if (!session_token.empty()) return form_token_for(session_token);
  return browser.empty() ? std::string{} : form_token_for(browser);
}

std::string Caller::withdraw_token() const {
  return member ? withdraw_token_for(session_token) : std::string{};
}

std::string session_cookie_name(bool secure) {
  return secure ? "__Host-sid" : "sid";
}

std::string browser_cookie_name(bool secure) {
  return secure ? "__Host-pre" : "pre";
}

std::string openid_cookie_name(bool secure) {
  return secure ? "__Host-oid" : "oid";
}

std::string set_cookie(std::string_view name, std::string_view value, bool secure) {
  return std::string{name} + "=" + std::string{value} + "; Path=/; HttpOnly; SameSite=Lax" +
         (secure ? "; Secure" : "");
}

std::string clear_cookie(std::string_view name, bool secure) {
  return set_cookie(name, "", secure) + "; Max-Age=0";
}

bool is_good(const Session& session, Instant now) {
  if (session.started.utc_ms > now.utc_ms + clock_slack_ms) return false;
  if (now.utc_ms - session.started.utc_ms >= session_absolute_ms) return false;
  return now.utc_ms - session.last_seen.utc_ms < session_idle_ms;
}

Expected<Caller, StoreFault> caller_of(const Request& request, Store& store, Instant now,
                                       bool secure) {
  Caller caller;
  const std::string_view browser = cookie(request, browser_cookie_name(secure));
  if (is_token_text(browser)) caller.browser = std::string{browser};

  const std::string_view token = cookie(request, session_cookie_name(secure));
  if (!is_token_text(token)) return caller;
  const std::string row = session_row(token);
  const auto session = store.session(row);
  if (!session.ok()) return Unexpected{session.reason()};
  if (!session.value()) return caller;
  if (!is_good(*session.value(), now)) {
    if (may_still_withdraw(*session.value(), now)) {
      caller.session_token = std::string{token};
      caller.withdrawer = session.value()->member;
    }
    return caller;
  }
  if (now.utc_ms - session.value()->last_seen.utc_ms >= touch_every_ms) {
    const auto touched = store.touch_session(row, now);
    if (!touched.ok()) return Unexpected{touched.reason()};
  }
  caller.session_token = std::string{token};
  caller.member = session.value()->member;
  caller.fresh = now.utc_ms - session.value()->started.utc_ms <= fresh_ms;
  return caller;
}

Expected<std::optional<MemberId>, StoreFault> withdrawer_of(std::string_view withdraw_token,
                                                            Store& store, Instant now) {
  if (!is_token_text(withdraw_token)) return std::optional<MemberId>();
  const auto session = store.session(proof::sha256_hex(withdraw_token));
  if (!session.ok()) return Unexpected{session.reason()};
  if (!session.value() || !may_still_withdraw(*session.value(), now)) {
    return std::optional<MemberId>();
  }
  return std::optional(session.value()->member);
}

Expected<Done, StoreFault> let_lapse(std::string_view session_token, Store& store, Instant now) {
  return store.touch_session(session_row(session_token), Instant{now.utc_ms - session_idle_ms});
}

std::string session_row(std::string_view session_token) {
  return proof::sha256_hex(withdraw_token_for(session_token));
}

Expected<std::string, StoreFault> begin_session(const MemberId& member, Store& store, Instant now) {
  std::string token = new_token();
  const auto put = store.put_session(Session{session_row(token), member, now, now});
  if (!put.ok()) return Unexpected{put.reason()};
  return token;
}

std::string new_token() {
  return random_hex(32);
}

bool is_token_text(std::string_view text) {
  return text.size() == 64 && std::all_of(text.begin(), text.end(), [](char c) {
           return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
         });
}

std::string form_token_for(std::string_view secret_token) {
  return derived(secret_token, "samtycke form token 1");
}

bool same_secret(std::string_view a, std::string_view b) {
  return a.size() == b.size() && sodium_memcmp(a.data(), b.data(), a.size()) == 0;
}

}  // namespace samtycke::server
