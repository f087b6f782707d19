#include "core/wire/request_json.h"
#include "server/handlers/handlers.h"
#include "server/handlers/said.h"
#include "server/handlers/saving.h"
#include "server/handlers/signing_in.h"
#include "server/mail/code_mail.h"
#include "server/mail/erasure_mail.h"

namespace samtycke::server::handlers {
namespace {

Answer leave_form(Call& call, std::string_view error) {
  const auto file = call.portal.store().load(call.member());
  if (!file.ok()) return refuse(call, file.reason());
  return call.portal.page(view::leave_page(call.setting(), file.value(), confirmed(call), error),
                          true);
}

// Leaving is a decision: it stands before the erasure takes it along, so that what is left of it is a no,
// and nobody comes back by a new registration to be sent what they left (consent/said_no.h).
std::optional<StoreFault> decide_to_leave(Call& call, const Language& language) {
  const consent::Wish wish{consent::Leave{}, call.portal.notice().version, language};
  const WishesSaved saved = save_wishes(
      call, {[&](const consent::MemberFile&) { return std::vector{wish}; }, std::nullopt, {}, {}});
  const auto* fault = std::get_if<StoreFault>(&saved);
  return fault == nullptr ? std::nullopt : std::optional(*fault);
}

// Everything of theirs goes, sessions too, and what waits for their address; whoever was given their data
// hears of it (GDPR Art. 19). The mail that says so to the member goes with those notices: it is there exactly
// when the erasure is carried out, and nothing of it stays once it is delivered.
Expected<Done, StoreFault> leave_club(Call& call, const view::Words& language) {
  Store& store = call.portal.store();
  if (const auto fault = decide_to_leave(call, language.language())) return Unexpected{*fault};
  const auto file = store.load(call.member());
  if (!file.ok()) return Unexpected{file.reason()};
  const notice::Notice& notice = call.portal.notice();
  const Instant now = call.portal.now();
  std::vector<Mail> tell = notices_of_erasure(notice, file.value(), now);
  const std::string email(member::value_of(file.value().holdings, member::field::email));
  if (!email.empty()) tell.push_back(left_mail(language, notice.club, email, now));
  return store.erase(call.member(), now, proof::ErasureReason::asked, tell);
}

}  // namespace

Answer show_leave(Call& call) {
  return leave_form(call, "");
}

Answer send_leave(Call& call) {
  const std::string_view wanted = value_of(call.form, "do");
  if (wanted == "send_code") return send_fresh_code(call, CodeFor::leave);
  if (wanted != "leave" || !call.caller.fresh) {
    return see_other(call.path_of(view::PageName::leave));
  }
  if (value_of(call.form, "sure") != "on") return leave_form(call, "not_sure");
  const auto left = leave_club(call, call.words);
  if (!left.ok()) return refuse_write(call, left.reason());
  Answer answer = done(call, view::PageName::sign_in, "left");
  forget_session_cookie(answer, call);
  return answer;
}

Answer api_leave(Call& call) {
  const auto wanted = wire::decode_leave(call.request.body);
  if (!wanted.ok()) return problem(wanted.reason());
  if (!is_spoken(call.portal.notice(), wanted.value().language)) return unspoken_language();
  if (!call.caller.fresh) return problem(Problem::fresh_code_needed);
  if (!wanted.value().sure) return problem(Problem::not_sure);
  const auto left = leave_club(call, call.portal.words_in(wanted.value().language));
  if (!left.ok()) return refuse_write(call, left.reason());
  Answer answer{204, {}, ""};
  forget_session_cookie(answer, call);
  return answer;
}

}  // namespace samtycke::server::handlers
