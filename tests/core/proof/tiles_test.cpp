#include "core/proof/tiles.h"

#include <gtest/gtest.h>

#include "tests/core/proof/sample.h"

namespace samtycke::proof {
namespace {

// The examples of c2sp.org/tlog-tiles.
TEST(Tiles, LieWhereTheStandardPutsThem) {
  EXPECT_EQ(tile_path({0, 1234067}, 256), "tile/0/x001/x234/067");
  EXPECT_EQ(tile_path({0, 1234067}, 8), "tile/0/x001/x234/067.p/8");
  EXPECT_EQ(tile_path({0, 0}, 256), "tile/0/000");
  EXPECT_EQ(tile_path({1, 999}, 1), "tile/1/999.p/1");
  EXPECT_EQ(tile_path({2, 1000}, 255), "tile/2/x001/000.p/255");
}

TEST(Tiles, OfSeventyThousandLeavesAreAsMany) {
  const std::uint64_t size = 70000;
  EXPECT_EQ(width_in({0, 272}, size), 256U);
  EXPECT_EQ(width_in({0, 273}, size), 112U);
  EXPECT_EQ(width_in({0, 274}, size), 0U);
  EXPECT_EQ(width_in({1, 0}, size), 256U);
  EXPECT_EQ(width_in({1, 1}, size), 17U);
  EXPECT_EQ(width_in({2, 0}, size), 1U);
  EXPECT_EQ(width_in({3, 0}, size), 0U);
  EXPECT_EQ(width_in({9, 0}, size), 0U);
  EXPECT_EQ(width_in({0, 0}, 256), 256U);
  EXPECT_EQ(width_in({1, 0}, 256), 1U);
}

TEST(Tiles, AreWrittenOnceFullAndThenNeverAgain) {
  TreeEdge edge;
  const std::vector<Hash> leaves = support::leaves(600);
  std::map<TilePlace, std::string> full;
  for (std::size_t i = 0; i < leaves.size(); ++i) {
    edge.append(leaves[i]);
    if (i % 7 != 0 && i + 1 != leaves.size()) continue;
    for (const auto& [place, hashes] : edge.take_tiles()) {
      EXPECT_EQ(hashes.size(), width_in(place, i + 1));
      EXPECT_FALSE(full.contains(place));
      if (hashes.size() == tile_width) full[place] = encode_tile(hashes);
    }
  }
  EXPECT_EQ(full.size(), 2U);
}

TEST(Tiles, GiveTheSameTreeWhereverItWasLeft) {
  const std::vector<Hash> leaves = support::leaves(530);
  for (std::size_t left_at : {0U, 1U, 255U, 256U, 257U, 511U, 512U, 529U}) {
    TreeEdge before;
    for (std::size_t i = 0; i < left_at; ++i) before.append(leaves[i]);
    auto resumed = TreeEdge::resume(left_at, before.take_tiles());
    ASSERT_TRUE(resumed.ok()) << left_at;
    EXPECT_EQ(resumed.value().root(), before.root());
    for (std::size_t i = left_at; i < leaves.size(); ++i) {
      before.append(leaves[i]);
      resumed.value().append(leaves[i]);
    }
    EXPECT_EQ(resumed.value().root(), before.root());
    EXPECT_EQ(resumed.value().take_tiles(), before.take_tiles());
  }
}

TEST(Tiles, ThatAreMissingOrNarrowAreSaidToBe) {
  Tiles tiles = support::tiles_of(support::leaves(300));
  EXPECT_EQ(inclusion_proof(300, 300, tiles).reason(), TreeFault::out_of_range);
  EXPECT_EQ(consistency_proof(301, 300, tiles).reason(), TreeFault::out_of_range);
  tiles[{0, 1}].pop_back();
  EXPECT_EQ(root_of(300, tiles).reason(), TreeFault::tile_missing);
  EXPECT_TRUE(root_of(299, tiles).ok());
  EXPECT_FALSE(TreeEdge::resume(300, tiles).ok());
  tiles.erase({0, 0});
  EXPECT_EQ(inclusion_proof(3, 299, tiles).reason(), TreeFault::tile_missing);
}

TEST(Tiles, AreReadInWholeHashesOnly) {
  const std::vector<Hash> hashes = support::leaves(3);
  EXPECT_EQ(encode_tile(hashes).size(), 96U);
  EXPECT_EQ(decode_tile(encode_tile(hashes)), hashes);
  for (const std::size_t size : {0U, 31U, 33U, 8193U, 8224U}) {
    EXPECT_FALSE(decode_tile(std::string(size, 'x')).has_value()) << size;
  }
}

TEST(Tiles, ForAProofAreTheOnesItAsksFor) {
  const std::size_t size = 70000;
  const std::vector<Hash> leaves = support::leaves(size);
  const Tiles all = support::tiles_of(leaves);
  const Hash root = root_of(size, all).value();
  for (const std::size_t index : {0U, 255U, 65535U, 65536U, 69999U}) {
    Tiles needed;
    for (const TilePlace& place : tiles_for(inclusion_spans(index, size))) {
      needed[place] = all.at(place);
    }
    EXPECT_LE(needed.size(), 6U);
    const auto proof = inclusion_proof(index, size, needed);
    ASSERT_TRUE(proof.ok());
    EXPECT_TRUE(verify_inclusion(index, size, leaves[index], proof.value(), root));
  }
}

}  // namespace
}  // namespace samtycke::proof
