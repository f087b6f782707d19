#include "web/paint/surface.h"

#include <algorithm>
#include <cmath>

#include "web/paint/fonts.h"
#include "web/platform/platform.h"

namespace samtycke::web {
namespace {

constexpr float kNarrow = 560;
constexpr float kMotionSeconds = 0.14f;

}  // namespace

std::uint32_t mix(std::uint32_t from, std::uint32_t to, float t) {
  std::uint32_t out = 0;
  for (const int shift : {16, 8, 0}) {
    const float a = static_cast<float>(from >> shift & 255);
    const float b = static_cast<float>(to >> shift & 255);
    out |= static_cast<std::uint32_t>(std::lround(a + (b - a) * t)) << shift;
  }
  return out;
}

void Surface::set(const Environment& environment) {
  environment_ = environment;
  ImGui::GetStyle().CircleTessellationMaxError = 0.25f / environment.ratio;
}

bool Surface::narrow() const {
  return environment_.width <= px(kNarrow);
}

float Surface::snap(float v) const {
  return std::round(v * environment_.ratio) / environment_.ratio;
}

void Surface::begin(const Box& seen, bool draw, double now_s) {
  view_ = seen;
  draw_ = draw && environment_.drawn;
  if (before_ == 0) before_ = now_s;
  now_ = now_s;
  moving_ = false;
  previous_.swap(placements_);
  placements_.clear();
  // ImGui's soft edges are one unit wide; a unit here is a CSS pixel, and they should be a device one.
  list()->_FringeScale = 1 / environment_.ratio;
}

bool Surface::end() {
  if (draw_) before_ = now_;
  return moving_;
}

ImU32 Surface::ink(std::uint32_t colour, float alpha) const {
  return IM_COL32(colour >> 16 & 255, colour >> 8 & 255, colour & 255,
                  static_cast<int>(alpha * 255 + 0.5f));
}

bool Surface::visible(float y, float h) const {
  return draw_ && y + h >= view_.y && y <= view_.y + view_.h;
}

void Surface::fill(const Box& box, std::uint32_t colour, float radius) {
  if (visible(box.y, box.h))
    list()->AddRectFilled({box.x, box.y}, {box.x + box.w, box.y + box.h}, ink(colour), radius);
}

void Surface::fill_left(const Box& box, std::uint32_t colour, float radius, float width) {
  if (!visible(box.y, box.h)) return;
  list()->PushClipRect({box.x, box.y}, {box.x + width, box.y + box.h}, true);
  fill(box, colour, radius);
  list()->PopClipRect();
}

void Surface::outline(const Box& box, std::uint32_t colour, float radius, float thickness) {
  if (!visible(box.y, box.h)) return;
  // The stroke lies inside the box, as a CSS border does. AddRect goes half a unit inwards by itself,
  // for lines of one unit: twice would put them between two pixels.
  const float half = thickness / 2, in = half - 0.5f;
  list()->AddRect({box.x + in, box.y + in}, {box.x + box.w - in, box.y + box.h - in}, ink(colour),
                  std::max(0.f, radius - half), 0, thickness);
}

void Surface::rule(float x, float y, float w, std::uint32_t colour, float thickness) {
  fill({x, y, w, std::max(thickness, 1 / environment_.ratio)}, colour);
}

void Surface::disc(float x, float y, float radius, std::uint32_t colour) {
  if (visible(y - radius, 2 * radius)) list()->AddCircleFilled({x, y}, radius, ink(colour));
}

void Surface::strokes(const std::vector<ImVec2>& points, std::uint32_t colour, float thickness) {
  if (points.empty() || !visible(points[0].y, 0)) return;
  list()->AddPolyline(points.data(), static_cast<int>(points.size()), ink(colour), 0, thickness);
}

std::vector<Line> Surface::broken(const Type& type, std::string_view text, float w) const {
  const Face it = face(type.bold, px(type.size));
  return wrap(text, w, [&](char32_t code) { return advance(it, code); });
}

float Surface::width_of(const Type& type, std::string_view text) const {
  float widest = 0;
  for (const Line& each : broken(type, text, 0)) widest = std::max(widest, each.width);
  return widest;
}

float Surface::widest_word(const Type& type, std::string_view text) const {
  float widest = 0;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(' '), text.size());
    widest = std::max(widest, width_of(type, text.substr(0, end)));
    text.remove_prefix(std::min(text.size(), end + 1));
  }
  return widest;
}

float Surface::baseline(const Type& type) const {
  static std::map<std::pair<std::pair<float, float>, bool>, float> known;
  const std::pair key{std::pair{px(type.size), spx(type.line)}, type.bold};
  const auto found = known.find(key);
  if (found != known.end()) return found->second;
  return known[key] = baseline_of(px(type.size), spx(type.line), type.bold);
}

// Glyphs stand on whole device pixels: vertically always, sideways from ratio 2 on. Below that,
// rounding every step would make the spacing uneven, and the atlas is finer instead.
void Surface::line(const Type& type, float x, float y, const Line& it, std::uint32_t colour) {
  const Face style = face(type.bold, px(type.size));
  const float top = snap(y + baseline(type)) - std::round(style.font->Ascent) * style.scale;
  const ImU32 colour_ink = ink(colour);
  float pen = snap(x);
  ImDrawList* to = list();
  const auto put = [&](char32_t code) {
    const ImFontGlyph* glyph = style.font->FindGlyph(static_cast<ImWchar>(code));
    if (glyph == nullptr) return;
    if (glyph->Visible) {
      const float at = environment_.ratio >= 2 ? snap(pen) : pen;
      const float k = style.scale;
      to->PrimReserve(6, 4);
      to->PrimRectUV({at + glyph->X0 * k, top + glyph->Y0 * k},
                     {at + glyph->X1 * k, top + glyph->Y1 * k}, {glyph->U0, glyph->V0},
                     {glyph->U1, glyph->V1}, colour_ink);
    }
    pen += glyph->AdvanceX * style.scale;
  };
  for (std::string_view rest = it.text; !rest.empty();) {
    const Character character = first_character(rest);
    rest.remove_prefix(character.bytes);
    if (character.code != 0xAD) put(character.code);
  }
  if (it.hyphen) put('-');
}

float Surface::height_of_text(const Type& type, std::string_view text, float w) {
  const float line_height = spx(type.line);
  if (is_covered(type.bold, text))
    return static_cast<float>(broken(type, text, w).size()) * line_height;
  return snap(height_of(text, px(type.size), line_height, type.bold, w));
}

float Surface::text(const std::string& id, const Type& type, float x, float y, float w,
                    std::string_view said, std::uint32_t colour, Align align) {
  const float line_height = spx(type.line);
  const bool native = !is_covered(type.bold, said);
  float h = 0;
  if (native) {
    h = snap(height_of(said, px(type.size), line_height, type.bold, w));
  } else {
    for (const Line& each : broken(type, said, w)) {
      const float left = align == Align::right ? x + w - each.width : x;
      if (visible(y + h, line_height)) line(type, left, y + h, each, colour);
      h += line_height;
    }
  }
  if (id.empty()) return h;
  Placement& it = place(id, {x, y, w, h});
  it.size = px(type.size);
  it.line = line_height;
  it.bold = type.bold;
  it.native = native;
  it.colour = colour;
  it.to_the_right = align == Align::right;
  return h;
}

void Surface::label(const std::string& id, const Type& type, const Box& box, std::string_view said,
                    std::uint32_t colour, Align align, float pad_x) {
  const float line_height = spx(type.line);
  const bool native = !is_covered(type.bold, said);
  const float width = native ? box.w - 2 * pad_x : width_of(type, said);
  const float left = align == Align::left     ? box.x + pad_x
                     : align == Align::centre ? snap(box.x + (box.w - width) / 2)
                                              : box.x + box.w - pad_x - width;
  const float top = snap(box.y + (box.h - line_height) / 2);
  if (!native && visible(top, line_height)) line(type, left, top, Line{said, width, false}, colour);
  Placement& it = place(id, box);
  it.size = px(type.size);
  it.line = line_height;
  it.bold = type.bold;
  it.native = native;
  it.colour = colour;
  it.one_line = true;
  it.pad_x = left - box.x;
  it.pad_y = top - box.y;
}

void Surface::widen(const std::string& id, float left, float above_and_below) {
  Placement& it = placements_[id];
  it.x -= left;
  it.w += left;
  it.y -= above_and_below;
  it.h += 2 * above_and_below;
  it.pad_x += left;
  it.pad_y += above_and_below;
}

Placement& Surface::place(const std::string& id, const Box& box) {
  Placement& it = placements_[id];
  it = {};
  it.x = box.x;
  it.y = box.y;
  it.w = box.w;
  it.h = box.h;
  return it;
}

float Surface::height_before(const std::string& id) const {
  const auto found = previous_.find(id);
  return found == previous_.end() ? 0 : found->second.h;
}

float Surface::motion(const std::string& id, bool on) {
  const float target = on ? 1.f : 0.f;
  float& value = motions_.try_emplace(id, target).first->second;
  if (environment_.still || !environment_.drawn) return value = target;
  if (value != target && draw_) {
    // After a pause the clock has run on while nothing was drawn: the first step is a small one.
    const double passed = now_ - before_;
    const float step = static_cast<float>(passed > 0.1 ? 1 / 60. : passed) / kMotionSeconds;
    value = value < target ? std::min(target, value + step) : std::max(target, value - step);
    moving_ = moving_ || value != target;
  }
  return value;
}

}  // namespace samtycke::web
