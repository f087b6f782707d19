#include "server/handlers/handlers.h"

namespace samtycke::server::handlers {

Answer static_file(Call& call) {
  auto answer = call.portal.files()->serve(call.request);
  return answer ? std::move(*answer) : problem(Problem::not_found);
}

}  // namespace samtycke::server::handlers
