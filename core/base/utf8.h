// Whether bytes are text: UTF-8 by RFC 3629, so no overlong form, no surrogate, nothing above U+10FFFF.
#pragma once

#include <cstddef>
#include <string_view>

namespace samtycke {

// How many bytes the character at the start of `text` has; 0 where there is none.
std::size_t utf8_length(std::string_view text);

// How many bytes at the start of it are text.
std::size_t utf8_prefix(std::string_view text);

bool is_utf8(std::string_view text);

}  // namespace samtycke
