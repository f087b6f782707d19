// Bytes as text: hexadecimal and base64. Reading is strict, so that a value has one encoding: what is
// read and written again is the same text. Proofs compare texts, and a signature must not cover two.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace samtycke {

std::string to_hex(std::string_view bytes);                    // Lower-case digits.
std::optional<std::string> from_hex(std::string_view digits);  // None for upper-case ones too.

// RFC 4648 section 4: the alphabet with + and /, padded. None for unpadded text, for white space, and
// for a last character that carries bits which no byte has.
std::string to_base64(std::string_view bytes);
std::optional<std::string> from_base64(std::string_view text);

}  // namespace samtycke
