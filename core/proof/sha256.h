// SHA-256 (FIPS 180-4) by libsodium, as 64 lower-case hexadecimal digits.
#pragma once

#include <string>
#include <string_view>

namespace samtycke::proof {

std::string sha256_hex(std::string_view bytes);

}  // namespace samtycke::proof
