// Reads and checks a request's head, byte by byte, before anything else believes it.
//
// Behind a proxy two programs read the same bytes; where they disagree about where a request ends, one
// person's request becomes part of another's (request smuggling). So everything that can be read in
// two ways is refused here: bare line feeds, folded lines, spaces before a colon, a second
// Content-Length or Host, any transfer coding. Whoever is refused here is answered and cut off, for
// nobody knows where their next request would begin.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "core/base/expected.h"
#include "server/http/exchange.h"
#include "server/http/reply.h"

namespace samtycke::server {

inline constexpr std::size_t most_head_bytes = 16 * 1024;
inline constexpr std::size_t most_headers = 64;
inline constexpr std::size_t most_target_bytes = 2048;
inline constexpr std::size_t most_body_bytes = 64 * 1024;

struct Head {
  Request request;  // Without body, peer and id.
  std::size_t content_length = 0;
  bool has_content_length = false;
  bool close = false;  // The client wants the connection closed after the answer.
};

// `bytes` is everything up to and with the empty line.
Expected<Head, Problem> read_head(std::string_view bytes);

}  // namespace samtycke::server
