#include "server/handlers/handlers.h"

namespace samtycke::server::handlers {
namespace {

Answer plain(int status, std::string text) {
  return Answer{status, {{"Content-Type", "text/plain; charset=utf-8"}}, std::move(text)};
}

}  // namespace

Answer healthz(Call&) {
  return plain(200, "ok\n");
}

Answer readyz(Call& call) {
  const auto asked = call.portal.store().setting("ready");
  return asked.ok() ? plain(200, "ready\n") : plain(503, "the store does not answer\n");
}

}  // namespace samtycke::server::handlers
