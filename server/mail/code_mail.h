// The mail with the code for signing in.
#pragma once

#include <string>
#include <string_view>

#include "core/view/words.h"
#include "server/store/store.h"

namespace samtycke::server {

// `until` is when the code is no good any more, and the mail is not sent any more either.
//
// The code stands in the body alone: subjects are shown on locked screens. There is no link in it to
// press, so that a mail scanner that opens links signs nobody in.
Mail code_mail(const view::Words&, std::string_view club, std::string_view to,
               std::string_view code, Instant now, Instant until);

}  // namespace samtycke::server
