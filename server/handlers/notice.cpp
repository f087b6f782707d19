#include "server/handlers/handlers.h"

namespace samtycke::server::handlers {

Answer show_notice(Call& call) {
  const bool signed_in = call.caller.member.has_value();
  return call.portal.page(view::notice_page(call.setting(), signed_in), signed_in);
}

Answer api_notice(Call& call) {
  // The same for everyone: kept by browsers, and asked about each time.
  Answer answer;
  answer.cache = "public, no-cache";
  answer.headers = {{"ETag", call.portal.notice_tag()}};
  if (header(call.request, "if-none-match") == call.portal.notice_tag()) {
    answer.status = 304;
    return answer;
  }
  answer.headers.emplace_back("Content-Type", "application/json");
  answer.body = call.portal.notice_document();
  return answer;
}

}  // namespace samtycke::server::handlers
