// The tree of RFC 9162 against public vectors and against the RFC's own definitions, written down as they
// stand there.
//
// Vectors: transparency-dev/merkle (the Go library of Certificate Transparency and of the Go checksum
// database), rfc6962/rfc6962_test.go and proof/verify_test.go, with the ways it spoils proofs.
#include "core/proof/merkle.h"

#include <gtest/gtest.h>

#include "core/base/bytes.h"
#include "tests/core/proof/sample.h"

namespace samtycke::proof {
namespace {

using support::hash_from_hex;

std::string hex(const Hash& hash) {
  return to_hex(to_bytes(hash));
}

// The eight leaves of the vectors, and the roots of the trees of the first one, two, … of them.
const std::vector<Hash>& vector_leaves() {
  static const std::vector<Hash> hashes = [] {
    std::vector<Hash> made;
    for (const char* digits : {"", "00", "10", "2021", "3031", "40414243", "5051525354555657",
                               "606162636465666768696a6b6c6d6e6f"}) {
      made.push_back(leaf_hash(*from_hex(digits)));
    }
    return made;
  }();
  return hashes;
}
Hash vector_root(std::uint64_t size) {
  static const char* const roots[] = {
      "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
      "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
      "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
      "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
      "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
      "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
      "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
      "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"};
  return hash_from_hex(roots[size - 1]);
}

// A leaf in a tree, or an older tree in a newer one, with its proof.
struct Vector {
  std::size_t of = 0;
  std::size_t size = 0;
  std::vector<const char*> proof;

  Proof hashes() const {
    Proof made;
    for (const char* digits : proof) made.push_back(hash_from_hex(digits));
    return made;
  }
};
const Vector inclusions[] = {
    {0, 1, {}},
    {0,
     8,
     {"96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
      "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
      "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4"}},
    {5,
     8,
     {"bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
      "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
      "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7"}},
    {2, 3, {"fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"}},
    {1,
     5,
     {"6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
      "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
      "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b"}}};
const Vector consistencies[] = {
    {1, 1, {}},
    {1,
     8,
     {"96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
      "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
      "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4"}},
    {6,
     8,
     {"0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
      "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
      "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7"}},
    {2,
     5,
     {"5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
      "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b"}},
    {6,
     7,
     {"0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
      "b08693ec2e721597130641e8211e7eedccb4c26413963eee6c1e2ed16ffb1a5f",
      "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7"}}};

// Each way in which verify_test.go spoils a proof: an end too many, one too few, one changed, one new.
std::vector<Proof> spoilt(const Proof& proof, const std::vector<Hash>& strangers) {
  std::vector<Proof> all;
  for (const Hash& stranger : strangers) {
    all.push_back(proof);
    all.back().push_back(stranger);
    all.push_back(proof);
    all.back().insert(all.back().begin(), stranger);
    if (proof.size() < 2) continue;
    all.push_back(proof);
    all.back().insert(all.back().begin() + 1, stranger);
  }
  for (std::size_t i = 0; i < proof.size(); ++i) {
    all.push_back(proof);
    all.back()[i].bytes[0] ^= 8;
  }
  if (!proof.empty()) all.emplace_back(proof.begin(), proof.end() - 1);
  return all;
}

TEST(MerkleVectors, HashesLeavesAndNodes) {
  EXPECT_EQ(hex(empty_root()), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(hex(leaf_hash("")), "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d");
  EXPECT_EQ(hex(leaf_hash("L123456")),
            "395aa064aa4c29f7010acfe3f25db9485bbd4b91897b6ad7ad547639252b4d56");
}

TEST(MerkleVectors, RootsOfTheFirstEightTrees) {
  for (std::uint64_t size = 1; size <= 8; ++size) {
    const std::vector<Hash> leaves(vector_leaves().begin(),
                                   vector_leaves().begin() + static_cast<std::ptrdiff_t>(size));
    EXPECT_EQ(root_of(size, support::tiles_of(leaves)).value(), vector_root(size)) << size;
  }
}

TEST(MerkleVectors, MakesTheirProofs) {
  const Tiles tiles = support::tiles_of(vector_leaves());
  for (const Vector& each : inclusions) {
    EXPECT_EQ(inclusion_proof(each.of, each.size, tiles).value(), each.hashes());
  }
  for (const Vector& each : consistencies) {
    EXPECT_EQ(consistency_proof(each.of, each.size, tiles).value(), each.hashes());
  }
}

TEST(MerkleVectors, AcceptsTheirInclusionAndNoneOfItsSpoiltForms) {
  const Hash some =
      hash_from_hex("abacaba000000000000000000000000000000000000000000060061e00123456");
  for (const Vector& each : inclusions) {
    const Proof proof = each.hashes();
    const Hash root = vector_root(each.size);
    const Hash leaf = vector_leaves()[each.of];
    EXPECT_TRUE(verify_inclusion(each.of, each.size, leaf, proof, root));
    for (const std::uint64_t index : {each.of - 1, each.of + 1, each.of ^ 2U}) {
      EXPECT_FALSE(verify_inclusion(index, each.size, leaf, proof, root)) << index;
    }
    EXPECT_FALSE(verify_inclusion(each.of, each.size * 2, leaf, proof, root));
    EXPECT_FALSE(verify_inclusion(each.of, each.size / 2, leaf, proof, root));
    EXPECT_FALSE(verify_inclusion(each.of, each.size, some, proof, root));
    EXPECT_FALSE(verify_inclusion(each.of, each.size, leaf, proof, empty_root()));
    EXPECT_FALSE(verify_inclusion(each.of, each.size, leaf, proof, some));
    for (const Proof& bad : spoilt(proof, {Hash{}, root, some})) {
      EXPECT_FALSE(verify_inclusion(each.of, each.size, leaf, bad, root));
    }
  }
}

TEST(MerkleVectors, AcceptsTheirConsistencyAndNoneOfItsSpoiltForms) {
  for (const Vector& each : consistencies) {
    const Proof proof = each.hashes();
    const TreeHead older{each.of, vector_root(each.of)};
    const TreeHead newer{each.size, vector_root(each.size)};
    EXPECT_TRUE(verify_consistency(older, newer, proof));
    for (const Proof& bad : spoilt(proof, {Hash{}, older.root, newer.root})) {
      EXPECT_FALSE(verify_consistency(older, newer, bad));
    }
    if (proof.empty()) continue;
    for (const std::uint64_t size : {each.of - 1, each.of + 1, each.of ^ 2U}) {
      // Of nothing, every tree is a continuation; but it is not shown by this proof.
      EXPECT_FALSE(verify_consistency({size, older.root}, newer, proof)) << size;
    }
    EXPECT_FALSE(verify_consistency(older, {each.size * 2, newer.root}, proof));
    EXPECT_FALSE(verify_consistency(older, {each.size / 2, newer.root}, proof));
    EXPECT_FALSE(verify_consistency({each.of, newer.root}, {each.size, older.root}, proof));
    EXPECT_FALSE(verify_consistency(older, newer, {}));
  }
}

TEST(MerkleVectors, KnowsWhatNeedsNoProofAndWhatNoneCanShow) {
  const Hash one = leaf_hash("1");
  const Hash two = leaf_hash("2");
  EXPECT_TRUE(verify_consistency({0, one}, {0, one}, {}));
  EXPECT_TRUE(verify_consistency({0, one}, {1, two}, {}));
  EXPECT_TRUE(verify_consistency({1, two}, {1, two}, {}));
  EXPECT_FALSE(verify_consistency({0, one}, {0, two}, {}));
  EXPECT_FALSE(verify_consistency({1, one}, {1, two}, {}));
  EXPECT_FALSE(verify_consistency({1, one}, {0, two}, {}));
  EXPECT_FALSE(verify_consistency({1, one}, {2, two}, {}));
  EXPECT_FALSE(verify_consistency({0, one}, {1, one}, {one}));
  EXPECT_FALSE(verify_consistency({1, one}, {1, one}, {one}));
  for (const std::uint64_t size : {0U, 1U}) {
    EXPECT_FALSE(verify_inclusion(size, size, one, {}, one));
  }
}

// RFC 9162 section 2.1.1, 2.1.3.1 and 2.1.4.1, word for word and slow.
class Definition {
 public:
  explicit Definition(std::vector<Hash> leaves) : leaves_(std::move(leaves)) {}

  Hash mth(std::size_t begin, std::size_t end) const {
    if (begin == end) return empty_root();
    if (end - begin == 1) return leaves_[begin];
    const std::size_t k = split(end - begin);
    return node_hash(mth(begin, begin + k), mth(begin + k, end));
  }
  Proof path(std::size_t m, std::size_t begin, std::size_t end) const {
    if (end - begin == 1) return {};
    const std::size_t k = split(end - begin);
    Proof proof = m < k ? path(m, begin, begin + k) : path(m - k, begin + k, end);
    proof.push_back(m < k ? mth(begin + k, end) : mth(begin, begin + k));
    return proof;
  }
  Proof subproof(std::size_t m, std::size_t begin, std::size_t end, bool known) const {
    if (m == end - begin) return known ? Proof{} : Proof{mth(begin, end)};
    const std::size_t k = split(end - begin);
    Proof proof =
        m <= k ? subproof(m, begin, begin + k, known) : subproof(m - k, begin + k, end, false);
    proof.push_back(m <= k ? mth(begin + k, end) : mth(begin, begin + k));
    return proof;
  }

 private:
  static std::size_t split(std::size_t n) {
    std::size_t k = 1;
    while (2 * k < n) k *= 2;
    return k;
  }
  std::vector<Hash> leaves_;
};

TEST(Merkle, IsWhatTheStandardDefinesForEverySmallTree) {
  const std::vector<Hash> all = support::leaves(40);
  const Definition definition(all);
  const Tiles tiles = support::tiles_of(all);
  for (std::size_t size = 1; size <= all.size(); ++size) {
    EXPECT_EQ(root_of(size, tiles).value(), definition.mth(0, size));
    for (std::size_t of = 0; of < size; ++of) {
      EXPECT_EQ(inclusion_proof(of, size, tiles).value(), definition.path(of, 0, size));
      if (of == 0) continue;
      EXPECT_EQ(consistency_proof(of, size, tiles).value(), definition.subproof(of, 0, size, true));
    }
  }
}

TEST(Merkle, EveryProofOfEveryTreeUpToTwoHundredLeavesVerifies) {
  const std::vector<Hash> all = support::leaves(200);
  const Definition definition(all);
  const Tiles tiles = support::tiles_of(all);
  std::vector<TreeHead> heads;
  for (std::size_t size = 0; size <= all.size(); ++size) {
    heads.push_back({size, definition.mth(0, size)});
  }
  int verified = 0;
  for (const TreeHead& head : heads) {
    for (std::size_t of = 0; of < head.size; ++of) {
      const auto inclusion = inclusion_proof(of, head.size, tiles);
      verified += verify_inclusion(of, head.size, all[of], inclusion.value(), head.root) ? 1 : 0;
      const auto consistency = consistency_proof(of, head.size, tiles);
      verified += verify_consistency(heads[of], head, consistency.value()) ? 1 : 0;
    }
  }
  EXPECT_EQ(verified, 200 * 201);
}

TEST(Merkle, ARewrittenLeafIsNoContinuation) {
  std::vector<Hash> all = support::leaves(100);
  const TreeHead before{60, root_of(60, support::tiles_of(all)).value()};
  for (std::size_t changed = 0; changed < 60; ++changed) {
    std::vector<Hash> rewritten = all;
    rewritten[changed] = leaf_hash("something else");
    const Tiles tiles = support::tiles_of(rewritten);
    const TreeHead after{100, root_of(100, tiles).value()};
    EXPECT_FALSE(verify_consistency(before, after, consistency_proof(60, 100, tiles).value()));
  }
}

}  // namespace
}  // namespace samtycke::proof
