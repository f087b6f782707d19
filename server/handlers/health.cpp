#include "server/handlers/handlers.h"

namespace samtycke::server::handlers {
namespace {

Answer plain(int status, std::string text) {
  return Answer{status, {{"Content-Type", "text/plain; charset=utf-8"}}, std::move(text)};
}

// Whoever runs the program asks it from the same machine, and not through what stands before it: every proxy
// names whom it asks for. nginx as shipped answers 404 by itself; this holds for one that was set up without
// that line.
bool is_asked_from_here(const Request& request) {
  for (const std::string_view proxy : {"x-forwarded-for", "forwarded", "via"}) {
    if (has_header(request, proxy)) return false;
  }
  return request.peer.empty() || request.peer.starts_with("127.") || request.peer == "::/64";
}

}  // namespace

Answer healthz(Call&) {
  return plain(200, "ok\n");
}

Answer readyz(Call& call) {
  const auto asked = call.portal.store().setting("ready");
  return asked.ok() ? plain(200, "ready\n") : plain(503, "the store does not answer\n");
}

Answer metrics(Call& call) {
  if (!is_asked_from_here(call.request)) return refuse(call, Problem::not_found);
  const auto figures = call.portal.store().figures();
  Answer answer;
  answer.headers = {{"Content-Type", "text/plain; version=0.0.4; charset=utf-8"}};
  answer.body =
      call.portal.metrics().text(figures.ok() ? std::optional(figures.value()) : std::nullopt);
  return answer;
}

}  // namespace samtycke::server::handlers
