// A moment in UTC, in milliseconds since 1970-01-01T00:00:00Z. The core never asks for the time; a
// shell passes it in.
#pragma once

#include <compare>
#include <cstdint>

namespace samtycke {

struct Instant {
  std::int64_t utc_ms = 0;
  friend auto operator<=>(const Instant&, const Instant&) = default;
};

}  // namespace samtycke
