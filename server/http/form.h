// application/x-www-form-urlencoded, as browsers send forms and queries.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "server/http/exchange.h"

namespace samtycke::server {

// None for a percent sign that does not stand before two hexadecimal digits, and for a NUL byte. More
// than 1,000 pairs are refused as well. "a=b=c" is a with "b=c".
std::optional<Pairs> decode_form(std::string_view);
std::optional<std::string> percent_decode(std::string_view, bool plus_is_space);

}  // namespace samtycke::server
