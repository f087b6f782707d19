#include "core/base/overloaded.h"
#include "server/handlers/handlers.h"
#include "server/handlers/signing_in.h"

namespace samtycke::server::handlers {
namespace {

Answer email_form(Call& call, const view::SignInState& state, int status) {
  const auto file = call.portal.store().load(call.member());
  if (!file.ok()) return refuse(call, file.reason());
  return call.portal.page(view::email_page(call.setting(), file.value(), confirmed(call), state),
                          true, status);
}

std::string browser_of(const Call& call) {
  return call.caller.browser.empty() ? new_token() : call.caller.browser;
}

}  // namespace

Answer show_email(Call& call) {
  return email_form(call, {}, 200);
}

Answer send_email(Call& call) {
  const std::string_view wanted = value_of(call.form, "do");
  if (wanted == "send_code") return send_fresh_code(call, CodeFor::email);
  if (wanted != "change" || !call.caller.fresh) {
    return see_other(call.path_of(view::PageName::email));
  }
  const std::string typed{value_of(call.form, "email")};
  const std::string browser = browser_of(call);
  return std::visit(Overloaded{
                        [&](CodeSent) { return to_code_page(call, browser); },
                        [&](member::BadValue why) {
                          return email_form(call, {typed, std::string{member::key(why)}}, 200);
                        },
                        [&](TooMany wait) {
                          return wait_first(
                              email_form(call, {typed, "too_many"}, status_of(Problem::too_many)),
                              wait);
                        },
                        [&](StoreFault fault) { return refuse_write(call, fault); },
                    },
                    ask_for_code(call, CodeFor::new_email, typed, call.words, browser));
}

Answer api_email(Call& call) {
  if (!call.caller.fresh) return problem(Problem::fresh_code_needed);
  return api_code_for(call, CodeFor::new_email);
}

}  // namespace samtycke::server::handlers
