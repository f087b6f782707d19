// A code that comes back: what it was for is carried out, once.
#include <utility>

#include "core/consent/correct.h"
#include "core/proof/sha256.h"
#include "core/retention/keep_until_month.h"
#include "server/handlers/signing_in.h"
#include "server/mail/code_mail.h"

namespace samtycke::server::handlers {
namespace {

// The terms may take a while to read.
constexpr std::int64_t joining_lifetime_ms = 60 * 60 * 1000;

CodeGiven signed_in(Call& call, const MemberId& member, CodeFor what) {
  auto token = sign_in_anew(call, member);
  if (!token.ok()) return token.reason();
  return SignedIn{std::move(token).value(), what};
}

Expected<Done, StoreFault> tell_old_address(Call& call, const std::string& old_email) {
  if (old_email.empty()) return Done{};
  return call.portal.store().put_mail(
      email_changed_mail(call.words, call.portal.notice().club, old_email, call.portal.now()));
}

// The new address has answered. Whoever asked must still be signed in here: the code is no way in.
CodeGiven change_address(Call& call, const PendingSignIn& given) {
  if (call.caller.member != given.member) return CodeRefused::expired;
  Store& store = call.portal.store();
  const auto file = store.load(*given.member);
  if (!file.ok()) return file.reason();
  const auto outcome =
      consent::change_email(file.value(), given.email, call.portal.notice(), call.words.language(),
                            {consent::Way::portal, "member", call.portal.now()});
  if (!outcome.ok()) return CodeRefused::expired;
  if (!outcome.value().decisions.empty()) {
    const consent::MemberFile& after = outcome.value().after;
    Change change;
    change.member = after.id;
    change.based_on = file.value().revision;
    change.decisions = outcome.value().decisions;
    change.request = call.request.id;
    change.records.push_back(*member::find(after.holdings, member::field::email));
    change.keep_until_month = retention::keep_until_month(after, call.portal.notice());
    const auto committed = store.commit(change);
    // Somebody took the address meanwhile, or changed the file: the member asks once more.
    if (!committed.ok() && committed.reason() != StoreFault::unavailable) {
      return CodeRefused::expired;
    }
    if (!committed.ok()) return committed.reason();
  }
  if (const auto ended = store.end_sessions(*given.member); !ended.ok()) return ended.reason();
  const std::string old_email(member::value_of(file.value().holdings, member::field::email));
  if (const auto told = tell_old_address(call, old_email); !told.ok()) return told.reason();
  return EmailChanged{};
}

// The address has answered, and nobody has it: on to the terms, with a cookie that is new.
CodeGiven confirm_address(Call& call, const PendingSignIn& given) {
  PendingSignIn joining;
  const std::string browser = new_token();
  joining.browser_sha256 = proof::sha256_hex(browser);
  joining.email = given.email;
  joining.expires = Instant{call.portal.now().utc_ms + joining_lifetime_ms};
  joining.tries_left = 1;
  joining.what = CodeFor::joining;
  if (const auto put = call.portal.store().put_pending(joining); !put.ok()) return put.reason();
  return AddressConfirmed{browser};
}

CodeGiven carry_out(Call& call, const PendingSignIn& given) {
  if (given.what == CodeFor::join && !given.member) return confirm_address(call, given);
  if (!given.member) return CodeRefused::expired;  // Nobody has that address.
  if (given.what == CodeFor::new_email) return change_address(call, given);
  return signed_in(call, *given.member, given.what);
}

}  // namespace

Expected<std::string, StoreFault> sign_in_anew(Call& call, const MemberId& member) {
  Store& store = call.portal.store();
  const Instant now = call.portal.now();
  if (call.caller.member) {
    const auto lapsed = let_lapse(call.caller.session_token, store, now);
    if (!lapsed.ok()) return Unexpected{lapsed.reason()};
  }
  return begin_session(member, store, now);
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
  if (redeemed.value()) return carry_out(call, *redeemed.value());

  const auto waiting = store.pending(browser_sha256);
  if (!waiting.ok()) return waiting.reason();
  const auto& row = waiting.value();
  const bool may_try_again = row && row->tries_left > 0 && now < row->expires;
  return may_try_again ? CodeRefused::wrong : CodeRefused::expired;
}

}  // namespace samtycke::server::handlers
