#include "core/base/overloaded.h"
#include "core/proof/sha256.h"
#include "core/wire/request_json.h"
#include "server/handlers/handlers.h"
#include "server/handlers/said.h"
#include "server/handlers/signing_in.h"

namespace samtycke::server::handlers {
namespace {

std::string_view key(CodeRefused why) {
  switch (why) {
    case CodeRefused::wrong: return "wrong_code";
    case CodeRefused::expired: return "expired";
  }
  return "expired";
}

// The link of the mail. Whether the code in it is right is not looked at: that would be a way to guess
// without using up tries. Only the form, sent, does anything.
std::string code_in_link(const Call& call) {
  const std::string code = canonical_code(value_of(call.request.query, "code"));
  return code.empty() ? code : code.substr(0, 4) + "-" + code.substr(4);
}

Expected<std::optional<PendingSignIn>, StoreFault> waiting_here(const Call& call) {
  if (call.caller.browser.empty()) return std::optional<PendingSignIn>();
  return call.portal.store().pending(proof::sha256_hex(call.caller.browser));
}

Answer code_form(Call& call, std::string_view error, int status) {
  const auto waiting = waiting_here(call);
  if (!waiting.ok()) return refuse(call, waiting.reason());
  view::CodeState state;
  state.error = std::string{error};
  state.code = code_in_link(call);
  if (waiting.value()) {
    state.email = waiting.value()->email;
    state.what = std::string{key(waiting.value()->what)};
  }
  // Nothing was asked for in this browser: there is no code to type.
  state.elsewhere = state.email.empty() && error.empty();
  const bool signed_in = call.caller.member.has_value();
  if (state.elsewhere && (state.code.empty() || signed_in)) {
    return see_other(call.path_of(signed_in ? view::PageName::overview : view::PageName::sign_in));
  }
  Answer answer = call.portal.page(view::code_page(call.setting(), state), signed_in, status);
  answer.reason = error;
  return answer;
}

// Where a code leads on to, by what it was for: never by anything in the address.
view::PageName page_after(CodeFor what) {
  switch (what) {
    case CodeFor::download: return view::PageName::download;
    case CodeFor::email: return view::PageName::email;
    case CodeFor::leave: return view::PageName::leave;
    case CodeFor::sign_in:
    case CodeFor::new_email:
    case CodeFor::join:
    case CodeFor::joining: return view::PageName::overview;
  }
  return view::PageName::overview;
}

// What is carried out is answered with a page to go on to, or with what a program reads.
Answer signed_in(Call& call, const SignedIn& given) {
  Answer answer = call.speaks == Speaks::html ? see_other(call.path_of(page_after(given.what)))
                                              : json(200, "{\"signed_in\":true}");
  add_signed_in_cookies(answer, call, given.session_token);
  if (given.what == CodeFor::sign_in) call.portal.metrics().signed_in(SignInWay::code);
  return answer;
}

Answer email_changed(Call& call) {
  Answer answer = call.speaks == Speaks::html
                      ? done(call, view::PageName::sign_in, "email_changed")
                      : json(200, "{\"email_changed\":true,\"signed_in\":false}");
  forget_session_cookie(answer, call);
  return answer;
}

Answer address_confirmed(Call& call, const std::string& browser) {
  Answer answer = call.speaks == Speaks::html
                      ? see_other(call.path_of(view::PageName::join))
                      : json(200, "{\"address_confirmed\":true,\"signed_in\":false}");
  add_browser_cookie(answer, call, browser);
  return answer;
}

Answer refused_code(Call& call, CodeRefused why) {
  if (call.speaks == Speaks::html) return code_form(call, key(why), 200);
  return problem(why == CodeRefused::wrong ? Problem::wrong_code : Problem::code_expired);
}

Answer answer_to(Call& call, const CodeGiven& given) {
  return std::visit(
      Overloaded{
          [&](const SignedIn& one) { return signed_in(call, one); },
          [&](EmailChanged) { return email_changed(call); },
          [&](const AddressConfirmed& one) { return address_confirmed(call, one.browser); },
          [&](CodeRefused why) { return refused_code(call, why); },
          [&](TooMany wait) { return wait_first(refuse(call, Problem::too_many), wait); },
          [&](StoreFault fault) { return refuse_write(call, fault); },
      },
      given);
}

}  // namespace

Answer show_code(Call& call) {
  return code_form(call, "", 200);
}

Answer send_code(Call& call) {
  const std::string_view typed = value_of(call.form, "code");
  if (typed.find_first_not_of(" \t-") == std::string_view::npos) {
    return code_form(call, "empty", 200);
  }
  return answer_to(call, give_code(call, typed));
}

Answer api_session(Call& call) {
  const auto code = wire::decode_code(call.request.body);
  if (!code.ok()) return problem(code.reason());
  return answer_to(call, give_code(call, code.value().code));
}

}  // namespace samtycke::server::handlers
