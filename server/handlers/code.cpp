#include "core/base/overloaded.h"
#include "core/proof/sha256.h"
#include "core/wire/request_json.h"
#include "server/handlers/handlers.h"
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

Answer code_form(Call& call, std::string_view error, int status) {
  const std::string from_link = code_in_link(call);
  std::string email;
  if (!call.caller.browser.empty()) {
    const auto waiting = call.portal.store().pending(proof::sha256_hex(call.caller.browser));
    if (!waiting.ok()) return refuse(call, waiting.reason());
    if (waiting.value()) email = waiting.value()->email;
  }
  // Nothing was asked for in this browser: there is no code to type.
  const bool elsewhere = email.empty() && error.empty();
  if (elsewhere && from_link.empty()) return see_other(call.path_of(view::PageName::sign_in));
  return call.portal.page(
      view::code_page(call.setting(), {email, std::string{error}, from_link, elsewhere}), false,
      status);
}

}  // namespace

Answer show_code(Call& call) {
  if (call.caller.member) return see_other(call.path_of(view::PageName::overview));
  return code_form(call, "", 200);
}

Answer send_code(Call& call) {
  if (call.caller.member) return see_other(call.path_of(view::PageName::overview));
  const std::string_view typed = value_of(call.form, "code");
  if (typed.find_first_not_of(" \t-") == std::string_view::npos) {
    return code_form(call, "empty", 200);
  }
  return std::visit(Overloaded{
                        [&](const SignedIn& signed_in) {
                          Answer answer = see_other(call.path_of(view::PageName::overview));
                          add_signed_in_cookies(answer, call, signed_in.session_token);
                          return answer;
                        },
                        [&](CodeRefused why) { return code_form(call, key(why), 200); },
                        [&](TooMany wait) {
                          Answer answer = refuse(call, Problem::too_many);
                          answer.headers.emplace_back("Retry-After", std::to_string(wait.seconds));
                          return answer;
                        },
                        [&](StoreFault fault) { return refuse_write(call, fault); },
                    },
                    give_code(call, typed));
}

Answer api_session(Call& call) {
  const auto code = wire::decode_code(call.request.body);
  if (!code.ok()) return problem(code.reason());

  return std::visit(
      Overloaded{
          [&](const SignedIn& signed_in) {
            Answer answer = json(200, "{\"signed_in\":true}");
            add_signed_in_cookies(answer, call, signed_in.session_token);
            return answer;
          },
          [](CodeRefused why) {
            return problem(why == CodeRefused::wrong ? Problem::wrong_code : Problem::code_expired);
          },
          [](TooMany wait) {
            Answer answer = problem(Problem::too_many);
            answer.headers.emplace_back("Retry-After", std::to_string(wait.seconds));
            return answer;
          },
          [&](StoreFault fault) { return refuse_write(call, fault); },
      },
      give_code(call, code.value().code));
}

}  // namespace samtycke::server::handlers
