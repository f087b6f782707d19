#include "core/proof/commitment.h"

#include <sodium.h>

#include "core/proof/big_endian.h"

namespace samtycke::proof {

Hash commitment(const Salt& salt, std::string_view payload) {
  Hash hash;
  static_assert(sizeof hash.bytes == crypto_auth_hmacsha256_BYTES);
  static_assert(sizeof salt.bytes == crypto_auth_hmacsha256_KEYBYTES);
  crypto_auth_hmacsha256(hash.bytes.data(), reinterpret_cast<const unsigned char*>(payload.data()),
                         payload.size(), salt.bytes.data());
  return hash;
}

std::string leaf(std::uint64_t index, const Hash& commitment) {
  std::string bytes = "mpl1";
  append_u64(bytes, index);
  append_hash(bytes, commitment);
  return bytes;
}

}  // namespace samtycke::proof
