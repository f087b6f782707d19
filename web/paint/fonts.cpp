#include "web/paint/fonts.h"

#include <imgui_internal.h>

#include <array>
#include <cmath>
#include <cstring>
#include <vector>

#include "web/app/wrap.h"
#include "web/paint/theme_tokens.h"

namespace samtycke::web {
namespace {

// What CMake leaves in the font files. A character that is not in a file is skipped by the builder.
constexpr std::array<ImWchar, 25> kGlyphs = {0x20,   0x7E,   0xA0,   0x17F,  0x218,  0x21B,  0x1E9E,
                                             0x1E9E, 0x2010, 0x2026, 0x2030, 0x2030, 0x2039, 0x203A,
                                             0x20AC, 0x20AC, 0x2190, 0x2193, 0x2212, 0x2212, 0x2713,
                                             0x2713, 0,      0,      0};
constexpr std::array<ImWchar, 3> kOneGlyph = {0x20, 0x20, 0};

// What every WebGL2 device takes.
constexpr int kLargestSide = 4096;

struct Style {
  bool bold = false;
  float size = 16;  // CSS pixels at a font size of 16.
  ImFont* font = nullptr;
  float scale = 1;
};

struct File {
  const unsigned char* bytes = nullptr;
  int length = 0;
  float line =
      1.2f;  // Ascender to descender over the em: ImGui's size is the one, CSS's the other.
};

struct Baked {
  std::array<File, 2> files;
  std::vector<Style> styles = {{false, size::text_body}, {false, size::text_small},
                               {true, size::text_body},  {true, size::text_h2},
                               {true, size::text_club},  {true, size::text_h3}};
  float ratio = 0;  // As asked for: a lowered one must not be asked for again at every frame.
  float font_scale = 1;
  bool full = false;
  bool missing = false;
  Texture texture = {0, 0, 0, 0};
};
Baked baked;

int u16(const unsigned char* at) {
  return at[0] << 8 | at[1];
}

const unsigned char* table(const unsigned char* file, const char* tag) {
  const int count = u16(file + 4);
  for (int i = 0; i < count; ++i) {
    const unsigned char* entry = file + 12 + 16 * i;
    if (std::memcmp(entry, tag, 4) == 0)
      return file +
             (static_cast<unsigned>(u16(entry + 8)) << 16 | static_cast<unsigned>(u16(entry + 10)));
  }
  return nullptr;
}

float line_over_em(const unsigned char* file) {
  const unsigned char* head = table(file, "head");
  const unsigned char* hhea = table(file, "hhea");
  if (head == nullptr || hhea == nullptr) return 1.2f;
  const auto ascender = static_cast<std::int16_t>(u16(hhea + 4));
  const auto descender = static_cast<std::int16_t>(u16(hhea + 6));
  return static_cast<float>(ascender - descender) / static_cast<float>(u16(head + 18));
}

// Below two device pixels a CSS pixel, glyphs stand between pixels sideways and are baked finer.
int oversampling(float ratio) {
  return ratio >= 2 ? 1 : 2;
}

void build(float ratio, bool drawn) {
  ImFontAtlas* atlas = ImGui::GetIO().Fonts;
  atlas->Clear();
  atlas->Flags = ImFontAtlasFlags_NoMouseCursors | ImFontAtlasFlags_NoPowerOfTwoHeight;
  atlas->TexDesiredWidth = ratio * baked.font_scale > 2.5f ? kLargestSide : 0;
  for (Style& style : baked.styles) {
    const File& file = baked.files[style.bold ? 1 : 0];
    // The atlas cuts sizes to whole numbers. It gets one, and the rest goes into the density, so that
    // a texel is a device pixel at any size and ratio.
    const float wanted = style.size * baked.font_scale * file.line;
    const float whole = ImMax(1.f, std::floor(wanted));
    ImFontConfig config;
    config.FontDataOwnedByAtlas = false;
    config.OversampleH = oversampling(ratio);
    config.OversampleV = 1;
    config.RasterizerDensity = ratio * wanted / whole;
    config.GlyphRanges = drawn ? kGlyphs.data() : kOneGlyph.data();
    style.font = atlas->AddFontFromMemoryTTF(const_cast<unsigned char*>(file.bytes), file.length,
                                             whole, &config);
    style.scale = wanted / whole;
  }
  // Not ImFontAtlas::Build(): it would link ImGui's embedded font, 10 KB that nobody sees.
  ImFontAtlasGetBuilderForStbTruetype()->FontBuilder_Build(atlas);
  atlas->SetTexID(reinterpret_cast<ImTextureID>(std::uintptr_t{1}));
}

}  // namespace

void set_font_files(const void* regular, int regular_bytes, const void* bold, int bold_bytes) {
  const auto file = [](const void* bytes, int length) {
    const auto* at = static_cast<const unsigned char*>(bytes);
    return File{at, length, line_over_em(at)};
  };
  baked.files = {file(regular, regular_bytes), file(bold, bold_bytes)};
}

bool wants_baking() {
  return baked.full && baked.missing;
}

bool bake(float ratio, float font_scale, bool drawn) {
  const bool same_scale = std::fabs(font_scale - baked.font_scale) < 1e-3f;
  const bool same_ratio = std::fabs(ratio - baked.ratio) < 1e-3f;
  if (!drawn && baked.ratio > 0) {
    baked.full = baked.full && same_scale;
    return false;
  }
  if (drawn && baked.full && !baked.missing && same_scale && same_ratio) return false;
  baked.ratio = ratio;
  baked.font_scale = font_scale;
  baked.full = drawn;
  baked.missing = false;

  const ImFontAtlas* atlas = ImGui::GetIO().Fonts;
  float density = ratio;
  build(density, drawn);
  // Too large for the GPU, at an extreme zoom times an extreme font size: softer text rather than none.
  while (atlas->TexHeight > kLargestSide && density > 0.5f) build(density *= 0.85f, drawn);
  baked.texture = {
      baked.texture.generation + 1, static_cast<std::uint32_t>(atlas->TexWidth),
      static_cast<std::uint32_t>(atlas->TexHeight),
      static_cast<std::uint32_t>(reinterpret_cast<std::uintptr_t>(atlas->TexPixelsAlpha8))};
  return true;
}

Face face(bool bold, float size) {
  const float wanted = size / baked.font_scale;
  const Style* nearest = nullptr;
  for (const Style& style : baked.styles) {
    if (style.bold != bold || style.font == nullptr) continue;
    if (nearest == nullptr || std::fabs(style.size - wanted) < std::fabs(nearest->size - wanted))
      nearest = &style;
  }
  bool known = false;
  for (const Style& style : baked.styles)
    known = known || (style.bold == bold && std::fabs(style.size - wanted) < 0.01f);
  if (!known) {
    // Shown stretched from its neighbour for as long as it takes to bake.
    baked.styles.push_back({bold, wanted, nullptr, 1});
    baked.missing = true;
    return face(bold, size);
  }
  return {nearest->font, nearest->scale * wanted / nearest->size};
}

float advance(const Face& face, char32_t code) {
  return face.font->GetCharAdvance(static_cast<ImWchar>(code > 0xFFFF ? 0xFFFD : code)) *
         face.scale;
}

bool is_covered(bool bold, std::string_view text) {
  if (!baked.full) return true;  // The browser shows everything anyway.
  const ImFont* font = face(bold, 16 * baked.font_scale).font;
  while (!text.empty()) {
    const Character it = first_character(text);
    text.remove_prefix(it.bytes);
    if (it.code == '\n' || it.code == 0xAD) continue;  // Never drawn.
    if (it.code > 0xFFFF || font->FindGlyphNoFallback(static_cast<ImWchar>(it.code)) == nullptr)
      return false;
  }
  return true;
}

const Texture& texture() {
  return baked.texture;
}

}  // namespace samtycke::web
