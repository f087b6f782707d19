// SHA-256 (FIPS 180-4) by libsodium.
#pragma once

#include <string>
#include <string_view>

#include "core/proof/hash.h"

namespace samtycke::proof {

Hash sha256(std::string_view bytes);

// As 64 lower-case hexadecimal digits.
std::string sha256_hex(std::string_view bytes);

}  // namespace samtycke::proof
