// Asking for a code and giving it back: what the pages and the JSON interface share.
//
// For an address that nobody has, the very same is done as for a member's: a pending sign-in, a mail in
// the outbox (to nobody), the same answer. Nobody can find out here who is a member.
#pragma once

#include <string>
#include <string_view>
#include <variant>

#include "core/member/validate.h"
#include "server/http/call.h"

namespace samtycke::server::handlers {

inline constexpr std::int64_t code_lifetime_ms = 10 * 60 * 1000;
inline constexpr int code_tries = 5;

struct TooMany {
  int seconds = 1;  // To wait.
};

struct CodeSent {};
using AskedForCode = std::variant<CodeSent, member::BadValue, TooMany, StoreFault>;
// `browser` is the pre-sign-in cookie's value. `language` is that of the mail.
AskedForCode ask_for_code(Call&, std::string_view typed_email, const view::Words& language,
                          const std::string& browser);

struct SignedIn {
  std::string session_token;
};
enum class CodeRefused { wrong, expired };
using CodeGiven = std::variant<SignedIn, CodeRefused, TooMany, StoreFault>;
CodeGiven give_code(Call&, std::string_view typed_code);

// "7K3M-QW2X": 8 of Crockford's 32 letters, 40 random bits.
std::string new_code();
// What a person may type for it: lower case, spaces, dashes, O for 0, I and L for 1. Empty for
// anything that is no code.
std::string canonical_code(std::string_view typed);

// The cookies of someone who signs in, and of someone who signs out.
void add_signed_in_cookies(Answer&, const Call&, std::string_view session_token);
void add_browser_cookie(Answer&, const Call&, std::string_view browser);

}  // namespace samtycke::server::handlers
