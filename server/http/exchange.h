// One request and its answer, free of any HTTP library: what handlers see and what tests build.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace samtycke::server {

using Pairs = std::vector<std::pair<std::string, std::string>>;

struct Request {
  std::string method;  // "GET", in capitals; HEAD arrives as it is.
  std::string target;  // As sent, for redirects: "/sv/samtycken?done=saved".
  std::string path;    // Percent-decoded, without the query.
  Pairs query;         // Decoded, in order.
  Pairs headers;       // Names in lower case, values as sent and trimmed.
  std::string body;
  std::string peer;  // Who asks, for limits only. Never logged.
  std::string id;    // Random; names this request in the log.
};

// The value of a header, or empty; the first where there are several (the gate refuses a second one of
// those that must be alone).
std::string_view header(const Request&, std::string_view lower_case_name);
bool has_header(const Request&, std::string_view lower_case_name);
// The first value of this name in a query or a form, or empty.
std::string_view value_of(const Pairs&, std::string_view name);
bool has(const Pairs&, std::string_view name);

struct Answer {
  int status = 200;
  Pairs headers;
  std::string body;
  // Personal unless a handler says otherwise: nothing may keep it.
  std::string cache = "no-store";
  // Why not, where it was not done: a stable key of ours, which /metrics counts. It is not sent, and its
  // text must live as long as the program.
  std::string_view reason = {};
};

}  // namespace samtycke::server
