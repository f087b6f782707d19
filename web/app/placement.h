// Where paint put an element, in CSS pixels of the page, so that the real element can be laid on it.
#pragma once

#include <cstdint>
#include <string>
#include <unordered_map>

namespace samtycke::web {

struct Placement {
  float x = 0, y = 0, w = 0, h = 0;
  // The text inside, so that the browser breaks and places it as it was drawn.
  float pad_x = 0, pad_y = 0;  // From the left and upper edge to the text.
  float size = 0, line = 0;    // Font size and line height; 0 where there is no text.
  bool bold = false;
  bool one_line = false;
  bool to_the_right = false;
  bool native = false;       // A glyph is missing in our font: the browser shows this text itself.
  std::uint32_t colour = 0;  // 0xRRGGBB, of native text and of what is typed.
};

// By element id.
using Placements = std::unordered_map<std::string, Placement>;

}  // namespace samtycke::web
