// What painters draw on: Dear ImGui's draw list, in CSS pixels of the page, and the list of where each
// element went.
//
// Layout stays on the grid of device pixels; text that does not is blurred. The first pass over a page
// only measures; the second draws what is visible, and knows from the first how high everything is.
#pragma once

#include <imgui.h>

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "web/app/placement.h"
#include "web/app/wrap.h"
#include "web/paint/theme_tokens.h"

namespace samtycke::web {

struct Environment {
  float width = 360;     // Of the page, CSS pixels.
  float ratio = 1;       // Device pixels a CSS pixel.
  float font_scale = 1;  // The reader's font size over 16.
  bool dark = false;
  bool still = false;  // Reduced motion.
  bool drawn = true;   // The canvas is shown.
};

struct Box {
  float x = 0, y = 0, w = 0, h = 0;
};

struct Type {
  float size = size::text_body;  // At a font size of 16.
  float line = size::line_body;
  bool bold = false;
};

enum class Align { left, centre, right };

class Surface {
 public:
  void set(const Environment& environment);
  const Environment& environment() const { return environment_; }
  const Palette& palette() const { return environment_.dark ? k_dark : k_light; }
  bool narrow() const;

  // Between these, painters paint.
  void begin(const Box& visible, bool draw, double now_s);
  // True while something is in motion and another frame is wanted.
  bool end();

  float px(float css) const { return css * environment_.font_scale; }
  float snap(float v) const;
  float spx(float css) const { return snap(px(css)); }

  void fill(const Box&, std::uint32_t colour, float radius = 0);
  // The left end of such a box.
  void fill_left(const Box&, std::uint32_t colour, float radius, float width);
  void outline(const Box&, std::uint32_t colour, float radius, float thickness = 1);
  void rule(float x, float y, float w, std::uint32_t colour, float thickness = 1);
  void disc(float x, float y, float radius, std::uint32_t colour);
  void strokes(const std::vector<ImVec2>&, std::uint32_t colour, float thickness);

  // A text broken at `w`, its element's place noted. Answers its height.
  float text(const std::string& id, const Type&, float x, float y, float w, std::string_view,
             std::uint32_t colour, Align = Align::left);
  // A text on one line inside a box that is the element's own: a button, a link.
  void label(const std::string& id, const Type&, const Box&, std::string_view, std::uint32_t colour,
             Align, float pad_x);
  float width_of(const Type&, std::string_view) const;
  // The width of the widest word, below which a column should not go.
  float widest_word(const Type&, std::string_view) const;
  float height_of_text(const Type&, std::string_view, float w);

  // Makes the element of a text larger than the text, to the left, above and below.
  void widen(const std::string& id, float left, float above_and_below);

  Placement& place(const std::string& id, const Box&);
  // How high the element was at the latest pass; 0 before the first.
  float height_before(const std::string& id) const;
  const Placements& placements() const { return placements_; }

  // 0 to 1, moving towards `on` as time passes.
  float motion(const std::string& id, bool on);

 private:
  ImDrawList* list() const { return ImGui::GetWindowDrawList(); }
  ImU32 ink(std::uint32_t colour, float alpha = 1) const;
  bool visible(float y, float h) const;
  void line(const Type&, float x, float y, const Line&, std::uint32_t colour);
  float baseline(const Type&) const;
  std::vector<Line> broken(const Type&, std::string_view, float w) const;

  Environment environment_;
  Box view_;
  bool draw_ = false;
  double now_ = 0, before_ = 0;
  bool moving_ = false;
  Placements placements_, previous_;
  std::map<std::string, float> motions_;
};

std::uint32_t mix(std::uint32_t from, std::uint32_t to, float t);

}  // namespace samtycke::web
