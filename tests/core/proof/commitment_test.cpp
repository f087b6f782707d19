#include "core/proof/commitment.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "core/base/bytes.h"
#include "tests/core/proof/sample.h"

namespace samtycke::proof {
namespace {

// RFC 4231 test case 1: its key is padded with zeros, as every key that is shorter than a block is.
TEST(Commitment, IsHmacSha256) {
  Salt key;
  std::fill(key.bytes.begin(), key.bytes.begin() + 20, std::uint8_t{0x0b});
  EXPECT_EQ(to_hex(to_bytes(commitment(key, "Hi There"))),
            "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
}

TEST(Commitment, StandsInALeafThatSaysNothingElse) {
  const Hash hash = commitment(support::salt(1), "payload");
  EXPECT_EQ(leaf(258, hash), "mpl1" + std::string("\0\0\0\0\0\0\1\2", 8) + to_bytes(hash));
}

}  // namespace
}  // namespace samtycke::proof
