// The mail with the code for signing in.
#pragma once

#include <string>
#include <string_view>

#include "core/view/words.h"
#include "server/store/store.h"

namespace samtycke::server {

// The code as people read it, and the address that fills it in: opening it signs nobody in, for a mail
// scanner opens links too (server/handlers/code.cpp).
struct CodeAndLink {
  std::string_view code;
  std::string_view link;
};

// `until` is when the code is no good any more, and the mail is not sent any more either.
//
// The code stands in the body alone: subjects are shown on locked screens.
Mail code_mail(const view::Words&, std::string_view club, std::string_view to, const CodeAndLink&,
               Instant now, Instant until);

}  // namespace samtycke::server
