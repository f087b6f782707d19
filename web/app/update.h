// The browser's one rule book: what the member did, or the server answered, and what follows.
//
// Pure: it asks for no time and touches no network; it changes the model and says what it wants done.
// What a switch or a field means is decided by the core, by the same functions as on the server.
#pragma once

#include <string_view>

#include "web/app/effect.h"
#include "web/app/intent.h"
#include "web/app/model.h"

namespace samtycke::web {

// `now_ms` is the browser's steady clock.
Effects update(Model&, const Intent&, double now_ms);

// Whether an address is a page that we make ourselves; others are left to the browser.
bool is_ours(const Model&, std::string_view path);

}  // namespace samtycke::web
