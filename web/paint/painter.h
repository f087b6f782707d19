// One painter for each kind of block. Each draws its block at (x, y), `w` wide, notes where its elements
// went, and answers how high it is. The numbers are the style sheet's: the same page in the other skin
// should look the same.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "core/view/page.h"
#include "web/paint/surface.h"

namespace samtycke::web {

// What the blocks stand in; it decides the space between them.
enum class Within { page, section, form, details };

struct Painter {
  Surface& surface;
  const std::set<std::string>& open;  // Ids of the details that are open.
  bool inside_card = false;           // A card in a card is a part of it, under a line.
  int title_level = 2;                // Of the next section's title.

  float blocks(const std::vector<view::Block>&, Within, float x, float y, float w);

  float block(const view::Heading&, float x, float y, float w);
  float block(const view::Paragraph&, float x, float y, float w);
  float block(const view::Message&, float x, float y, float w);
  float block(const view::Link&, float x, float y, float w);
  float block(const view::Switch&, float x, float y, float w);
  float block(const view::Field&, float x, float y, float w);
  float block(const view::Button&, float x, float y, float w);
  float block(const view::Table&, float x, float y, float w);
  float block(const view::Facts&, float x, float y, float w);
  float block(const view::List&, float x, float y, float w);
  float block(const view::MemberCard&, float x, float y, float w);
  float block(const view::Timeline&, float x, float y, float w);
  float block(const view::Bars&, float x, float y, float w);
  float block(const view::Section&, float x, float y, float w);
  float block(const view::Actions&, float x, float y, float w);
  float block(const view::Details&, float x, float y, float w);
  float block(const view::Form&, float x, float y, float w);

  float switch_control(const view::Switch&, float x, float y);
  float table_rows(const view::Table&, float x, float y, float w);
  float table_cards(const view::Table&, float x, float y, float w);
};

// The space above `next`, after `before` (null: it is the first).
float gap_before(Within, const view::Block* before, const view::Block& next);

inline constexpr Type kBody = {size::text_body, size::line_body, false};
inline constexpr Type kBodyBold = {size::text_body, size::line_body, true};
inline constexpr Type kSmall = {size::text_small, size::line_small, false};
inline constexpr Type kSmallBold = {size::text_small, size::line_small, true};
inline constexpr Type kLead = {size::text_lead, size::line_lead, false};
inline constexpr Type kCell = {size::text_cell, size::line_cell, false};
inline constexpr Type kCellBold = {size::text_cell, size::line_cell, true};
inline constexpr Type kH2 = {size::text_h2, size::line_h2, true};
inline constexpr Type kH3 = {size::text_h3, size::line_h3, true};

}  // namespace samtycke::web
