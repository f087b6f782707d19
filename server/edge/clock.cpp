#include "server/edge/clock.h"

#include <chrono>

namespace samtycke::server {
namespace {

std::int64_t machine_ms() {
  using namespace std::chrono;
  return duration_cast<milliseconds>(system_clock::now().time_since_epoch()).count();
}

}  // namespace

Clock::Clock(std::optional<Instant> as_of) : offset_ms_(as_of ? as_of->utc_ms - machine_ms() : 0) {}

Instant Clock::now() const {
  return Instant{machine_ms() + offset_ms_};
}

}  // namespace samtycke::server
