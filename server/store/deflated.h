// Text made small (zlib, RFC 1950), before it is sealed: what is sealed cannot be made small any more.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace samtycke::server {

std::string deflated(std::string_view text);
// The text, of so many bytes. None where it is not that.
std::optional<std::string> inflated(std::string_view deflated, std::size_t size);

}  // namespace samtycke::server
