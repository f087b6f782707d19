#include "tests/support/encodings.h"

#include <cctype>
#include <functional>
#include <string_view>

namespace samtycke::support {
namespace {

std::string utf16(const std::string& utf8, bool big) {
  std::string wide;
  for (std::size_t at = 0; at < utf8.size();) {
    const auto first = static_cast<unsigned char>(utf8[at]);
    unsigned point = first;
    std::size_t length = 1;
    if (first >= 0xC0) {  // Two bytes: all that the planted values need.
      point = (first & 0x1FU) << 6 | (static_cast<unsigned char>(utf8[at + 1]) & 0x3FU);
      length = 2;
    }
    const char high = static_cast<char>(point >> 8);
    const char low = static_cast<char>(point & 0xFF);
    wide += big ? std::string{high, low} : std::string{low, high};
    at += length;
  }
  return wide;
}

std::string latin1(const std::string& utf8) {
  const std::string wide = utf16(utf8, true);
  std::string narrow;
  for (std::size_t at = 1; at < wide.size(); at += 2) narrow += wide[at];
  return narrow;
}

std::string each_byte(const std::string& value, const std::function<std::string(unsigned)>& write) {
  std::string text;
  for (const char byte : value) text += write(static_cast<unsigned char>(byte));
  return text;
}

std::string hex_of(unsigned byte, const char* digits) {
  return {digits[byte >> 4], digits[byte & 0xF]};
}

constexpr const char* lower_digits = "0123456789abcdef";
constexpr const char* upper_digits = "0123456789ABCDEF";

// The letters that do not depend on what stands before and after the value.
std::string base64_within(const std::string& value, std::size_t shift) {
  constexpr std::string_view letters =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  const std::string shifted = std::string(shift, 'x') + value;
  std::string text;
  for (std::size_t at = 0; at + 3 <= shifted.size(); at += 3) {
    unsigned bits = 0;
    for (std::size_t n = 0; n < 3; ++n) {
      bits = bits << 8 | static_cast<unsigned char>(shifted[at + n]);
    }
    for (const int right : {18, 12, 6, 0}) text += letters[bits >> right & 0x3F];
  }
  return text.substr(shift == 0 ? 0 : shift + 1);
}

std::string in_case(const std::string& value, int (*turn)(int)) {
  return each_byte(value, [&](unsigned byte) {
    return std::string(
        1, static_cast<char>(byte < 0x80 ? turn(static_cast<int>(byte)) : static_cast<int>(byte)));
  });
}

std::string json_escaped(const std::string& value) {
  const std::string wide = utf16(value, true);
  std::string text;
  for (std::size_t at = 0; at + 1 < wide.size(); at += 2) {
    const unsigned low = static_cast<unsigned char>(wide[at + 1]);
    const bool plain = wide[at] == '\0' && low < 0x80;
    text += plain ? std::string(1, wide[at + 1])
                  : "\\u" + hex_of(static_cast<unsigned char>(wide[at]), lower_digits) +
                        hex_of(low, lower_digits);
  }
  return text;
}

}  // namespace

std::vector<std::pair<std::string, std::string>> encodings(const std::string& value) {
  const auto url = [](unsigned byte) {
    return std::isalnum(static_cast<int>(byte)) != 0 && byte < 0x80
               ? std::string(1, static_cast<char>(byte))
               : "%" + hex_of(byte, upper_digits);
  };
  const auto all_url = [](unsigned byte) { return "%" + hex_of(byte, lower_digits); };
  return {{"UTF-8", value},
          {"upper case", in_case(value, ::toupper)},
          {"lower case", in_case(value, ::tolower)},
          {"UTF-16LE", utf16(value, false)},
          {"UTF-16BE", utf16(value, true)},
          {"Latin-1", latin1(value)},
          {"base64", base64_within(value, 0)},
          {"base64, one later", base64_within(value, 1)},
          {"base64, two later", base64_within(value, 2)},
          {"hex", each_byte(value, [](unsigned byte) { return hex_of(byte, lower_digits); })},
          {"HEX", each_byte(value, [](unsigned byte) { return hex_of(byte, upper_digits); })},
          {"URL", each_byte(value, url)},
          {"URL, every byte", each_byte(value, all_url)},
          {"JSON", json_escaped(value)},
          {"backwards", std::string(value.rbegin(), value.rend())}};
}

}  // namespace samtycke::support
