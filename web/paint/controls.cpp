// What can be flipped, typed into and pressed. The frames are drawn here; the text that is typed, the
// caret and the selection are the browser's own.
#include <algorithm>

#include "web/paint/painter.h"

namespace samtycke::web {
namespace {

struct ButtonColours {
  std::uint32_t ground, text, edge;
};

ButtonColours colours_of(view::Emphasis emphasis, const Palette& palette) {
  switch (emphasis) {
    case view::Emphasis::primary: return {palette.accent, palette.on_accent, palette.accent};
    case view::Emphasis::plain: return {palette.card, palette.text, palette.control};
  }
  SAMTYCKE_NEVER("Emphasis");
}

void draw_button(Surface& surface, const std::string& id, const std::string& label, const Box& box,
                 const ButtonColours& colours) {
  const float radius = surface.px(24);
  surface.fill(box, colours.ground, radius);
  if (colours.edge != colours.ground) surface.outline(box, colours.edge, radius);
  surface.label(id, kBodyBold, box, label, colours.text, Align::centre,
                surface.spx(size::button_padding));
}

// A button or a link that looks like one: its words and its colours.
struct Pressable {
  std::string id, label;
  ButtonColours colours;
  bool bare = false;  // An ordinary link among buttons.
};

Pressable pressable(const view::Block& block, const Palette& palette) {
  if (const auto* button = std::get_if<view::Button>(&block.is))
    return {button->id, button->label, colours_of(button->emphasis, palette), false};
  const auto* link = std::get_if<view::Link>(&block.is);
  SAMTYCKE_CHECK(link != nullptr);
  const auto emphasis =
      link->look == view::LinkLook::download ? view::Emphasis::primary : view::Emphasis::plain;
  return {link->id, link->text, colours_of(emphasis, palette),
          link->look == view::LinkLook::inline_text};
}

float width_of(const Surface& surface, const Pressable& it) {
  const float words = surface.width_of(it.bare ? kBody : kBodyBold, it.label);
  return it.bare ? words : words + 2 * (surface.spx(size::button_padding) + 1);
}

void draw_link(Surface& surface, const Pressable& it, const Box& box) {
  const Palette& palette = surface.palette();
  surface.label(it.id, kBody, box, it.label, palette.accent, Align::left, 0);
  surface.rule(box.x, box.y + surface.snap(box.h / 2 + surface.px(9)),
               surface.width_of(kBody, it.label), palette.accent, surface.px(1.28f));
}

}  // namespace

float Painter::block(const view::Link& it, float x, float y, float w) {
  const view::Block block{it};
  const Palette& palette = surface.palette();
  const Pressable what = pressable(block, palette);
  const float h = surface.spx(what.bare ? size::touch : size::control_height);
  const Box box = {x, y, std::min(w, surface.snap(width_of(surface, what) + 0.5f)), h};
  if (what.bare && width_of(surface, what) > w) {
    // Longer than the column: an ordinary text that is broken, underlined by its colour alone.
    const float pad = surface.spx(10);
    const float text_h = surface.text(it.id, kBody, x, y + pad, w, it.text, palette.accent);
    surface.widen(it.id, 0, pad);
    return text_h + 2 * pad;
  }
  if (what.bare) {
    draw_link(surface, what, box);
  } else {
    draw_button(surface, what.id, what.label, box, what.colours);
  }
  return h;
}

float Painter::block(const view::Button& it, float x, float y, float w) {
  return block(view::Actions{"", {view::Block{it}}}, x, y, w);
}

float Painter::block(const view::Actions& it, float x, float y, float w) {
  const Palette& palette = surface.palette();
  const float gap = surface.spx(12), h = surface.spx(size::control_height), top = y;
  float at = x;
  for (const view::Block& block : it.blocks) {
    const Pressable what = pressable(block, palette);
    const bool stretch = surface.narrow() && !it.id.empty();
    const float wide = stretch ? w : std::min(w, surface.snap(width_of(surface, what) + 0.5f));
    if (at > x && at + wide > x + w + 0.1f) {
      at = x;
      y += h + gap;
    }
    const Box box = {at, y, wide, h};
    if (what.bare) {
      draw_link(surface, what, box);
    } else {
      draw_button(surface, what.id, what.label, box, what.colours);
    }
    at += wide + gap;
  }
  return y + h - top;
}

float Painter::switch_control(const view::Switch& it, float x, float y) {
  const Palette& palette = surface.palette();
  const float w = surface.spx(size::switch_width), h = surface.spx(size::switch_height);
  const Box box = {x, y, w, h};
  const float t = surface.motion(it.id, it.on);
  const bool barred = it.locked && !it.on && !it.changed;
  const std::uint32_t behind = inside_card ? palette.card : palette.ground;
  const auto faded = [&](std::uint32_t colour) {
    return barred ? mix(behind, colour, 0.5f) : colour;
  };
  surface.fill(box, faded(mix(palette.field, palette.accent, t)), h / 2);
  surface.outline(box, faded(mix(palette.control, palette.accent, t)), h / 2, surface.px(2));
  const float radius = surface.px(8 + 4 * t);
  const float knob = x + surface.px(16) + (w - 2 * surface.px(16)) * t;
  surface.disc(knob, y + h / 2, radius, faded(mix(palette.control, palette.on_accent, t)));
  // A tick as well as a colour and a place: three ways to see that it is on.
  if (t > 0.6f) {
    const float c = y + h / 2, u = surface.px(1);
    surface.strokes({{knob - 4.5f * u, c + 0.2f * u},
                     {knob - 1.3f * u, c + 3.3f * u},
                     {knob + 4.7f * u, c - 3.4f * u}},
                    palette.accent, 2 * u);
  }
  // What can be hit is 44 high, whatever is drawn.
  const float more_y = surface.spx(6), more_x = surface.spx(6);
  surface.place(it.id, {x - more_x, y - more_y, w + 2 * more_x, h + 2 * more_y});
  return h;
}

float Painter::block(const view::Switch& it, float x, float y, float w) {
  const Palette& palette = surface.palette();
  const float pad = surface.spx(size::row_padding), top = y;
  const float control_w = surface.spx(size::switch_width);
  const float text_w = std::min(w - control_w - surface.spx(24), surface.spx(size::reading_width));
  if (it.changed) {
    const float bleed = surface.spx(12);
    surface.fill({x - bleed, y, w + 2 * bleed, surface.height_before(it.id + "-row")},
                 palette.accent_soft, surface.px(size::control_radius));
  }
  y += pad;
  const float control_h = switch_control(it, x + w - control_w, y);
  const float label_pad = surface.spx(4);
  float at = y + label_pad;
  at +=
      surface.text(it.id + "-label", kBodyBold, x, at, text_w, it.label, palette.text) + label_pad;
  const auto note = [&](const char* part, const Type& type, const std::string& said,
                        std::uint32_t colour) {
    if (said.empty()) return;
    at += surface.spx(4);
    at += surface.text(it.id + part, type, x, at, text_w, said, colour);
  };
  note("-hint", kSmall, it.hint, palette.muted);
  note("-state", it.changed ? kSmallBold : kSmall, it.state,
       it.changed ? palette.accent : palette.muted);
  note("-lock", kSmall, it.locked.value_or(""), palette.text);
  const float h = std::max(at, y + control_h) + pad - top;
  surface.place(it.id + "-row", {x, top, w, h});
  return h;
}

float Painter::block(const view::Field& it, float x, float y, float w) {
  const Palette& palette = surface.palette();
  const float top = y, wide = std::min(w, surface.spx(size::field_width)), gap = surface.spx(6);
  const float radius = surface.px(size::control_radius);
  y += surface.text(it.id + "-label", kBodyBold, x, y, wide, it.label, palette.text) + gap;
  if (!it.hint.empty())
    y += surface.text(it.id + "-hint", kSmall, x, y, wide, it.hint, palette.muted) + gap;
  if (!it.error.empty())
    y += surface.text(it.id + "-error", kSmall, x, y, wide, it.error, palette.danger) + gap;
  const Box box = {x, y, wide, surface.spx(size::control_height)};
  surface.fill(box, palette.field, radius);
  surface.outline(box, it.error.empty() ? palette.control : palette.danger, radius,
                  it.error.empty() ? 1.f : 2.f);
  if (!it.options.empty()) {
    const float mark_x = box.x + box.w - surface.px(20), mark_y = box.y + box.h / 2,
                u = surface.px(1);
    surface.strokes({{mark_x - 5 * u, mark_y - 2.5f * u},
                     {mark_x, mark_y + 2.5f * u},
                     {mark_x + 5 * u, mark_y - 2.5f * u}},
                    palette.text, 1.75f * u);
  }
  Placement& place = surface.place(it.id, box);
  place.size = surface.px(size::text_body);
  place.line = surface.spx(size::line_body);
  place.colour = palette.text;
  place.one_line = true;
  place.pad_x = surface.spx(14) + 1;
  surface.place(it.id + "-field", {x, top, wide, y + box.h - top});
  return y + box.h - top;
}

}  // namespace samtycke::web
