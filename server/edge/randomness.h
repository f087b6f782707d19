// Random bytes that nobody can guess (libsodium's randombytes_buf).
#pragma once

#include <cstddef>
#include <string>

#include "core/base/id.h"

namespace samtycke::server {

std::string random_bytes(std::size_t count);
std::string random_hex(std::size_t bytes);  // Twice as many lower-case digits.
MemberId random_member_id();                // 16 bytes as hex.

}  // namespace samtycke::server
