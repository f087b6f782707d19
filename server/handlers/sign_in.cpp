#include "core/base/overloaded.h"
#include "core/wire/request_json.h"
#include "server/handlers/handlers.h"
#include "server/handlers/said.h"
#include "server/handlers/saving.h"
#include "server/handlers/signing_in.h"

namespace samtycke::server::handlers {
namespace {

Answer sign_in_form(Call& call, const view::SignInState& state, int status) {
  // The form is bound to the browser, so that another site cannot send it with a code of its own.
  const bool new_browser = call.caller.browser.empty();
  if (new_browser) call.caller.browser = new_token();
  view::Page page = view::sign_in_page(call.setting(), state);
  if (const auto said = said_in(call)) {
    page.blocks.insert(page.blocks.begin(),
                       {view::Message{"said", said->mood, call.words("done." + said->key)}});
  }
  Answer answer = call.portal.page(page, false, status);
  if (new_browser) add_browser_cookie(answer, call, call.caller.browser);
  return answer;
}

// What a program is told: 202, the same for every address, or why not.
Answer code_sent_answer(Call& call, const AskedForCode& asked) {
  return std::visit(Overloaded{
                        [](CodeSent) {
                          return json(202, "{\"code_sent\":true,\"expires_in\":" +
                                               std::to_string(code_lifetime_ms / 1000) + "}");
                        },
                        [](member::BadValue why) { return problem(why, "/email"); },
                        [](TooMany wait) { return wait_first(problem(Problem::too_many), wait); },
                        [&](StoreFault fault) { return refuse_write(call, fault); },
                    },
                    asked);
}

}  // namespace

Answer show_sign_in(Call& call) {
  if (call.caller.member) return see_other(call.path_of(view::PageName::overview));
  view::SignInState state;
  return sign_in_form(call, state, 200);
}

Answer send_sign_in(Call& call) {
  if (value_of(call.form, "do") == "sign_out") return sign_out(call);
  if (call.caller.member) return see_other(call.path_of(view::PageName::overview));
  const std::string typed{value_of(call.form, "email")};
  const AskedForCode asked =
      ask_for_code(call, CodeFor::sign_in, typed, call.words, call.caller.browser);
  return std::visit(
      Overloaded{
          [&](CodeSent) { return to_code_page(call, call.caller.browser); },
          [&](member::BadValue why) {
            Answer answer = sign_in_form(call, {typed, std::string{member::key(why)}}, 200);
            answer.reason = member::key(why);
            return answer;
          },
          [&](TooMany wait) {
            return wait_first(sign_in_form(call, {typed, "too_many"}, status_of(Problem::too_many)),
                              wait);
          },
          [&](StoreFault fault) { return refuse_write(call, fault); },
      },
      asked);
}

Answer api_sign_in(Call& call) {
  return api_code_for(call, CodeFor::sign_in);
}

Answer api_code_for(Call& call, CodeFor what) {
  const auto wanted = wire::decode_sign_in(call.request.body);
  if (!wanted.ok()) return problem(wanted.reason());
  if (!is_spoken(call.portal.notice(), wanted.value().language)) return unspoken_language();

  const bool new_browser = call.caller.browser.empty();
  const std::string browser = new_browser ? new_token() : call.caller.browser;
  Answer answer =
      code_sent_answer(call, ask_for_code(call, what, wanted.value().email,
                                          call.portal.words_in(wanted.value().language), browser));
  if (new_browser) add_browser_cookie(answer, call, browser);
  return answer;
}

}  // namespace samtycke::server::handlers
