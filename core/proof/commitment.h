// What the tree holds of a payload: HMAC-SHA-256 under a salt of its own, and the leaf around it.
//
// A plain hash was turned down: there are so few decisions that anyone with the tree could try them all
// and learn who said no to what. Erasing the salt with the payload leaves 32 bytes that say nothing.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "core/proof/hash.h"

namespace samtycke::proof {

Hash commitment(const Salt&, std::string_view payload);

// "mpl1", the leaf's place in the tree as a u64, the commitment: 44 bytes. The place is in it so that one
// record cannot stand in the tree twice and count as two.
std::string leaf(std::uint64_t index, const Hash& commitment);

}  // namespace samtycke::proof
