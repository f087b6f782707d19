// The page that a model shows.
#pragma once

#include <optional>

#include "web/app/model.h"

namespace samtycke::web {

// None before the notice and, for a member's own pages, their file came.
std::optional<view::Page> page_of(const Model&, double now_ms);

// The words of the language in use. The model must have words.
const view::Words& words_of(const Model&);

// The time that pages are made for. `--as-of` on the server shows in it.
Instant now_of(const Model&, double now_ms);

}  // namespace samtycke::web
