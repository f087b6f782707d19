// A small history to prove things about: Åsa's decisions as a chain, a tree with them among others, and a
// key to sign it with. Everything fixed, so that a machine that computes otherwise is found out.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/proof/chain.h"
#include "core/proof/receipt.h"
#include "core/proof/signing.h"
#include "core/proof/tiles.h"

namespace samtycke::support {

MemberId asa();
consent::Decision decision(consent::Act);
// One of every act, and of everything that can be objected to.
std::vector<consent::Act> every_act();

// The payloads of a chain that made these acts one after the other.
std::vector<std::string> chain_of(const std::vector<consent::Act>&);

// A salt that is anything but random.
proof::Salt salt(int number);
proof::Hash hash_from_hex(std::string_view digits);

const proof::SigningKey& club_key();

// Hashes of leaves "0", "1", … and the tiles of the tree that they make.
std::vector<proof::Hash> leaves(std::size_t count);
proof::Tiles tiles_of(const std::vector<proof::Hash>& leaves);

// The receipt for payload `of` of a tree that holds these payloads and nothing else.
proof::Receipt receipt_for(const std::vector<std::string>& payloads, std::size_t of);

}  // namespace samtycke::support
