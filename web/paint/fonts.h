// Text as ImGui's atlas holds it: each style baked at exactly the device pixels that it is shown at.
//
// One font for each weight and size, baked anew when the pixel ratio or the reader's font size changes
// (about 50 ms). Scaling one large font instead was turned down: it is blurred at every ratio.
#pragma once

#include <imgui.h>

#include <cstdint>
#include <string_view>

namespace samtycke::web {

// A style in use. Glyph boxes and advances of `font`, times `scale`, are CSS pixels.
struct Face {
  const ImFont* font = nullptr;
  float scale = 1;
};

// What the GPU must hold: to be uploaded when the generation is another one. Read by the host as it is.
struct Texture {
  std::uint32_t generation, width, height, pixels;
};

// The files stay in memory and belong to the caller.
void set_font_files(const void* regular, int regular_bytes, const void* bold, int bold_bytes);

// Bakes what is missing; true if it did, and then every Face is another one. Only between frames: the
// atlas is locked within one. Where nothing is drawn, one glyph is enough and 50 ms are saved.
bool bake(float ratio, float font_scale, bool drawn);
bool wants_baking();

Face face(bool bold, float size);
float advance(const Face&, char32_t);

// Whether every character has a glyph; otherwise the browser must show the text.
bool is_covered(bool bold, std::string_view text);

const Texture& texture();

}  // namespace samtycke::web
