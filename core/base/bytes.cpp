#include "core/base/bytes.h"

#include <cstdint>

namespace samtycke {
namespace {

constexpr std::string_view hex_digits = "0123456789abcdef";
constexpr std::string_view base64_digits =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

std::uint32_t byte_at(std::string_view bytes, std::size_t i) {
  return i < bytes.size() ? static_cast<unsigned char>(bytes[i]) : 0U;
}

char as_char(std::uint32_t byte) {
  return static_cast<char>(static_cast<unsigned char>(byte));
}

}  // namespace

std::string to_hex(std::string_view bytes) {
  std::string digits;
  digits.reserve(2 * bytes.size());
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    digits += hex_digits[byte_at(bytes, i) >> 4U];
    digits += hex_digits[byte_at(bytes, i) & 15U];
  }
  return digits;
}

std::optional<std::string> from_hex(std::string_view digits) {
  if (digits.size() % 2 != 0) return std::nullopt;
  std::string bytes;
  bytes.reserve(digits.size() / 2);
  for (std::size_t i = 0; i < digits.size(); i += 2) {
    const std::size_t high = hex_digits.find(digits[i]);
    const std::size_t low = hex_digits.find(digits[i + 1]);
    if (high == std::string_view::npos || low == std::string_view::npos) return std::nullopt;
    bytes += as_char(static_cast<std::uint32_t>(high << 4U | low));
  }
  return bytes;
}

std::string to_base64(std::string_view bytes) {
  std::string text;
  text.reserve((bytes.size() + 2) / 3 * 4);
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    const std::uint32_t three =
        byte_at(bytes, i) << 16U | byte_at(bytes, i + 1) << 8U | byte_at(bytes, i + 2);
    text += base64_digits[three >> 18U];
    text += base64_digits[three >> 12U & 63U];
    text += i + 1 < bytes.size() ? base64_digits[three >> 6U & 63U] : '=';
    text += i + 2 < bytes.size() ? base64_digits[three & 63U] : '=';
  }
  return text;
}

std::optional<std::string> from_base64(std::string_view text) {
  if (text.size() % 4 != 0) return std::nullopt;
  std::string bytes;
  bytes.reserve(text.size() / 4 * 3);
  for (std::size_t i = 0; i < text.size(); i += 4) {
    const bool last = i + 4 == text.size();
    const std::size_t padding = !last || text[i + 3] != '=' ? 0U : text[i + 2] != '=' ? 1U : 2U;
    std::uint32_t three = 0;
    for (std::size_t place = 0; place < 4; ++place) {
      const bool padded = place >= 4 - padding;
      const std::size_t digit = padded ? 0 : base64_digits.find(text[i + place]);
      if (digit == std::string_view::npos) return std::nullopt;
      three = three << 6U | static_cast<std::uint32_t>(digit);
    }
    bytes += as_char(three >> 16U);
    if (padding < 2) bytes += as_char(three >> 8U & 255U);
    if (padding < 1) bytes += as_char(three & 255U);
    // The bits behind the last byte must be none, or one value would have several texts.
    if ((padding == 2 && (three & 0xFFFFU) != 0) || (padding == 1 && (three & 0xFFU) != 0)) {
      return std::nullopt;
    }
  }
  return bytes;
}

}  // namespace samtycke
