// Typed text, character by character. Private to core/member; callers want validate.h.
#pragma once

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/expected.h"
#include "core/member/validate.h"

namespace samtycke::member {

struct Character {
  char32_t point = 0;
  std::size_t bytes = 0;
};

// None where the text is not UTF-8 by RFC 3629.
std::optional<std::vector<Character>> characters_of(std::string_view text);

inline bool between(char32_t point, char32_t first, char32_t last) {
  return point >= first && point <= last;
}
inline bool is_digit(char32_t point) {
  return between(point, '0', '9');
}
// Unicode's White_Space, which has the no-break spaces that come along when text is pasted.
bool is_space(char32_t point);
// A letter of some script, near enough to tell a name from a row of signs: everything from U+00C0 on
// that is not among the blocks of punctuation, symbols and pictures.
bool is_letter(char32_t point);

// Whether the text has at least one character and each of them fits.
template <class Fits>
bool all_fit(std::string_view text, Fits fits) {
  const auto characters = characters_of(text);
  return characters && !characters->empty() &&
         std::all_of(characters->begin(), characters->end(),
                     [&](const Character& character) { return fits(character.point); });
}

// Text without the white space around it, or why it cannot be text.
Expected<std::string_view, BadValue> trimmed(std::string_view typed, std::size_t most_bytes);

// Upper case to lower case for Latin, Greek and Cyrillic letters of one or two bytes, without the accents
// that only some Greek texts have. The text must be UTF-8.
std::string lower(std::string_view text);

}  // namespace samtycke::member
