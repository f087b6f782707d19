#include "server/handlers/handlers.h"
#include "server/handlers/said.h"

namespace samtycke::server::handlers {
namespace {

Expected<Done, StoreFault> end(Call& call) {
  if (call.caller.session_token.empty()) return Done{};
  return call.portal.store().end_session(session_row(call.caller.session_token));
}

}  // namespace

void forget_session_cookie(Answer& answer, const Call& call) {
  const bool secure = call.portal.secure();
  answer.headers.emplace_back("Set-Cookie", clear_cookie(session_cookie_name(secure), secure));
}

Answer sign_out(Call& call) {
  const auto ended = end(call);
  if (!ended.ok()) return refuse_write(call, ended.reason());
  Answer answer = done(call, view::PageName::sign_in, "signed_out");
  forget_session_cookie(answer, call);
  return answer;
}

Answer api_sign_out(Call& call) {
  const auto ended = end(call);
  if (!ended.ok()) return refuse_write(call, ended.reason());
  Answer answer{204, {}, ""};
  forget_session_cookie(answer, call);
  return answer;
}

}  // namespace samtycke::server::handlers
