#include "core/member/characters.h"

#include <array>

#include "core/base/check.h"

namespace samtycke::member {
namespace {

// The code point at `at`. None where the bytes are not UTF-8 by RFC 3629: a stray or missing
// continuation byte, a longer form than needed, half of a surrogate pair, or past U+10FFFF.
std::optional<Character> decode(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char lead = byte(at);
  if (lead < 0x80) return Character{lead, 1};
  const std::size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
  if (lead < 0xC2 || lead > 0xF4 || text.size() - at < length) return std::nullopt;

  char32_t point = lead & (0xFFu >> (length + 1));
  for (std::size_t i = at + 1; i < at + length; ++i) {
    if ((byte(i) & 0xC0u) != 0x80u) return std::nullopt;
    point = (point << 6) | (byte(i) & 0x3Fu);
  }
  constexpr std::array<char32_t, 5> smallest = {0, 0, 0x80, 0x800, 0x10000};
  const bool surrogate = point >= 0xD800 && point <= 0xDFFF;
  if (point < smallest[length] || surrogate || point > 0x10FFFF) return std::nullopt;
  return Character{point, length};
}

// Besides the control characters proper: the two separators that start a new line, and the marks that
// turn the order of the text around them, with which a name could rewrite the line it stands in.
bool is_control(char32_t point) {
  return point < 0x20 || between(point, 0x7F, 0x9F) || point == 0x2028 || point == 0x2029 ||
         between(point, 0x202A, 0x202E) || between(point, 0x2066, 0x2069);
}

// Upper case to lower case for ASCII, Latin-1 and Latin Extended-A. The dotless and dotted i of Turkish
// are left alone: which letter they become depends on the reader's language.
char32_t lower_latin(char32_t point) {
  if (between(point, 'A', 'Z')) return point + 0x20;
  if (between(point, 0xC0, 0xDE) && point != 0xD7) return point + 0x20;
  if (point == 0x130 || point == 0x131) return point;
  if (point == 0x178) return 0xFF;
  if (between(point, 0x100, 0x137) || between(point, 0x14A, 0x177)) return point | 1u;
  if (between(point, 0x139, 0x148) || between(point, 0x179, 0x17E)) return point + point % 2;
  return point;
}

char32_t lower(char32_t point) {
  if (point < 0x370) return lower_latin(point);
  if (between(point, 0x391, 0x3A9) && point != 0x3A2) return point + 0x20;
  if (between(point, 0x400, 0x40F)) return point + 0x50;
  if (between(point, 0x410, 0x42F)) return point + 0x20;
  if (between(point, 0x460, 0x481) || between(point, 0x48A, 0x4BF)) return point | 1u;
  return point;
}

}  // namespace

std::optional<std::vector<Character>> characters_of(std::string_view text) {
  std::vector<Character> characters;
  characters.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const auto next = decode(text, at);
    if (!next) return std::nullopt;
    characters.push_back(*next);
    at += next->bytes;
  }
  return characters;
}

bool is_space(char32_t point) {
  return between(point, 0x09, 0x0D) || point == 0x20 || point == 0x85 || point == 0xA0 ||
         point == 0x1680 || between(point, 0x2000, 0x200A) || point == 0x2028 || point == 0x2029 ||
         point == 0x202F || point == 0x205F || point == 0x3000;
}

bool is_letter(char32_t point) {
  if (point < 0x80) return between(point | 0x20, 'a', 'z');
  if (point == 0xAA || point == 0xB5 || point == 0xBA) return true;
  if (point < 0xC0 || point == 0xD7 || point == 0xF7) return false;
  return !between(point, 0x2000, 0x2BFF) && !between(point, 0x2E00, 0x2E7F) &&
         !between(point, 0x3000, 0x3004) && !between(point, 0x3007, 0x3030) &&
         !between(point, 0xE000, 0xF8FF) && !between(point, 0xFE00, 0xFE2F) && point != 0xFEFF &&
         !between(point, 0xFFF0, 0xFFFF) && !between(point, 0x1F000, 0x1FAFF) && point < 0xE0000;
}

Expected<std::string_view, BadValue> trimmed(std::string_view typed, std::size_t most_bytes) {
  const auto characters = characters_of(typed);
  if (!characters) return Unexpected{BadValue::not_text};

  std::size_t from = 0;
  auto first = characters->begin();
  for (; first != characters->end() && is_space(first->point); ++first) from += first->bytes;
  std::size_t to = typed.size();
  auto last = characters->end();
  for (; last != first && is_space((last - 1)->point); --last) to -= (last - 1)->bytes;

  if (first == last) return Unexpected{BadValue::empty};
  const auto bad = [](const Character& character) { return is_control(character.point); };
  if (std::any_of(first, last, bad)) return Unexpected{BadValue::not_text};
  if (to - from > most_bytes) return Unexpected{BadValue::too_long};
  return typed.substr(from, to - from);
}

std::string lower(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const auto next = decode(text, at);
    SAMTYCKE_CHECK(next.has_value());
    const char32_t point = lower(next->point);
    if (next->bytes == 2) {  // No letter above changes how many bytes it takes.
      out += static_cast<char>(0xC0u | (point >> 6));
      out += static_cast<char>(0x80u | (point & 0x3Fu));
    } else if (next->bytes == 1) {
      out += static_cast<char>(point);
    } else {
      out += text.substr(at, next->bytes);
    }
    at += next->bytes;
  }
  return out;
}

}  // namespace samtycke::member
