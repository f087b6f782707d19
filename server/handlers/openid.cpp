// Signing in by the club's OpenID provider: there and back.
//
// Whoever comes back is a member that the club has, or nobody: no account is made here. Why somebody was not let
// in stands in the log and is counted; the person is told one thing, whatever it was, and how to get in anyway.

#include <utility>

#include "server/edge/log.h"
#include "server/handlers/handlers.h"
#include "server/handlers/said.h"
#include "server/handlers/signing_in.h"
#include "server/http/headers.h"
#include "server/openid/provider.h"

namespace samtycke::server::handlers {
namespace {

// As long as a code of ours is good.
constexpr std::string_view ten_minutes = "; Max-Age=600";
// Codes are opaque; a provider's own are a few dozen bytes.
constexpr std::size_t longest_code = 1024;

const OpenidProvider& provider(const Call& call) {
  return *call.portal.setting().openid;  // The route is there only with it.
}

// The language in the address, or the browser's where that names none of ours.
const view::Words& begun_in(const Call& call) {
  constexpr std::string_view start = "/openid/start/";
  const std::string_view path = call.request.path;
  for (const view::Words& words : call.portal.words()) {
    if (path == std::string(start) + words.language().text()) return words;
  }
  return call.words;
}

void forget_attempt(Answer& answer, const Call& call) {
  const bool secure = call.portal.secure();
  answer.headers.emplace_back("Set-Cookie", clear_cookie(openid_cookie_name(secure), secure));
}

Answer to_page(Call& call, const view::Words& words, view::PageName page, std::string_view done) {
  Answer answer =
      see_other(view::path_of(page, words) + (done.empty() ? "" : "?done=" + std::string(done)));
  forget_attempt(answer, call);
  return answer;
}

Answer refused(Call& call, const view::Words& words, std::string_view why) {
  log(Event::openid_refused, why);
  Answer answer = to_page(call, words, view::PageName::sign_in, "openid_failed");
  answer.reason = why;
  return answer;
}

// What the provider sent the browser back with, in answer to what this browser asked. None: why not.
struct Came {
  Language language;
  std::string code;
};
Expected<Came, std::string_view> what_came(const Call& call, std::string_view secret) {
  using No = Unexpected<std::string_view>;
  const Pairs& query = call.request.query;
  if (!is_token_text(secret)) return No{"not_begun_here"};
  const auto language =
      OpenidAttempt(secret).language_of(value_of(query, "state"), call.portal.notice().languages);
  if (!language) return No{"wrong_state"};
  // RFC 9207: of two providers, the answer of one is never taken for the other's.
  if (has(query, "iss") && value_of(query, "iss") != provider(call).issuer()) {
    return No{"wrong_issuer_in_address"};
  }
  if (has(query, "error")) {
    return No{value_of(query, "error") == "access_denied" ? "declined" : "provider_refused"};
  }
  const std::string_view code = value_of(query, "code");
  if (code.empty() || code.size() > longest_code) return No{"no_code"};
  return Came{*language, std::string(code)};
}

}  // namespace

Answer start_openid(Call& call) {
  const view::Words& words = begun_in(call);
  if (call.caller.member) return see_other(view::path_of(view::PageName::overview, words));
  const std::string secret = new_token();
  const bool secure = call.portal.secure();
  Answer answer = see_other(provider(call).address_for(OpenidAttempt(secret), words.language()));
  answer.headers.emplace_back("Set-Cookie", set_cookie(openid_cookie_name(secure), secret, secure) +
                                                std::string(ten_minutes));
  return answer;
}

Answer return_from_openid(Call& call) {
  if (const auto wait = call.portal.codes_by_source().take(call.request.peer, call.portal.now())) {
    return wait_first(refuse(call, Problem::too_many), TooMany{*wait});
  }
  const std::string secret{cookie(call.request, openid_cookie_name(call.portal.secure()))};
  const auto came = what_came(call, secret);
  if (!came.ok()) return refused(call, call.words, came.reason());
  const view::Words& words = call.portal.words_in(came.value().language);

  const auto who = provider(call).who(came.value().code, OpenidAttempt(secret), call.portal.now());
  if (!who.ok()) return refused(call, words, who.reason());
  const auto member = call.portal.store().find(who.value());
  if (!member.ok()) {
    if (member.reason() != StoreFault::no_such_member) return refuse(call, member.reason());
    return refused(call, words, "no_such_member");
  }
  const auto session = sign_in_anew(call, member.value());
  if (!session.ok()) return refuse_write(call, session.reason());
  call.portal.metrics().signed_in(SignInWay::openid);
  Answer answer = to_page(call, words, view::PageName::overview, "");
  add_signed_in_cookies(answer, call, session.value());
  return answer;
}

}  // namespace samtycke::server::handlers
