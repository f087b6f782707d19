// Breaks a text into lines as a browser does, so that what is drawn and what can be selected agree.
//
// ImGui's own wrapping also breaks after a full stop and a comma, and so within a number. Here a line
// ends at a space, after a hyphen or an en dash (not after a minus sign), at a soft hyphen, and inside
// a word only when the word alone is wider than the line.
#pragma once

#include <functional>
#include <string_view>
#include <vector>

namespace samtycke::web {

struct Line {
  std::string_view text;  // Soft hyphens may be inside; they are not drawn.
  float width = 0;
  bool hyphen = false;  // Ends at a soft hyphen: a "-" is drawn after it.
};

// How far a character moves the pen.
using Advance = std::function<float(char32_t)>;

// `width` 0 or less: one line for each line of the text.
std::vector<Line> wrap(std::string_view text, float width, const Advance&);

// The character at the start of `text`, and its length in bytes; U+FFFD and 1 where it is not UTF-8.
struct Character {
  char32_t code = 0xFFFD;
  std::size_t bytes = 1;
};
Character first_character(std::string_view text);

}  // namespace samtycke::web
