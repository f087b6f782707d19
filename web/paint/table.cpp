// A table as rows where there is room, and as a card for each row where there is not.
#include <algorithm>

#include "web/paint/painter.h"

namespace samtycke::web {
namespace {

std::string cell_id(const view::Table& table, std::size_t row, std::size_t column) {
  std::string id = table.id + "-r" + std::to_string(row) + "-c" + std::to_string(column);
  if (table.rows[row][column].mark != view::Mark::none) id += "-mark";
  return id;
}

// What a sign takes of its cell.
float mark_width(const Surface& surface, view::Mark mark) {
  return mark == view::Mark::none ? 0 : surface.spx(20);
}

void draw_mark(Surface& surface, view::Mark mark, float x, float y) {
  const Palette& palette = surface.palette();
  const float u = surface.px(1), middle_x = x + 8 * u, middle_y = y + 11 * u;
  switch (mark) {
    case view::Mark::none: return;
    case view::Mark::yes:
      surface.disc(middle_x, middle_y, 8 * u, palette.accent);
      surface.strokes({{middle_x - 3.5f * u, middle_y + 0.2f * u},
                       {middle_x - 1 * u, middle_y + 2.7f * u},
                       {middle_x + 3.7f * u, middle_y - 2.6f * u}},
                      palette.on_accent, 1.75f * u);
      return;
    case view::Mark::no:
      surface.outline({x, middle_y - 8 * u, 16 * u, 16 * u}, palette.control, 8 * u, 1.5f * u);
      surface.strokes({{middle_x - 3.5f * u, middle_y}, {middle_x + 3.5f * u, middle_y}},
                      palette.control, 1.75f * u);
      return;
  }
  SAMTYCKE_NEVER("Mark");
}

// As browsers share out a table's width: each column gets what its longest word needs; what is left goes
// to those that would like more, by how much more they would like.
std::vector<float> column_widths(const Surface& surface, const view::Table& table, float w,
                                 float pad) {
  const std::size_t count = table.columns.size();
  std::vector<float> least(count), liked(count), widths(count);
  float all_least = 0, all_liked = 0;
  for (std::size_t c = 0; c < count; ++c) {
    least[c] = surface.widest_word(kSmallBold, table.columns[c]);
    liked[c] = surface.width_of(kSmallBold, table.columns[c]);
    for (const auto& row : table.rows) {
      const Type type = c == 0 ? kCellBold : kCell;
      const float mark = mark_width(surface, row[c].mark);
      const float whole = mark + surface.width_of(type, row[c].text);
      least[c] = std::max(least[c],
                          row[c].numeric ? whole : mark + surface.widest_word(type, row[c].text));
      liked[c] = std::max(liked[c], whole);
    }
    const float sides = (c == 0 ? 0 : pad) + (c + 1 == count ? 0 : pad) + 1;
    least[c] += sides;
    liked[c] += sides;
    all_least += least[c];
    all_liked += liked[c];
  }
  for (std::size_t c = 0; c < count; ++c) {
    if (all_liked <= w) {
      widths[c] = liked[c] + (w - all_liked) * liked[c] / all_liked;
    } else if (all_least < w) {
      widths[c] = least[c] + (w - all_least) * (liked[c] - least[c]) / (all_liked - all_least);
    } else {
      widths[c] = least[c] * w / all_least;
    }
  }
  return widths;
}

}  // namespace

float Painter::table_rows(const view::Table& it, float x, float y, float w) {
  const Palette& palette = surface.palette();
  const float top = y, pad = surface.spx(size::cell_padding);
  const std::vector<float> widths = column_widths(surface, it, w, pad);
  const std::size_t count = it.columns.size();
  // One row of cells, from the text of each; answers its height.
  const auto row = [&](auto text_of, auto id_of, auto type_of, auto numeric, auto mark_of,
                       std::uint32_t colour) {
    float left = x, h = 0;
    for (std::size_t c = 0; c < count; ++c) {
      const float edge = left + (c == 0 ? 0 : pad);
      const float from = edge + mark_width(surface, mark_of(c));
      draw_mark(surface, mark_of(c), surface.snap(edge), y + pad);
      const float to = left + widths[c] - (c + 1 == count ? 0 : pad);
      h = std::max(h, surface.text(id_of(c), type_of(c), surface.snap(from), y + pad, to - from,
                                   text_of(c), colour, numeric(c) ? Align::right : Align::left));
      left += widths[c];
    }
    return h + 2 * pad;
  };
  const auto numeric_column = [&](std::size_t c) {
    return !it.rows.empty() && it.rows[0][c].numeric;
  };
  y += row([&](std::size_t c) -> const std::string& { return it.columns[c]; },
           [&](std::size_t c) { return it.id + "-c" + std::to_string(c); },
           [](std::size_t) { return kSmallBold; }, numeric_column,
           [](std::size_t) { return view::Mark::none; }, palette.muted);
  surface.rule(x, y, w, palette.line);
  y += 1;
  for (std::size_t r = 0; r < it.rows.size(); ++r) {
    y += row([&](std::size_t c) -> const std::string& { return it.rows[r][c].text; },
             [&](std::size_t c) { return cell_id(it, r, c); },
             [](std::size_t c) { return c == 0 ? kCellBold : kCell; },
             [&](std::size_t c) { return it.rows[r][c].numeric; },
             [&](std::size_t c) { return it.rows[r][c].mark; }, palette.text);
    if (r + 1 == it.rows.size()) continue;
    surface.rule(x, y, w, palette.line);
    y += 1;
  }
  return y - top;
}

float Painter::table_cards(const view::Table& it, float x, float y, float w) {
  const Palette& palette = surface.palette();
  const float top = y, side = surface.spx(16) + 1, gap = surface.spx(12), line = surface.spx(4);
  const float inner = w - 2 * side;
  const float name_w = surface.snap((inner - gap) * 0.45f);
  for (std::size_t r = 0; r < it.rows.size(); ++r) {
    if (r > 0) y += surface.spx(10);
    const float from = y;
    y += surface.spx(8) + 1;
    // The first cell is the card's heading: it needs no label, and gets the whole width.
    y += line;
    y += surface.text(cell_id(it, r, 0), kCellBold, x + side, y, inner, it.rows[r][0].text,
                      palette.text);
    y += line;
    for (std::size_t c = 1; c < it.columns.size(); ++c) {
      y += line;
      const float name_h =
          surface.text("", kCell, x + side, y, name_w, it.columns[c], palette.muted);
      const view::Cell& cell = it.rows[r][c];
      const float mark = mark_width(surface, cell.mark), value_x = x + side + name_w + gap;
      draw_mark(surface, cell.mark, value_x, y);
      const float value_h = surface.text(cell_id(it, r, c), kCell, value_x + mark, y,
                                         inner - name_w - gap - mark, cell.text, palette.text);
      y += std::max(name_h, value_h) + line;
    }
    y += surface.spx(8) + 1;
    surface.outline({x, from, w, y - from}, palette.line, surface.px(12));
  }
  return y - top;
}

float Painter::block(const view::Table& it, float x, float y, float w) {
  const float top = y;
  if (!it.caption.empty())
    y += surface.text(it.id + "-caption", kBodyBold, x, y, w, it.caption, surface.palette().text) +
         surface.spx(8);
  y += surface.narrow() ? table_cards(it, x, y, w) : table_rows(it, x, y, w);
  surface.place(it.id, {x, top, w, y - top});
  return y - top;
}

}  // namespace samtycke::web
