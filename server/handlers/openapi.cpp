#include "server/handlers/handlers.h"

namespace samtycke::server::handlers {

Answer api_openapi(Call& call) {
  Answer answer = json(200, call.portal.setting().openapi);
  answer.cache = "public, no-cache";
  return answer;
}

}  // namespace samtycke::server::handlers
