// Large trees of any size: what the tiles prove is true, and nothing else is.
#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include "tests/core/proof/sample.h"

namespace samtycke::proof {
namespace {

constexpr std::uint64_t most = 140000;  // Two full tiles of the second level, and more.

// Built once: the tiles of a tree hold those of every smaller one.
struct LargeTree {
  std::vector<Hash> leaves = support::leaves(most);
  Tiles tiles = support::tiles_of(leaves);
};
const LargeTree& large_tree() {
  static const LargeTree tree;
  return tree;
}

// Small sizes and those around whole tiles come up as often as the others.
std::uint64_t any_size() {
  const auto size = *rc::gen::inRange<std::uint64_t>(1, most + 1);
  const auto near = *rc::gen::inRange<std::uint64_t>(0, 3);
  switch (*rc::gen::inRange(0, 3)) {
    case 0: return size;
    case 1: return std::max<std::uint64_t>(1, size % 1000);
    default: return std::min(most, std::max<std::uint64_t>(1, size / 256 * 256 + near - 1));
  }
}

RC_GTEST_PROP(AnyTree, HasEachOfItsLeavesAndNoOther, ()) {
  const LargeTree& tree = large_tree();
  const std::uint64_t size = any_size();
  const std::uint64_t index = *rc::gen::inRange<std::uint64_t>(0, size);
  const std::uint64_t other = *rc::gen::inRange<std::uint64_t>(0, most);
  const Hash root = root_of(size, tree.tiles).value();
  const Proof proof = inclusion_proof(index, size, tree.tiles).value();
  RC_ASSERT(verify_inclusion(index, size, tree.leaves[index], proof, root));
  RC_ASSERT(verify_inclusion(index, size, tree.leaves[other], proof, root) == (other == index));
}

RC_GTEST_PROP(AnyTree, ContinuesEachOfItsBeginnings, ()) {
  const LargeTree& tree = large_tree();
  const std::uint64_t size = any_size();
  const std::uint64_t older = *rc::gen::inRange<std::uint64_t>(1, size + 1);
  const TreeHead before{older, root_of(older, tree.tiles).value()};
  const TreeHead after{size, root_of(size, tree.tiles).value()};
  Proof proof = consistency_proof(older, size, tree.tiles).value();
  RC_ASSERT(verify_consistency(before, after, proof));
  if (proof.empty()) return;
  const auto place = *rc::gen::inRange<std::size_t>(0, proof.size());
  proof[place].bytes[*rc::gen::inRange<std::size_t>(0, 32)] ^= 1;
  RC_ASSERT(!verify_consistency(before, after, proof));
}

RC_GTEST_PROP(AnyTree, IsTheSameWhereverItWasLeft, ()) {
  const LargeTree& tree = large_tree();
  const std::uint64_t size = any_size();
  const std::uint64_t more = std::min(most, size + *rc::gen::inRange<std::uint64_t>(0, 600));
  auto edge = TreeEdge::resume(size, tree.tiles);
  RC_ASSERT(edge.ok());
  for (std::uint64_t i = size; i < more; ++i) edge.value().append(tree.leaves[i]);
  RC_ASSERT(edge.value().root() == root_of(more, tree.tiles).value());
}

}  // namespace
}  // namespace samtycke::proof
