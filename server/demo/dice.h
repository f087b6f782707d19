// Random numbers that are the same everywhere for the same seed: splitmix64, written out, since the
// standard library's distributions differ from one to the next. For invented data only.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "core/base/check.h"

namespace samtycke::server::demo {

class Dice {
 public:
  explicit Dice(std::uint64_t seed) : state_(seed) {}

  // From least to most, both included.
  std::int64_t between(std::int64_t least, std::int64_t most) {
    SAMTYCKE_CHECK(least <= most);
    const auto span = static_cast<std::uint64_t>(most - least) + 1;
    return least + static_cast<std::int64_t>(next() % span);
  }
  bool chance(int percent) { return between(1, 100) <= percent; }

  template <class Thing>
  const Thing& one_of(const std::vector<Thing>& things) {
    SAMTYCKE_CHECK(!things.empty());
    return things[static_cast<std::size_t>(
        between(0, static_cast<std::int64_t>(things.size()) - 1))];
  }

 private:
  std::uint64_t next() {
    state_ += 0x9E3779B97F4A7C15U;
    std::uint64_t mixed = state_;
    mixed = (mixed ^ (mixed >> 30U)) * 0xBF58476D1CE4E5B9U;
    mixed = (mixed ^ (mixed >> 27U)) * 0x94D049BB133111EBU;
    return mixed ^ (mixed >> 31U);
  }

  std::uint64_t state_;
};

}  // namespace samtycke::server::demo
