// Every switch, field and button of a page, wherever it stands in it.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "core/view/page.h"

namespace samtycke::web {

void each_block(const std::vector<view::Block>&, const std::function<void(const view::Block&)>&);

// The names of the switches that are on.
std::vector<std::string> names_on(const view::Page&);

// The id of the first switch that differs from what is saved; empty when none does.
std::string first_changed(const view::Page&);

// The text of the paragraph with this id; empty where there is none.
std::string paragraph_of(const view::Page&, std::string_view id);

// The id of the first field that is wrong; empty when all are right.
std::string first_wrong(const view::Page&);

}  // namespace samtycke::web
