// The time, as one value that a shell asks for and hands to the core.
#pragma once

#include <cstdint>
#include <optional>

#include "core/base/instant.h"

namespace samtycke::server {

class Clock {
 public:
  // The machine's clock; or one that starts at `as_of` now and runs on from there (the demo's).
  explicit Clock(std::optional<Instant> as_of = std::nullopt);
  Instant now() const;

 private:
  std::int64_t offset_ms_ = 0;
};

}  // namespace samtycke::server
