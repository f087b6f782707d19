// From a request to its answer, whatever carries the bytes.
//
// The listener asks twice: `refuse_early` when the head is there, so that nobody uploads a body that will
// not be read, and `answer` when the body is there too. Each adds what stands on every answer.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "server/http/exchange.h"
#include "server/http/head.h"
#include "server/http/portal.h"
#include "server/http/routes.h"

namespace samtycke::server {

class Service {
 public:
  explicit Service(Portal& portal) : portal_(portal) {}

  std::optional<Answer> refuse_early(const Head&);
  Answer answer(const Request&);
  // For what is refused before there is a request to speak of.
  Answer refusal(Problem) const;
  // What the request is for, as the log and /metrics may name it: a route's pattern, never what was typed.
  // Null: nothing.
  const Route* route_of(const Request&) const;

  Portal& portal() { return portal_; }

 private:
  std::optional<Answer> check_host(const Request&) const;
  std::optional<Problem> check_origin(const Request&) const;
  Answer finished(Answer) const;
  Answer problem_for(const Request&, Problem);

  Portal& portal_;
};

}  // namespace samtycke::server
