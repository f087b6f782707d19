#include "server/handlers/signing_in.h"

#include <algorithm>
#include <optional>

#include "core/proof/sha256.h"
#include "server/edge/randomness.h"
#include "server/mail/code_mail.h"

namespace samtycke::server::handlers {
namespace {

constexpr std::string_view letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

std::string code_hash(const std::string& browser_sha256, std::string_view code) {
  return proof::sha256_hex(browser_sha256 + ":" + std::string{code});
}

// What the limits allow to be sent to an address now: a new code; nothing, and the last one stays good;
// or nothing at all.
struct NewCode {};
using CodeToSend = std::variant<NewCode, LastCodes::Sent, TooMany>;
CodeToSend code_to_send(Call& call, const std::string& lookup, Instant now) {
  Portal& portal = call.portal;
  const std::string& source = call.request.peer;
  if (const auto wait = portal.sign_ins_by_source().take(source, now)) return TooMany{*wait};
  if (const auto wait = portal.sign_ins_by_both().take(source + " " + lookup, now)) {
    return TooMany{*wait};
  }
  const auto wait = portal.sign_ins_by_address().take(lookup, now);
  if (!wait) return NewCode{};
  if (auto last = portal.last_codes().find(lookup, now)) return *std::move(last);
  return TooMany{*wait};
}

}  // namespace

std::string new_code() {
  const std::string bytes = random_bytes(8);
  std::string code;
  // 256 is a multiple of 32, so every letter is equally likely.
  for (const char byte : bytes) code += letters[static_cast<unsigned char>(byte) % letters.size()];
  return code.insert(4, "-");
}

std::string canonical_code(std::string_view typed) {
  std::string code;
  for (char c : typed) {
    if (c == ' ' || c == '-' || c == '\t') continue;
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    if (c == 'O') c = '0';
    if (c == 'I' || c == 'L') c = '1';
    if (letters.find(c) == std::string_view::npos || code.size() == 8) return {};
    code += c;
  }
  return code.size() == 8 ? code : std::string{};
}

AskedForCode ask_for_code(Call& call, std::string_view typed_email, const view::Words& language,
                          const std::string& browser) {
  const Instant now = call.portal.now();
  const auto email = member::validate_email(typed_email);
  if (!email.ok()) return email.reason();
  const std::string lookup = member::email_lookup_key(email.value());

  const CodeToSend sent = code_to_send(call, lookup, now);
  if (const auto* too_many = std::get_if<TooMany>(&sent)) return *too_many;
  const bool is_new = std::holds_alternative<NewCode>(sent);
  const LastCodes::Sent code =
      is_new ? LastCodes::Sent{new_code(), Instant{now.utc_ms + code_lifetime_ms}}
             : std::get<LastCodes::Sent>(sent);

  Store& store = call.portal.store();
  const auto found = store.find({LookupKind::email, lookup});
  if (!found.ok() && found.reason() != StoreFault::no_such_member) return found.reason();
  const bool known = found.ok();

  PendingSignIn pending;
  pending.browser_sha256 = proof::sha256_hex(browser);
  pending.code_sha256 = code_hash(pending.browser_sha256, canonical_code(code.code));
  if (known) pending.member = found.value();
  pending.email = email.value();
  pending.expires = code.expires;
  pending.tries_left = code_tries;
  if (const auto put = store.put_pending(pending); !put.ok()) return put.reason();
  if (!is_new) return CodeSent{};

  call.portal.last_codes().put(lookup, code);
  // To nobody where there is no member: the same work, and nothing to deliver.
  const std::string link = call.portal.setting().origin +
                           view::path_of(view::PageName::code, language) + "?code=" + code.code;
  const Mail letter = code_mail(language, call.portal.notice().club.name,
                                known ? email.value() : "", {code.code, link}, now, pending.expires);
  if (const auto put = store.put_mail(letter); !put.ok()) return put.reason();
  return CodeSent{};
}

CodeGiven give_code(Call& call, std::string_view typed_code) {
  const Instant now = call.portal.now();
  if (call.caller.browser.empty()) return CodeRefused::expired;
  if (const auto wait = call.portal.codes_by_source().take(call.request.peer, now)) {
    return TooMany{*wait};
  }

  Store& store = call.portal.store();
  const std::string browser_sha256 = proof::sha256_hex(call.caller.browser);
  const auto redeemed =
      store.redeem(browser_sha256, code_hash(browser_sha256, canonical_code(typed_code)), now);
  if (!redeemed.ok()) return redeemed.reason();
  if (redeemed.value() && redeemed.value()->member) {
    auto token = begin_session(*redeemed.value()->member, store, now);
    if (!token.ok()) return token.reason();
    return SignedIn{std::move(token).value()};
  }

  const auto waiting = store.pending(browser_sha256);
  if (!waiting.ok()) return waiting.reason();
  const auto& row = waiting.value();
  const bool may_try_again = row && row->tries_left > 0 && now < row->expires;
  return may_try_again ? CodeRefused::wrong : CodeRefused::expired;
}

void add_signed_in_cookies(Answer& answer, const Call& call, std::string_view session_token) {
  const bool secure = call.portal.secure();
  answer.headers.emplace_back("Set-Cookie",
                              set_cookie(session_cookie_name(secure), session_token, secure));
  answer.headers.emplace_back("Set-Cookie", clear_cookie(browser_cookie_name(secure), secure));
}

void add_browser_cookie(Answer& answer, const Call& call, std::string_view browser) {
  const bool secure = call.portal.secure();
  answer.headers.emplace_back("Set-Cookie",
                              set_cookie(browser_cookie_name(secure), browser, secure));
}

}  // namespace samtycke::server::handlers
