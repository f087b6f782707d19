// Who asks: the cookies, what they are worth, and the tokens derived from them.
//
// A session is 256 random bits in a cookie and its SHA-256 in the store, so that a stolen database
// signs nobody in. It ends 30 minutes after it was last used and 12 hours after it began. The form
// token is an HMAC keyed by the cookie's own secret: it needs no table and no key file, outlives a
// restart as the session does, and ends with it.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/base/instant.h"
#include "server/http/exchange.h"
#include "server/store/store.h"

namespace samtycke::server {

inline constexpr std::int64_t session_idle_ms = 30 * 60 * 1000;
inline constexpr std::int64_t session_absolute_ms = 12 * 60 * 60 * 1000;

struct Caller {
  std::string session_token;       // Empty: nobody is signed in.
  std::optional<MemberId> member;  // Set exactly when the session is good.
  std::string browser;             // The pre-sign-in cookie's value; may be empty.

  // What forms of this caller carry; empty where there is no cookie to bind it to.
  std::string form_token() const;
};

// The cookies' names: plain on loopback http, "__Host-" where the origin is https.
std::string session_cookie_name(bool secure);
std::string browser_cookie_name(bool secure);
std::string set_cookie(std::string_view name, std::string_view value, bool secure);
std::string clear_cookie(std::string_view name, bool secure);

// Reads the cookies and looks the session up; one that has ended is taken away. A session is touched
// at most once a minute, so that reading pages does not write for each.
Expected<Caller, StoreFault> caller_of(const Request&, Store&, Instant now, bool secure);

// Begins a session and gives its token.
Expected<std::string, StoreFault> begin_session(const MemberId&, Store&, Instant now);

// 64 lower-case hexadecimal digits, as every token of ours is.
std::string new_token();
bool is_token_text(std::string_view);

std::string form_token_for(std::string_view secret_token);
bool same_secret(std::string_view a, std::string_view b);  // In constant time.

}  // namespace samtycke::server
