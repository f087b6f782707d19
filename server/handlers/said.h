// What pages say at their top after something was done: "?done=saved" in their address.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "server/http/call.h"

namespace samtycke::server::handlers {

// None for a word that is not one of ours: an address must not be able to make a page say things.
std::optional<view::Said> said_in(const Call&);
Answer done(const Call&, view::PageName, std::string_view word);  // 303 back to the page.

Answer sign_out(Call&);
void forget_session_cookie(Answer&, const Call&);

}  // namespace samtycke::server::handlers
