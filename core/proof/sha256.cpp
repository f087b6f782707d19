#include "core/proof/sha256.h"

#include <sodium.h>

#include "core/base/bytes.h"

namespace samtycke::proof {

Hash sha256(std::string_view bytes) {
  Hash hash;
  static_assert(sizeof hash.bytes == crypto_hash_sha256_BYTES);
  crypto_hash_sha256(hash.bytes.data(), reinterpret_cast<const unsigned char*>(bytes.data()),
                     bytes.size());
  return hash;
}

std::string sha256_hex(std::string_view bytes) {
  return to_hex(to_bytes(sha256(bytes)));
}

}  // namespace samtycke::proof
