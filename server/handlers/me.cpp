#include "core/wire/member_json.h"
#include "server/handlers/handlers.h"

namespace samtycke::server::handlers {

Answer api_me(Call& call) {
  const auto file = call.portal.store().load(call.member());
  if (!file.ok()) return refuse(call, file.reason());
  Answer answer = json(200, wire::encode_me(file.value(), call.portal.notice(), call.portal.now()));
  answer.headers.emplace_back("ETag", "\"" + std::to_string(file.value().revision) + "\"");
  return answer;
}

}  // namespace samtycke::server::handlers
