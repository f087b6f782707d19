#include "server/handlers/handlers.h"
#include "server/handlers/said.h"

namespace samtycke::server::handlers {

Answer show_overview(Call& call) {
  const auto file = call.portal.store().load(call.member());
  if (!file.ok()) return refuse(call, file.reason());
  return call.portal.page(view::overview_page(call.setting(), file.value(), said_in(call)), true);
}

}  // namespace samtycke::server::handlers
