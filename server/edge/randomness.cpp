#include "server/edge/randomness.h"

#include <sodium.h>

#include "core/base/check.h"

namespace samtycke::server {

std::string random_bytes(std::size_t count) {
  SAMTYCKE_CHECK(sodium_init() >= 0);
  std::string bytes(count, '\0');
  randombytes_buf(bytes.data(), bytes.size());
  return bytes;
}

std::string random_hex(std::size_t bytes) {
  const std::string raw = random_bytes(bytes);
  std::string hex(bytes * 2 + 1, '\0');
  sodium_bin2hex(hex.data(), hex.size(), reinterpret_cast<const unsigned char*>(raw.data()),
                 raw.size());
  hex.pop_back();
  return hex;
}

MemberId random_member_id() {
  return MemberId{random_hex(16)};
}

}  // namespace samtycke::server
