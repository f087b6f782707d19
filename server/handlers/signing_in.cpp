#include "server/handlers/signing_in.h"

#include <algorithm>
#include <optional>

#include "core/proof/sha256.h"
#include "server/edge/randomness.h"
#include "server/mail/code_mail.h"

namespace samtycke::server::handlers {
namespace {

constexpr std::string_view letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

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

// Whose the code is to be, and where it is to go. The member of a new address is whoever asks, as long as
// nobody else has it.
struct Addressee {
  std::optional<MemberId> member;
  std::string to;  // Empty: nobody, and the work is done all the same.
};
Expected<Addressee, StoreFault> addressee(Call& call, CodeFor what, const std::string& email,
                                          const std::string& lookup) {
  const auto found = call.portal.store().find({LookupKind::email, lookup});
  if (!found.ok() && found.reason() != StoreFault::no_such_member) {
    return Unexpected{found.reason()};
  }
  const bool known = found.ok();
  if (what == CodeFor::join) {
    return Addressee{known ? std::optional(found.value()) : std::nullopt, email};
  }
  if (what == CodeFor::new_email) return known ? Addressee{} : Addressee{call.member(), email};
  return known ? Addressee{found.value(), email} : Addressee{};
}

MailedCode mail_for(CodeFor what, const Addressee& addressee) {
  if (what == CodeFor::new_email) return MailedCode::new_email;
  if (what != CodeFor::join) return MailedCode::sign_in;
  return addressee.member ? MailedCode::member_already : MailedCode::join;
}

}  // namespace

std::string code_hash(const std::string& browser_sha256, std::string_view code) {
  return proof::sha256_hex(browser_sha256 + ":" + std::string{code});
}

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

AskedForCode ask_for_code(Call& call, CodeFor what, std::string_view typed_email,
                          const view::Words& language, const std::string& browser) {
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

  const auto to = addressee(call, what, email.value(), lookup);
  if (!to.ok()) return to.reason();
  PendingSignIn pending;
  pending.browser_sha256 = proof::sha256_hex(browser);
  pending.code_sha256 = code_hash(pending.browser_sha256, canonical_code(code.code));
  pending.member = to.value().member;
  pending.email = email.value();
  pending.expires = code.expires;
  pending.tries_left = code_tries;
  pending.what = what;
  Store& store = call.portal.store();
  if (const auto put = store.put_pending(pending); !put.ok()) return put.reason();
  if (!is_new) return CodeSent{};

  call.portal.last_codes().put(lookup, code);
  // To nobody where there is nobody: the same work, and nothing to deliver.
  const std::string link = call.portal.setting().origin +
                           view::path_of(view::PageName::code, language) + "?code=" + code.code;
  const Mail letter = code_mail(language, mail_for(what, to.value()),
                                {call.portal.notice().club.name, to.value().to, code.code, link},
                                now, pending.expires);
  if (const auto put = store.put_mail(letter); !put.ok()) return put.reason();
  return CodeSent{};
}

Answer wait_first(Answer answer, TooMany wait) {
  answer.reason = key(Problem::too_many);
  answer.headers.emplace_back("Retry-After", std::to_string(wait.seconds));
  return answer;
}

view::Confirmed confirmed(const Call& call) {
  return call.caller.fresh ? view::Confirmed::yes : view::Confirmed::not_yet;
}

Answer to_code_page(Call& call, const std::string& browser) {
  // The program in the browser leaves this page to us: what the code is for is not its to know.
  Answer answer =
      see_other(call.path_of(view::PageName::code) + (call.caller.member ? "?confirm" : ""));
  if (browser != call.caller.browser) add_browser_cookie(answer, call, browser);
  return answer;
}

Answer send_fresh_code(Call& call, CodeFor what) {
  const auto file = call.portal.store().load(call.member());
  if (!file.ok()) return refuse(call, file.reason());
  const std::string email(member::value_of(file.value().holdings, member::field::email));
  const std::string browser = call.caller.browser.empty() ? new_token() : call.caller.browser;
  const AskedForCode asked = ask_for_code(call, what, email, call.words, browser);
  if (const auto* fault = std::get_if<StoreFault>(&asked)) return refuse_write(call, *fault);
  if (const auto* wait = std::get_if<TooMany>(&asked)) {
    return wait_first(refuse(call, Problem::too_many), *wait);
  }
  // Nobody signs in without an address, and so whoever is signed in has one.
  if (std::holds_alternative<member::BadValue>(asked)) return refuse(call, Problem::bad_request);
  return to_code_page(call, browser);
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
