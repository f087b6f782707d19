// A promise that a fuzzed input must not break. libFuzzer keeps the input when the process stops.
#pragma once

#include <cstdint>
#include <cstdlib>
#include <string_view>

inline void must(bool kept) {
  if (!kept) std::abort();
}

inline std::string_view text_of(const std::uint8_t* data, std::size_t size) {
  return {reinterpret_cast<const char*>(data), size};
}
