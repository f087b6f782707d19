// Asking for a code and giving it back: what the pages and the JSON interface share.
//
// For an address that nobody has, the very same is done as for a member's: a pending sign-in, a mail in
// the outbox (to nobody), the same answer. Nobody can find out here who is a member.
#pragma once

#include <string>
#include <string_view>
#include <variant>

#include "core/base/expected.h"
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
AskedForCode ask_for_code(Call&, CodeFor, std::string_view typed_email, const view::Words& language,
                          const std::string& browser);

struct SignedIn {
  std::string session_token;
  CodeFor what = CodeFor::sign_in;  // What the code was wanted for.
};
struct EmailChanged {};  // Every session has ended.
struct AddressConfirmed {
  std::string browser;  // The new pre-sign-in cookie: the one before may be somebody else's making.
};
// A session that is new, and the one before it ends: nothing that somebody else may have put into this browser
// goes on. Its open pages may still say no. Gives the new one's token.
Expected<std::string, StoreFault> sign_in_anew(Call&, const MemberId&);

enum class CodeRefused { wrong, expired };
using CodeGiven =
    std::variant<SignedIn, EmailChanged, AddressConfirmed, CodeRefused, TooMany, StoreFault>;
CodeGiven give_code(Call&, std::string_view typed_code);

// For a page that wants a fresh code: it goes to the member's own address.
Answer send_fresh_code(Call&, CodeFor);
// After a form by which a code was asked for: on to the page that takes it, with the cookie that binds it.
Answer to_code_page(Call&, const std::string& browser);
view::Confirmed confirmed(const Call&);
Answer wait_first(Answer, TooMany);
// For a program, whose document names the address.
Answer api_code_for(Call&, CodeFor);

// What the store keeps of a code: it is good in the browser that asked for it, and says nothing by itself.
std::string code_hash(const std::string& browser_sha256, std::string_view code);

// "7K3M-QW2X": 8 of Crockford's 32 letters, 40 random bits.
std::string new_code();
// What a person may type for it: lower case, spaces, dashes, O for 0, I and L for 1. Empty for
// anything that is no code.
std::string canonical_code(std::string_view typed);

// The cookies of someone who signs in, and of someone who signs out.
void add_signed_in_cookies(Answer&, const Call&, std::string_view session_token);
void add_browser_cookie(Answer&, const Call&, std::string_view browser);

}  // namespace samtycke::server::handlers
