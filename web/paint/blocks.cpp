// Text, parts of the page, and the space between them.
#include <algorithm>

#include "core/base/overloaded.h"
#include "web/paint/painter.h"

namespace samtycke::web {
namespace {

template <class T>
bool is(const view::Block* block) {
  return block != nullptr && std::holds_alternative<T>(block->is);
}

bool is_plain_link(const view::Block& block) {
  const auto* link = std::get_if<view::Link>(&block.is);
  return link != nullptr && link->look == view::LinkLook::inline_text;
}

float gap_in_part(const view::Block* before, const view::Block& next) {
  if (is<view::Section>(&next)) return size::gap_part;
  if (is<view::Details>(before) && is<view::Details>(&next)) return 0;
  if (is<view::Switch>(&next)) return is<view::Paragraph>(before) ? 8 : 0;
  if (is<view::Paragraph>(before) && is<view::Paragraph>(&next)) return 8;
  if (is_plain_link(next)) return 4;
  if (is<view::Field>(before) && (is<view::Actions>(&next) || is<view::Button>(&next)))
    return size::gap_part;
  return size::gap_block;
}

Type type_of(view::Tone tone) {
  switch (tone) {
    case view::Tone::plain: return kBody;
    case view::Tone::lead: return kLead;
    case view::Tone::muted: return kSmall;
  }
  SAMTYCKE_NEVER("Tone");
}

struct MoodColours {
  std::uint32_t ground, edge;
};
MoodColours colours_of(view::Mood mood, const Palette& palette) {
  switch (mood) {
    case view::Mood::info: return {palette.info, palette.info_edge};
    case view::Mood::success: return {palette.success, palette.success_edge};
    case view::Mood::warning: return {palette.warning, palette.warning_edge};
    case view::Mood::error: return {palette.error, palette.error_edge};
  }
  SAMTYCKE_NEVER("Mood");
}

}  // namespace

float gap_before(Within within, const view::Block* before, const view::Block& next) {
  if (within == Within::page) {
    if (is_plain_link(next)) return before == nullptr ? size::gap_text : 4;
    if (before == nullptr)
      return is<view::Section>(&next) || is<view::Form>(&next) || is<view::Message>(&next)
                 ? size::gap_part
                 : size::gap_text;
    return size::gap_part;
  }
  if (before == nullptr) return 0;
  return gap_in_part(before, next);
}

float Painter::blocks(const std::vector<view::Block>& all, Within within, float x, float y,
                      float w) {
  const float top = y;
  const view::Block* before = nullptr;
  for (const view::Block& next : all) {
    y += surface.spx(gap_before(within, before, next));
    // Switches under each other are told apart by a line.
    if (is<view::Switch>(before) && is<view::Switch>(&next)) {
      surface.rule(x, y, w, surface.palette().line);
      y += 1;
    }
    y += std::visit([&](const auto& it) { return block(it, x, y, w); }, next.is);
    before = &next;
  }
  return y - top;
}

float Painter::block(const view::Heading& it, float x, float y, float w) {
  return surface.text(it.id, it.level == 2 ? kH2 : kH3, x, y, w, it.text, surface.palette().text);
}

float Painter::block(const view::Paragraph& it, float x, float y, float w) {
  const Palette& palette = surface.palette();
  const float wide = std::min(w, surface.spx(size::reading_width));
  return surface.text(it.id, type_of(it.tone), x, y, wide, it.text,
                      it.tone == view::Tone::plain ? palette.text : palette.muted);
}

float Painter::block(const view::Message& it, float x, float y, float w) {
  const float pad = surface.spx(16), left = surface.spx(24), right = surface.spx(20);
  const float h = surface.height_of_text(kBody, it.text, w - left - right) + 2 * pad;
  const MoodColours colours = colours_of(it.mood, surface.palette());
  const float radius = surface.px(size::control_radius);
  surface.fill({x, y, w, h}, colours.ground, radius);
  surface.fill_left({x, y, w, h}, colours.edge, radius, surface.snap(5));
  surface.text(it.id, kBody, x + left, y + pad, w - left - right, it.text, surface.palette().text);
  return h;
}

float Painter::block(const view::List& it, float x, float y, float w) {
  const float top = y, indent = surface.spx(20);
  const float wide = std::min(w, surface.spx(size::reading_width));
  for (std::size_t i = 0; i < it.items.size(); ++i) {
    if (i > 0) y += surface.spx(6);
    surface.disc(x + surface.px(7), y + surface.px(12), surface.px(3), surface.palette().accent);
    y += surface.text(it.id + "-" + std::to_string(i), kBody, x + indent, y, wide - indent,
                      it.items[i], surface.palette().text);
  }
  return y - top;
}

float Painter::block(const view::Facts& it, float x, float y, float w) {
  const Palette& palette = surface.palette();
  const float top = y, pad = surface.spx(12), gap = surface.spx(24);
  const bool narrow = surface.narrow();
  const float term_w = narrow ? w : surface.snap((w - gap) * 0.4f);
  const float value_x = narrow ? x : x + term_w + gap;
  const float value_w = x + w - value_x;
  for (std::size_t i = 0; i < it.facts.size(); ++i) {
    const view::Fact& fact = it.facts[i];
    const std::string id = it.id + "-" + std::to_string(i);
    if (i > 0) {
      surface.rule(x, y, w, palette.line);
      y += 1;
    }
    y += pad;
    const float term_h =
        surface.text(id + "-term", narrow ? kSmall : kBody, x, y, term_w, fact.term, palette.muted);
    float value_y = narrow ? y + term_h : y;
    value_y +=
        surface.text(id + "-value", kBody, value_x, value_y, value_w, fact.value, palette.text);
    if (!fact.note.empty()) {
      value_y += surface.spx(2);
      value_y +=
          surface.text(id + "-note", kSmall, value_x, value_y, value_w, fact.note, palette.muted);
    }
    y = std::max(y + term_h, value_y) + pad;
  }
  return y - top;
}

float Painter::block(const view::Section& it, float x, float y, float w) {
  const Palette& palette = surface.palette();
  const bool card = it.look == view::SectionLook::card && !inside_card;
  const bool part = it.look == view::SectionLook::card && inside_card;
  const float pad =
      card ? surface.spx(surface.narrow() ? size::card_padding_narrow : size::card_padding) + 1 : 0;
  const float above = part ? surface.spx(size::gap_part) + 1 : pad;
  const bool was_inside = inside_card;

  if (card) {
    const Box box = {x, y, w, surface.height_before(it.id)};
    surface.fill(box, palette.card, surface.px(size::card_radius));
    surface.outline(box, palette.line, surface.px(size::card_radius));
    inside_card = true;
  }
  if (part) surface.rule(x, y, w, palette.line);
  float at = y + above;
  if (!it.title.empty()) {
    const Type type = was_inside || title_level > 2 ? kH3 : kH2;
    at += surface.text(it.id + "-title", type, x + pad, at, w - 2 * pad, it.title, palette.text);
    if (!it.blocks.empty()) {
      const bool text_first = is<view::Paragraph>(&it.blocks.front());
      const bool switch_first = is<view::Switch>(&it.blocks.front());
      at += text_first     ? surface.spx(8)
            : switch_first ? 0
                           : surface.spx(is<view::Section>(&it.blocks.front()) ? size::gap_part
                                                                               : size::gap_block);
    }
    ++title_level;
  }
  at += blocks(it.blocks, Within::section, x + pad, at, w - 2 * pad);
  if (!it.title.empty()) --title_level;
  inside_card = was_inside;
  const float h = at + pad - y;
  surface.place(it.id, {x, y, w, h});
  return h;
}

float Painter::block(const view::Details& it, float x, float y, float w) {
  const Palette& palette = surface.palette();
  const bool open_now = open.count(it.id) != 0;
  const float indent = surface.spx(24), pad = surface.spx(12);
  surface.rule(x, y, w, palette.line);
  const float top = y;
  y += 1;
  const float mark_x = x + surface.px(6), mark_y = y + surface.px(24), arm = surface.px(4.5f);
  const std::vector<ImVec2> mark = open_now ? std::vector<ImVec2>{{mark_x - arm, mark_y - arm / 2},
                                                                  {mark_x, mark_y + arm / 2},
                                                                  {mark_x + arm, mark_y - arm / 2}}
                                            : std::vector<ImVec2>{{mark_x - arm / 2, mark_y - arm},
                                                                  {mark_x + arm / 2, mark_y},
                                                                  {mark_x - arm / 2, mark_y + arm}};
  surface.strokes(mark, palette.accent, surface.px(2));
  const std::string summary_id = it.id + "-summary";
  const float text_h = surface.text(summary_id, kBodyBold, x + indent, y + pad, w - indent,
                                    it.summary, palette.accent);
  // The whole row opens it, not the words alone.
  surface.widen(summary_id, indent, pad);
  y += text_h + 2 * pad;
  if (open_now) {
    const float first = it.blocks.empty() ? 0 : surface.spx(4);
    y += first + blocks(it.blocks, Within::details, x, y + first, w) + surface.spx(8);
  }
  surface.place(it.id, {x, top, w, y - top});
  return y - top;
}

float Painter::block(const view::Form& it, float x, float y, float w) {
  const float h = blocks(it.blocks, Within::form, x, y, w);
  surface.place(it.id, {x, y, w, h});
  return h;
}

}  // namespace samtycke::web
