#include "core/view/figures.h"

#include "core/base/check.h"
#include "core/view/qr_code.h"

namespace samtycke::view {
namespace {

// As a path of squares in a white one: a till reads dark on light, whatever the theme.
Element code_of(const MemberCard& card, const QrCode& code) {
  const std::string side = std::to_string(code.size + 2 * quiet_zone);
  Element whole = make("svg", card.id + "-code",
                       {{"class", "code"},
                        {"role", "img"},
                        {"aria-label", card.code_label},
                        {"viewBox", "0 0 " + side + " " + side},
                        {"shape-rendering", "crispEdges"}});
  std::string squares;
  for (std::size_t y = 0; y < code.size; ++y) {
    for (std::size_t x = 0; x < code.size; ++x) {
      if (!code.at(x, y)) continue;
      std::size_t end = x;
      while (end < code.size && code.at(end, y)) ++end;
      squares += "M" + std::to_string(x + quiet_zone) + " " + std::to_string(y + quiet_zone) + "h" +
                 std::to_string(end - x) + "v1H" + std::to_string(x + quiet_zone) + "z";
      x = end;
    }
  }
  whole.children.push_back(make("path", {}, {{"d", std::move(squares)}}));
  return whole;
}

}  // namespace

Element element_of(const MemberCard& card) {
  Element whole = make("div", card.id, {{"class", "member-card"}});
  Element words = make("div", card.id + "-words", {{"class", "member-words"}});
  words.children.push_back(make("p", card.id + "-club", {{"class", "member-club"}}, card.club));
  if (!card.name.empty())
    words.children.push_back(make("p", card.id + "-name", {{"class", "member-name"}}, card.name));
  words.children.push_back(
      make("p", card.id + "-label", {{"class", "member-label"}}, card.number_label));
  words.children.push_back(
      make("p", card.id + "-number", {{"class", "member-number"}}, card.number));
  whole.children.push_back(std::move(words));
  if (const auto code = qr_code(card.number)) whole.children.push_back(code_of(card, *code));
  return whole;
}

namespace {

std::string class_of(Stage stage) {
  switch (stage) {
    case Stage::past: return "step past";
    case Stage::now: return "step now";
    case Stage::ahead: return "step ahead";
  }
  SAMTYCKE_NEVER("Stage");
}

}  // namespace

Element element_of(const Timeline& timeline) {
  Element whole = make("ol", timeline.id, {{"class", "timeline"}, {"role", "list"}});
  for (std::size_t i = 0; i < timeline.steps.size(); ++i) {
    const Step& step = timeline.steps[i];
    const std::string id = timeline.id + "-" + std::to_string(i);
    Element item = make("li", id, {{"class", class_of(step.stage)}});
    item.children.push_back(make("p", id + "-what", {{"class", "step-what"}}, step.what));
    item.children.push_back(make("p", id + "-when", {}, step.when));
    if (!step.note.empty())
      item.children.push_back(make("p", id + "-note", {{"class", "muted"}}, step.note));
    whole.children.push_back(std::move(item));
  }
  return whole;
}

namespace {

// Of one row: its bar is in the cell of its name, below it, and says nothing that the value does not.
Element row_of(const Bar& bar, const std::string& id) {
  Element row = make("tr", {}, {{"role", "row"}});
  row.children.push_back(make(
      "th", id + "-name", {{"class", "words"}, {"role", "rowheader"}, {"scope", "row"}}, bar.name));
  Element bars = make("td", {}, {{"class", "bar-cell"}, {"role", "presentation"}});
  Element drawn = make("svg", {},
                       {{"class", "bar"},
                        {"viewBox", "0 0 1000 1"},
                        {"preserveAspectRatio", "none"},
                        {"aria-hidden", "true"}});
  drawn.children.push_back(
      make("path", {}, {{"d", "M0 0h" + std::to_string(bar.per_mille) + "v1H0z"}}));
  bars.children.push_back(std::move(drawn));
  row.children.push_back(std::move(bars));
  row.children.push_back(
      make("td", id + "-value", {{"class", "numeric"}, {"role", "cell"}}, bar.value));
  return row;
}

}  // namespace

Element element_of(const Bars& bars) {
  Element whole = make("table", bars.id, {{"class", "bars"}, {"role", "table"}});
  whole.children.push_back(
      make("caption", bars.id + "-caption", {{"class", "caption"}}, bars.caption));
  Element head = make("thead", {}, {{"role", "rowgroup"}});
  Element names = make("tr", {}, {{"role", "row"}});
  names.children.push_back(make("th", bars.id + "-c0",
                                {{"class", "words"}, {"scope", "col"}, {"role", "columnheader"}},
                                bars.name_column));
  names.children.push_back(make("td", {}, {{"role", "presentation"}}));
  names.children.push_back(make("th", bars.id + "-c1",
                                {{"class", "numeric"}, {"scope", "col"}, {"role", "columnheader"}},
                                bars.value_column));
  head.children.push_back(std::move(names));
  whole.children.push_back(std::move(head));
  Element body = make("tbody", {}, {{"role", "rowgroup"}});
  for (std::size_t i = 0; i < bars.bars.size(); ++i)
    body.children.push_back(row_of(bars.bars[i], bars.id + "-r" + std::to_string(i)));
  whole.children.push_back(std::move(body));
  return whole;
}

}  // namespace samtycke::view
