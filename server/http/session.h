// Who asks: the cookies, what they are worth, and the tokens derived from them.
//
// A session is 256 random bits in a cookie. It ends 30 minutes after it was last used and 12 hours after
// it began. Two tokens are HMACs keyed by the cookie's own secret, each for its purpose, so that neither
// needs a table or a key file and both outlive a restart as the session does:
//
//   cookie -> form token       what a form carries; whoever sends it has seen our page
//   cookie -> withdraw token -> SHA-256, the name of the session's row in the store
//
// The withdraw token stands in the page of switches. Whoever has the page can say no with it for 12 hours
// after the session was last used, whatever became of the cookie, and nothing else; signing out takes the
// row away and the token with it. A stolen database holds neither the cookie nor the token.
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
// How long after a code was given back the session may download, change the address, and leave.
inline constexpr std::int64_t fresh_ms = 10 * 60 * 1000;
// Since a page was last made for the session.
inline constexpr std::int64_t withdrawal_ms = 12 * 60 * 60 * 1000;

struct Caller {
  std::string session_token;       // Also of a session that has ended, while its page may say no.
  std::optional<MemberId> member;  // Set exactly when the session is good.
  // The member of a session that has ended by itself less than 12 hours ago: they may still say no.
  std::optional<MemberId> withdrawer;
  std::string browser;  // The pre-sign-in cookie's value; may be empty.
  bool fresh = false;   // The code that began the session is at most ten minutes old.

  // What forms of this caller carry; empty where there is no cookie to bind it to.
  std::string form_token() const;
  // What the page of switches carries; empty where nobody is signed in.
  std::string withdraw_token() const;
};

// The cookies' names: plain on loopback http, "__Host-" where the origin is https.
std::string session_cookie_name(bool secure);
std::string browser_cookie_name(bool secure);
std::string openid_cookie_name(bool secure);
std::string set_cookie(std::string_view name, std::string_view value, bool secure);
std::string clear_cookie(std::string_view name, bool secure);

// Reads the cookies and looks the session up. A session is touched at most once a minute, so that reading
// pages does not write for each.
Expected<Caller, StoreFault> caller_of(const Request&, Store&, Instant now, bool secure);

// Whose page carried this withdraw token, while it is good.
Expected<std::optional<MemberId>, StoreFault> withdrawer_of(std::string_view withdraw_token, Store&,
                                                            Instant now);

// The name of a session's row, by the cookie's value.
std::string session_row(std::string_view session_token);

// Whether somebody is signed in by it.
bool is_good(const Session&, Instant now);

// Ends a session as a member's silence would: nobody is signed in by it, and its pages still say no.
Expected<Done, StoreFault> let_lapse(std::string_view session_token, Store&, Instant now);

// Begins a session and gives its token.
Expected<std::string, StoreFault> begin_session(const MemberId&, Store&, Instant now);

// 64 lower-case hexadecimal digits, as every token of ours is.
std::string new_token();
bool is_token_text(std::string_view);

std::string form_token_for(std::string_view secret_token);
bool same_secret(std::string_view a, std::string_view b);  // In constant time.

}  // namespace samtycke::server
