// A secret that somebody else gave us, in a file that nobody else may read: the password of a mail server, what
// an OpenID provider knows us by.
#pragma once

#include <string>
#include <string_view>

#include "core/base/expected.h"
#include "server/config/cannot_start.h"

namespace samtycke::server {

// One line; a line break at its end is none of it. Refused with one line that names the option.
Expected<std::string, CannotStart> secret_in_file(std::string_view option, const std::string& path);

}  // namespace samtycke::server
