// A SHA-256 hash as a value, and the salt that hides what a commitment is about. Two types, since both
// are 32 bytes and one swapped for the other would verify nothing, silently.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace samtycke::proof {

struct Hash {
  std::array<std::uint8_t, 32> bytes{};  // All zero: the hash of nothing yet.
  friend bool operator==(const Hash&, const Hash&) = default;
};

// 32 random bytes of one record. While it is kept, the club can show what the record says; without it
// nobody can guess, however few the possible records are.
struct Salt {
  std::array<std::uint8_t, 32> bytes{};
  friend bool operator==(const Salt&, const Salt&) = default;
};

// The 32 bytes as text; from_bytes answers none for any other length.
template <class Of32>
std::string to_bytes(const Of32& value) {
  return {value.bytes.begin(), value.bytes.end()};
}
template <class Of32>
std::optional<Of32> from_bytes(std::string_view bytes) {
  Of32 value;
  if (bytes.size() != value.bytes.size()) return std::nullopt;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    value.bytes[i] = static_cast<std::uint8_t>(bytes[i]);
  }
  return value;
}

}  // namespace samtycke::proof
