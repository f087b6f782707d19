#include "core/proof/merkle.h"

#include <algorithm>
#include <string>

#include "core/base/check.h"
#include "core/proof/sha256.h"

namespace samtycke::proof {
namespace {

// The largest power of two below n, where RFC 9162 parts n leaves. n is at least 2.
std::uint64_t split(std::uint64_t n) {
  std::uint64_t half = 1;
  while (half < n - half) half *= 2;
  return half;
}

bool is_power_of_two(std::uint64_t n) {
  return n != 0 && (n & (n - 1)) == 0;
}

// Where we stand on the way up, beside where the last leaf of the tree does (fn and sn in the RFC).
struct Climb {
  std::uint64_t ours;
  std::uint64_t last;

  bool at_top() const { return last == 0; }
  bool has_left_sibling() const { return (ours & 1U) != 0 || ours == last; }
  void up() {
    ours >>= 1U;
    last >>= 1U;
  }
  // A last node without a sibling moves up unchanged, until it is a right child.
  void up_while_alone() {
    while (ours != 0 && (ours & 1U) == 0) up();
  }
};

}  // namespace

Hash empty_root() {
  return sha256({});
}

Hash leaf_hash(std::string_view leaf) {
  std::string bytes(1, '\x00');
  bytes += leaf;
  return sha256(bytes);
}

Hash node_hash(const Hash& left, const Hash& right) {
  char bytes[65] = {'\x01'};
  std::copy(left.bytes.begin(), left.bytes.end(), bytes + 1);
  std::copy(right.bytes.begin(), right.bytes.end(), bytes + 33);
  return sha256({bytes, sizeof bytes});
}

Hash perfect_root(const Hash* first, std::size_t count) {
  SAMTYCKE_CHECK(is_power_of_two(count));
  std::vector<Hash> row(first, first + count);
  for (; row.size() > 1; row.resize(row.size() / 2)) {
    for (std::size_t i = 0; i < row.size() / 2; ++i) {
      row[i] = node_hash(row[2 * i], row[2 * i + 1]);
    }
  }
  return row.front();
}

// Section 2.1.3.1, from the root down.
std::vector<Span> inclusion_spans(std::uint64_t index, std::uint64_t size) {
  SAMTYCKE_CHECK(index < size);
  std::vector<Span> spans;
  Span at{0, size};
  while (at.end - at.begin > 1) {
    const std::uint64_t middle = at.begin + split(at.end - at.begin);
    if (index < middle) {
      spans.push_back({middle, at.end});
      at.end = middle;
    } else {
      spans.push_back({at.begin, middle});
      at.begin = middle;
    }
  }
  std::reverse(spans.begin(), spans.end());
  return spans;
}

// Section 2.1.4.1, from the root down.
std::vector<Span> consistency_spans(std::uint64_t old_size, std::uint64_t size) {
  SAMTYCKE_CHECK(old_size > 0 && old_size <= size);
  std::vector<Span> spans;
  Span at{0, size};
  while (at.end != old_size) {
    const std::uint64_t middle = at.begin + split(at.end - at.begin);
    if (old_size <= middle) {
      spans.push_back({middle, at.end});
      at.end = middle;
    } else {
      spans.push_back({at.begin, middle});
      at.begin = middle;
    }
  }
  // Whoever checks has the older root already; its own hash is needed only where that is not this span.
  if (at.begin != 0) spans.push_back(at);
  std::reverse(spans.begin(), spans.end());
  return spans;
}

bool verify_inclusion(std::uint64_t index, std::uint64_t size, const Hash& leaf, const Proof& proof,
                      const Hash& root) {
  if (index >= size) return false;
  Climb climb{index, size - 1};
  Hash hash = leaf;
  for (const Hash& sibling : proof) {
    if (climb.at_top()) return false;
    if (climb.has_left_sibling()) {
      hash = node_hash(sibling, hash);
      climb.up_while_alone();
    } else {
      hash = node_hash(hash, sibling);
    }
    climb.up();
  }
  return climb.at_top() && hash == root;
}

bool verify_consistency(const TreeHead& older, const TreeHead& newer, const Proof& proof) {
  if (older.size > newer.size) return false;
  if (older.size == newer.size) return proof.empty() && older.root == newer.root;
  if (older.size == 0) return proof.empty();
  Climb climb{older.size - 1, newer.size - 1};
  while ((climb.ours & 1U) != 0) climb.up();
  auto next = proof.begin();
  // The older tree is one whole node of the newer where its size is a power of two.
  const bool is_node = is_power_of_two(older.size);
  if (!is_node && next == proof.end()) return false;
  Hash old_root = is_node ? older.root : *next++;
  Hash new_root = old_root;
  for (; next != proof.end(); ++next) {
    if (climb.at_top()) return false;
    if (climb.has_left_sibling()) {
      old_root = node_hash(*next, old_root);
      new_root = node_hash(*next, new_root);
      climb.up_while_alone();
    } else {
      new_root = node_hash(new_root, *next);
    }
    climb.up();
  }
  return climb.at_top() && old_root == older.root && new_root == newer.root;
}

}  // namespace samtycke::proof
