// The blocks that are pictures as well as words: the membership card, days on a line, bars.
#include <algorithm>

#include "core/view/qr_code.h"
#include "web/paint/painter.h"

namespace samtycke::web {
namespace {

constexpr Type kClub = {size::text_club, size::line_club, true};

// Dark on white whatever the theme, with its quiet zone: that is what a till can read. Whole device pixels
// a module, or the edges would be grey.
void draw_code(Surface& surface, const view::QrCode& code, const Box& box) {
  surface.fill(box, 0xFFFFFF, surface.px(size::control_radius));
  const auto modules = static_cast<float>(code.size + 2 * view::quiet_zone);
  const float module = std::max(surface.snap(box.w / modules - 0.5f / surface.environment().ratio),
                                1 / surface.environment().ratio);
  const float side = static_cast<float>(code.size) * module;
  const float left = surface.snap(box.x + (box.w - side) / 2);
  const float top = surface.snap(box.y + (box.h - side) / 2);
  for (std::size_t y = 0; y < code.size; ++y) {
    for (std::size_t x = 0; x < code.size; ++x) {
      if (!code.at(x, y)) continue;
      const std::size_t from = x;
      while (x < code.size && code.at(x, y)) ++x;
      surface.fill({left + static_cast<float>(from) * module, top + static_cast<float>(y) * module,
                    static_cast<float>(x - from) * module, module},
                   0x000000);
    }
  }
}

}  // namespace

float Painter::block(const view::MemberCard& it, float x, float y, float w) {
  const Palette& palette = surface.palette();
  const float pad = surface.spx(surface.narrow() ? 16 : 24), gap = surface.spx(12);
  const float side = surface.spx(size::code);
  const auto code = view::qr_code(it.number);
  const float words_w = w - 2 * pad - (code ? side + gap : 0);
  const Box box = {x, y, w, surface.height_before(it.id)};
  surface.fill(box, palette.accent, surface.px(size::card_radius));
  float at = y + pad;
  const auto line = [&](const char* part, const Type& type, const std::string& said) {
    at += surface.text(it.id + part, type, x + pad, at, words_w, said, palette.on_accent);
  };
  line("-club", kClub, it.club);
  if (!it.name.empty()) line("-name", kBody, it.name);
  at += surface.spx(size::gap_block);
  line("-label", kSmall, it.number_label);
  line("-number", kH2, it.number);
  const float h = std::max(at - y - pad, code ? side : 0) + 2 * pad;
  if (code) {
    const Box square = {x + w - pad - side, surface.snap(y + (h - side) / 2), side, side};
    draw_code(surface, *code, square);
    surface.place(it.id + "-code", square);
  }
  surface.place(it.id, {x, y, w, h});
  return h;
}

float Painter::block(const view::Timeline& it, float x, float y, float w) {
  const Palette& palette = surface.palette();
  const float top = y, indent = surface.spx(32), middle = x + surface.px(9);
  float dot_before = 0;
  for (std::size_t i = 0; i < it.steps.size(); ++i) {
    const view::Step& step = it.steps[i];
    const std::string id = it.id + "-" + std::to_string(i);
    const float dot = y + surface.px(12), u = surface.px(1);
    if (i > 0) {
      surface.fill({surface.snap(middle - u), dot_before + 10 * u, surface.snap(2 * u),
                    dot - dot_before - 20 * u},
                   palette.line);
    }
    dot_before = dot;
    if (step.stage == view::Stage::now) surface.disc(middle, dot, 9 * u, palette.line);
    surface.disc(middle, dot, 6 * u,
                 step.stage == view::Stage::ahead ? palette.control : palette.accent);
    if (step.stage == view::Stage::ahead) surface.disc(middle, dot, 4 * u, palette.card);
    y += surface.text(id + "-what", kBodyBold, x + indent, y, w - indent, step.what, palette.text);
    y += surface.text(id + "-when", kBody, x + indent, y, w - indent, step.when, palette.text);
    if (!step.note.empty())
      y += surface.text(id + "-note", kSmall, x + indent, y, w - indent, step.note, palette.muted);
    if (i + 1 < it.steps.size()) y += surface.spx(20);
  }
  surface.place(it.id, {x, top, w, y - top});
  return y - top;
}

float Painter::block(const view::Bars& it, float x, float y, float w) {
  const Palette& palette = surface.palette();
  const float top = y, gap = surface.spx(16), bar_h = surface.spx(8);
  y += surface.text(it.id + "-caption", kBodyBold, x, y, w, it.caption, palette.text) +
       surface.spx(8);
  const auto row = [&](const std::string& name_id, const std::string& name,
                       const std::string& value_id, const std::string& value, const Type& type,
                       std::uint32_t colour) {
    const float value_w = surface.snap(surface.width_of(type, value) + 0.5f);
    const float name_h = surface.text(name_id, type, x, y, w - value_w - gap, name, colour);
    surface.text(value_id, type, x + w - value_w, y, value_w, value, colour, Align::right);
    return name_h;
  };
  y +=
      row(it.id + "-c0", it.name_column, it.id + "-c1", it.value_column, kSmallBold, palette.muted);
  for (std::size_t i = 0; i < it.bars.size(); ++i) {
    const view::Bar& bar = it.bars[i];
    const std::string id = it.id + "-r" + std::to_string(i);
    y += surface.spx(10);
    y +=
        row(id + "-name", bar.name, id + "-value", bar.value, kCell, palette.text) + surface.spx(4);
    surface.fill({x, y, w, bar_h}, palette.accent_soft, bar_h / 2);
    const float long_ = w * static_cast<float>(bar.per_mille) / 1000;
    if (bar.per_mille > 0)
      surface.fill({x, y, std::max(long_, bar_h), bar_h}, palette.accent, bar_h / 2);
    y += bar_h;
  }
  surface.place(it.id, {x, top, w, y - top});
  return y - top;
}

}  // namespace samtycke::web
