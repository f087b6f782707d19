// A short text as a QR code (ISO/IEC 18004): what a till reads off the membership card.
//
// Debian's library for it (qrcodegen) is in no source archive that can be relied on and exists built for
// the server only, so the little that a membership number needs is written here: bytes, level M (15 % of
// it may be dirty), and the three smallest sizes, which have one block of error correction each.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

namespace samtycke::view {

struct QrCode {
  std::size_t size = 0;    // Modules a side, without the quiet zone of four round it.
  std::vector<bool> dark;  // Row by row.
  bool at(std::size_t x, std::size_t y) const { return dark[y * size + x]; }
};

// The modules that the quiet zone is wide, on each side.
inline constexpr std::size_t quiet_zone = 4;

// None for more than 42 bytes, and for nothing at all.
std::optional<QrCode> qr_code(std::string_view text);

}  // namespace samtycke::view
