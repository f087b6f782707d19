#include "server/handlers/handlers.h"

namespace samtycke::server::handlers {

Answer show_offers(Call& call) {
  const auto file = call.portal.store().load(call.member());
  if (!file.ok()) return refuse(call, file.reason());
  return call.portal.page(view::offers_page(call.setting(), file.value()), true);
}

}  // namespace samtycke::server::handlers
