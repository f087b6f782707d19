// The Merkle tree of RFC 9162 section 2.1 (the same as RFC 6962's) over SHA-256: hashes, and proofs that
// a leaf is in a tree and that a tree is the beginning of a later one. Making proofs needs the tree's
// inner hashes, which lie in tiles; see tiles.h. Verifying needs nothing but this file.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "core/proof/hash.h"

namespace samtycke::proof {

Hash empty_root();                                        // SHA-256 of nothing.
Hash leaf_hash(std::string_view leaf);                    // SHA-256(0x00 | leaf)
Hash node_hash(const Hash& left, const Hash& right);      // SHA-256(0x01 | left | right)
Hash perfect_root(const Hash* first, std::size_t count);  // Of a power of two of hashes in a row.

// The sibling hashes on the way from a leaf, or from an older tree, up to the root.
using Proof = std::vector<Hash>;

// The leaves [begin, end); its hash is what RFC 9162 calls MTH(D[begin:end]).
struct Span {
  std::uint64_t begin = 0;
  std::uint64_t end = 0;
  friend bool operator==(const Span&, const Span&) = default;
};

// Of which spans the hashes are a proof, in its order. `index` must be in the tree; `old_size` must be
// neither 0 nor above `size`. For two equal sizes there is nothing to show, and the proof is empty.
std::vector<Span> inclusion_spans(std::uint64_t index, std::uint64_t size);
std::vector<Span> consistency_spans(std::uint64_t old_size, std::uint64_t size);

// Section 2.1.3.2: the leaf with this hash stands at `index` of the tree with this size and root.
bool verify_inclusion(std::uint64_t index, std::uint64_t size, const Hash& leaf, const Proof&,
                      const Hash& root);

// Section 2.1.4.2: the older tree is the beginning of the newer. An empty tree is the beginning of any.
struct TreeHead {
  std::uint64_t size = 0;
  Hash root;
  friend bool operator==(const TreeHead&, const TreeHead&) = default;
};
bool verify_consistency(const TreeHead& older, const TreeHead& newer, const Proof&);

}  // namespace samtycke::proof
