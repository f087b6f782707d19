// The frame of a page: header, menu, main, footer.
#include "web/paint/paint.h"

#include <algorithm>

#include "web/paint/painter.h"

namespace samtycke::web {
namespace {

constexpr Type kClub = {size::text_club, size::line_club, true};
constexpr Type kH1 = {size::text_h1, size::line_h1, true};
constexpr Type kH1Narrow = {size::text_h1_narrow, size::line_h1_narrow, true};

struct Span {
  float x = 0, w = 0;
};

// The column that everything stands in: at most `widest`, in the middle.
Span column(const Surface& surface, float widest) {
  const float gutter = surface.spx(surface.narrow() ? size::gutter_narrow : size::gutter);
  const float whole = surface.environment().width;
  const float w = std::min(surface.spx(widest), whole - 2 * gutter);
  return {surface.snap((whole - w) / 2), surface.snap(w)};
}

float small_width(const Surface& surface, const std::string& text, bool bold) {
  return surface.snap(surface.width_of(bold ? kSmallBold : kSmall, text) + 0.5f) +
         2 * surface.spx(10);
}

// The languages, from `x` on; answers their width. Only measured where `draw` is false.
float languages(Surface& surface, const view::Page& page, float x, float y, bool draw) {
  const float from = x, h = surface.spx(size::touch), gap = surface.spx(4);
  for (const view::Link& link : page.languages) {
    if (x > from) x += gap;
    const float w = small_width(surface, link.text, link.current);
    if (draw)
      surface.label(link.id, link.current ? kSmallBold : kSmall, {x, y, w, h}, link.text,
                    link.current ? surface.palette().text : surface.palette().muted, Align::left,
                    surface.spx(10));
    x += w;
  }
  return x - from;
}

const view::Button* button_of(const view::Page& page) {
  if (!page.sign_out) return nullptr;
  for (const view::Block& block : page.sign_out->blocks)
    if (const auto* button = std::get_if<view::Button>(&block.is)) return button;
  return nullptr;
}

float top_bar(Surface& surface, const view::Page& page, float y) {
  const Span at = column(surface, size::page_width);
  const float pad = surface.spx(12), h = surface.spx(size::touch), gap = surface.spx(24);
  const float club_w = surface.snap(surface.width_of(kClub, page.club) + 0.5f);
  const float languages_w = languages(surface, page, 0, 0, false);
  const view::Button* button = button_of(page);
  const float button_w = button == nullptr ? 0 : small_width(surface, button->label, false);
  const float right_w = languages_w + (button_w > 0 ? gap + button_w : 0);
  // As the style sheet wraps them: what does not fit goes to the next line, and all of it to the right.
  // What can be hit is wider than its words; the words end where the column ends.
  const float right = at.x + at.w + surface.spx(10), room = right - at.x;
  const bool one_line = club_w + gap + right_w <= room;
  const bool languages_fit = club_w + gap + languages_w <= room;
  const bool apart = button != nullptr && !one_line && (languages_fit || right_w > room);

  float line_y = y + pad;
  surface.label("club", kClub, {at.x, line_y, club_w, h}, page.club, surface.palette().text,
                Align::left, 0);
  if (!languages_fit) line_y += h;
  languages(surface, page, right - (apart ? languages_w : right_w), line_y, true);
  if (apart) line_y += h;
  if (button != nullptr)
    surface.label(button->id, kSmall, {right - button_w, line_y, button_w, h}, button->label,
                  surface.palette().muted, Align::left, surface.spx(10));
  return line_y + h + pad - y;
}

float menu(Surface& surface, const view::Page& page, float y) {
  const Span at = column(surface, size::page_width);
  const Palette& palette = surface.palette();
  const float h = surface.spx(48), gap = surface.spx(24), top = y;
  float x = at.x;
  for (const view::Link& link : page.menu) {
    const Type type = link.current ? kBodyBold : kBody;
    const float w = surface.snap(surface.width_of(type, link.text) + 0.5f);
    if (x > at.x && x + w > at.x + at.w) {
      x = at.x;
      y += h;
    }
    surface.label(link.id, type, {x, y, w, h}, link.text,
                  link.current ? palette.text : palette.muted, Align::left, 0);
    if (link.current)
      surface.fill({x, y + h - surface.snap(3), w, surface.snap(3)}, palette.accent);
    x += w + gap;
  }
  return y + h - top;
}

float header(Surface& surface, const view::Page& page) {
  const float wide = surface.environment().width;
  const float before = surface.height_before("top");
  surface.fill({0, 0, wide, before}, surface.palette().card);
  float y = top_bar(surface, page, 0);
  if (!page.menu.empty()) y += menu(surface, page, y);
  surface.rule(0, y, wide, surface.palette().line);
  y += 1;
  surface.place("top", {0, 0, wide, y});
  return y;
}

bool is_card(const view::Block& block) {
  const auto* section = std::get_if<view::Section>(&block.is);
  return section != nullptr && section->look == view::SectionLook::card;
}

// The overview on a wide screen: two columns, the cards in turn left and right, each as high as it needs.
// As in the style sheet, no card begins above one that is read before it.
float columns(Painter& painter, const std::vector<view::Block>& blocks, Span at, float y) {
  const float top = y, gap = painter.surface.spx(size::gap_part);
  const float half = painter.surface.snap((at.w - gap) / 2);
  float ends[2] = {y, y};
  float latest = y;  // Where the card before began.
  std::size_t cards = 0;
  const view::Block* before = nullptr;
  for (const view::Block& block : blocks) {
    const float space = painter.surface.spx(gap_before(Within::page, before, block));
    before = &block;
    const auto draw = [&](float x, float from, float w) {
      return from +
             std::visit([&](const auto& it) { return painter.block(it, x, from, w); }, block.is);
    };
    if (!is_card(block)) {
      ends[0] = ends[1] = latest = draw(at.x, std::max(ends[0], ends[1]) + space, at.w);
      continue;
    }
    const std::size_t side = cards++ % 2;
    latest = std::max(ends[side] + space, latest);
    ends[side] = draw(side == 0 ? at.x : at.x + half + gap, latest, half);
  }
  return std::max(ends[0], ends[1]) - top;
}

float main_of(Surface& surface, const view::Page& page, const std::set<std::string>& open,
              float y) {
  const bool small = page.id == "sign-in" || page.id == "code";
  const Span at = column(surface, small ? size::page_width_narrow : size::page_width);
  const float top = y;
  y += surface.spx(surface.narrow() ? 32 : 48);
  y += surface.text("title", surface.narrow() ? kH1Narrow : kH1, at.x, y, at.w, page.title,
                    surface.palette().text);
  Painter painter{surface, open};
  const bool wide = surface.environment().width >= surface.px(960);
  y += page.id == "overview" && wide ? columns(painter, page.blocks, at, y)
                                     : painter.blocks(page.blocks, Within::page, at.x, y, at.w);
  surface.place("main", {0, top, surface.environment().width, y - top});
  return y - top;
}

float footer_links(Surface& surface, const view::Page& page, Span at, float y) {
  const Palette& palette = surface.palette();
  const float top = y, h = surface.spx(size::touch), gap = surface.spx(24), pad = surface.spx(12);
  float x = at.x, line_h = 0;
  for (const view::Link& link : page.footer) {
    const float w = surface.snap(surface.width_of(kSmall, link.text) + 0.5f);
    if (x > at.x && x + w > at.x + at.w) {
      x = at.x;
      y += line_h;
    }
    if (w > at.w) {
      // Longer than the column: broken, and underlined by its place alone.
      line_h = surface.text(link.id, kSmall, x, y + pad, at.w, link.text, palette.muted) + 2 * pad;
      surface.widen(link.id, 0, pad);
    } else {
      line_h = h;
      surface.label(link.id, kSmall, {x, y, w, h}, link.text, palette.muted, Align::left, 0);
      surface.rule(x, y + surface.snap(h / 2 + surface.px(8)), w, palette.muted, surface.px(1.1f));
    }
    x += w + gap;
  }
  return y + line_h - top;
}

float footer(Surface& surface, const view::Page& page, float y) {
  const Palette& palette = surface.palette();
  const Span at = column(surface, size::page_width);
  const float top = y;
  y += surface.spx(32);
  surface.rule(at.x, y, at.w, palette.line);
  y += 1 + surface.spx(32);
  if (!page.footnote.empty())
    y += surface.text("footnote", kSmall, at.x, y, std::min(at.w, surface.spx(size::reading_width)),
                      page.footnote, palette.muted);
  y += footer_links(surface, page, at, y);
  y += surface.spx(16);
  surface.place("foot", {0, top, surface.environment().width, y - top});
  return y - top;
}

}  // namespace

float paint(Surface& surface, const view::Page& page, const std::set<std::string>& open) {
  float y = header(surface, page);
  y += main_of(surface, page, open, y);
  y += surface.spx(64);
  return y + footer(surface, page, y);
}

}  // namespace samtycke::web
