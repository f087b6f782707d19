#include "server/handlers/handlers.h"

namespace samtycke::server::handlers {

Answer home(Call& call) {
  return see_other(
      call.path_of(call.caller.member ? view::PageName::overview : view::PageName::sign_in));
}

}  // namespace samtycke::server::handlers
