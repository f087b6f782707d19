// A page drawn: laid out, painted with Dear ImGui, and with the place of every element.
#pragma once

#include <set>
#include <string>

#include "core/view/page.h"
#include "web/paint/surface.h"

namespace samtycke::web {

// Paints the whole page; answers its height.
float paint(Surface&, const view::Page&, const std::set<std::string>& open);

}  // namespace samtycke::web
