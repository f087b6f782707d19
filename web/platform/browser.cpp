#include <cstddef>

#include "web/platform/platform.h"

// Answered by shell/boot.js.
extern "C" {
__attribute__((import_module("host"), import_name("baseline"))) float host_baseline(float size,
                                                                                    float line,
                                                                                    int bold);
__attribute__((import_module("host"), import_name("height"))) float host_height(
    const char* text, std::size_t bytes, float size, float line, int bold, float width);
// Only ImGui's .ini readers refer to it, and nothing here reaches them; the real one costs 8 KB.
int sscanf(const char*, const char*, ...) {
  return 0;
}
}

namespace samtycke::web {

float baseline_of(float size, float line, bool bold) {
  return host_baseline(size, line, bold ? 1 : 0);
}

float height_of(std::string_view text, float size, float line, bool bold, float width) {
  return host_height(text.data(), text.size(), size, line, bold ? 1 : 0, width);
}

}  // namespace samtycke::web
