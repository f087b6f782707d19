// What only the machine around the page can answer. browser.cpp asks the host; native.cpp is for tests.
#pragma once

#include <string_view>

namespace samtycke::web {

// From the top of a line box to the baseline, in CSS pixels. Browsers round ascent and half-leading
// each in their own way, so they are asked, once for each style.
float baseline_of(float size, float line, bool bold);

// How high a text is that only the browser can show, when it is broken at this width.
float height_of(std::string_view text, float size, float line, bool bold, float width);

}  // namespace samtycke::web
