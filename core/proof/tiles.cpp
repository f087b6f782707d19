#include "core/proof/tiles.h"

#include <algorithm>

#include "core/base/check.h"

namespace samtycke::proof {
namespace {

constexpr unsigned tile_height = 8;

// A node over 2^level leaves whose whole row is there, the index-th of its level.
struct Node {
  unsigned level = 0;
  std::uint64_t index = 0;
};

// The whole nodes that a span is made of, from left to right; each is smaller than the one before.
std::vector<Node> nodes_of(const Span& span) {
  std::vector<Node> nodes;
  for (std::uint64_t at = span.begin; at < span.end;) {
    unsigned level = 0;
    const auto fits = [&](unsigned bits) {
      const std::uint64_t leaves = std::uint64_t{1} << bits;
      return at % leaves == 0 && leaves <= span.end - at;
    };
    while (level < 61 && fits(level + 1)) ++level;
    nodes.push_back({level, at >> level});
    at += std::uint64_t{1} << level;
  }
  return nodes;
}

// The hashes of a tile that make up a node: `count` of them from `first` on.
struct Part {
  TilePlace tile;
  std::uint64_t first = 0;
  std::uint64_t count = 1;
};
Part part_of(const Node& node) {
  const unsigned height = node.level % tile_height;
  const std::uint64_t first = node.index << height;
  return {{node.level / tile_height, first / tile_width},
          first % tile_width,
          std::uint64_t{1} << height};
}

// From right to left: the smaller nodes on the right hang below the larger ones on their left.
Hash fold(const std::vector<Hash>& hashes) {
  Hash hash = hashes.back();
  for (std::size_t i = hashes.size() - 1; i > 0; --i) hash = node_hash(hashes[i - 1], hash);
  return hash;
}

Expected<Proof, TreeFault> hashes_of(const std::vector<Span>& spans, const Tiles& tiles) {
  Proof proof;
  for (const Span& span : spans) {
    const auto hash = hash_of(span, tiles);
    if (!hash.ok()) return Unexpected{hash.reason()};
    proof.push_back(hash.value());
  }
  return proof;
}

std::string three_digits(std::uint64_t number) {
  std::string digits = std::to_string(number);
  return std::string(3 - digits.size(), '0') + digits;
}

}  // namespace

std::string tile_path(const TilePlace& place, std::uint64_t width) {
  std::string index = three_digits(place.index % 1000);
  for (std::uint64_t rest = place.index / 1000; rest > 0; rest /= 1000) {
    std::string part = "x";
    part += three_digits(rest % 1000);
    part += '/';
    index.insert(0, part);
  }
  std::string path = "tile/" + std::to_string(place.level) + "/" + index;
  if (width < tile_width) path += ".p/" + std::to_string(width);
  return path;
}

std::uint64_t width_in(const TilePlace& place, std::uint64_t size) {
  const unsigned bits = tile_height * place.level;
  const std::uint64_t in_level = bits < 64 ? size >> bits : 0;
  const std::uint64_t full_tiles = in_level / tile_width;
  if (place.index < full_tiles) return tile_width;
  return place.index == full_tiles ? in_level % tile_width : 0;
}

std::string encode_tile(const std::vector<Hash>& hashes) {
  std::string bytes;
  bytes.reserve(hashes.size() * sizeof(Hash));
  for (const Hash& hash : hashes) bytes.append(hash.bytes.begin(), hash.bytes.end());
  return bytes;
}

std::optional<std::vector<Hash>> decode_tile(std::string_view bytes) {
  if (bytes.empty() || bytes.size() % sizeof(Hash) != 0) return std::nullopt;
  if (bytes.size() > tile_width * sizeof(Hash)) return std::nullopt;
  std::vector<Hash> hashes;
  for (; !bytes.empty(); bytes.remove_prefix(sizeof(Hash))) {
    hashes.push_back(*from_bytes<Hash>(bytes.substr(0, sizeof(Hash))));
  }
  return hashes;
}

std::vector<TilePlace> tiles_for(const std::vector<Span>& spans) {
  std::vector<TilePlace> places;
  for (const Span& span : spans) {
    for (const Node& node : nodes_of(span)) places.push_back(part_of(node).tile);
  }
  std::sort(places.begin(), places.end());
  places.erase(std::unique(places.begin(), places.end()), places.end());
  return places;
}

std::string_view key(TreeFault fault) {
  switch (fault) {
    case TreeFault::out_of_range: return "out_of_range";
    case TreeFault::tile_missing: return "tile_missing";
  }
  SAMTYCKE_NEVER("a fault without a key");
}

Expected<Hash, TreeFault> hash_of(const Span& span, const Tiles& tiles) {
  if (span.begin >= span.end || span.end > most_leaves) return Unexpected{TreeFault::out_of_range};
  std::vector<Hash> hashes;
  for (const Node& node : nodes_of(span)) {
    const Part part = part_of(node);
    const auto tile = tiles.find(part.tile);
    if (tile == tiles.end() || tile->second.size() < part.first + part.count) {
      return Unexpected{TreeFault::tile_missing};
    }
    hashes.push_back(
        perfect_root(tile->second.data() + part.first, static_cast<std::size_t>(part.count)));
  }
  return fold(hashes);
}

Expected<Hash, TreeFault> root_of(std::uint64_t size, const Tiles& tiles) {
  if (size == 0) return empty_root();
  return hash_of({0, size}, tiles);
}

Expected<Proof, TreeFault> inclusion_proof(std::uint64_t index, std::uint64_t size,
                                           const Tiles& tiles) {
  if (index >= size || size > most_leaves) return Unexpected{TreeFault::out_of_range};
  return hashes_of(inclusion_spans(index, size), tiles);
}

Expected<Proof, TreeFault> consistency_proof(std::uint64_t old_size, std::uint64_t size,
                                             const Tiles& tiles) {
  if (old_size > size || size > most_leaves) return Unexpected{TreeFault::out_of_range};
  if (old_size == 0 || old_size == size) return Proof{};
  return hashes_of(consistency_spans(old_size, size), tiles);
}

std::vector<TilePlace> TreeEdge::tiles_to_resume(std::uint64_t size) {
  std::vector<TilePlace> places;
  unsigned level = 0;
  for (std::uint64_t in_level = size; in_level > 0; in_level /= tile_width, ++level) {
    if (in_level % tile_width != 0) places.push_back({level, in_level / tile_width});
  }
  return places;
}

Expected<TreeEdge, TreeFault> TreeEdge::resume(std::uint64_t size, const Tiles& tiles) {
  if (size > most_leaves) return Unexpected{TreeFault::out_of_range};
  TreeEdge edge;
  edge.size_ = size;
  for (const TilePlace& place : tiles_to_resume(size)) {
    const std::uint64_t width = width_in(place, size);
    const auto tile = tiles.find(place);
    if (tile == tiles.end() || tile->second.size() < width) {
      return Unexpected{TreeFault::tile_missing};
    }
    edge.levels_.resize(place.level + 1);
    edge.levels_[place.level].assign(tile->second.data(), tile->second.data() + width);
  }
  return edge;
}

void TreeEdge::append(const Hash& leaf) {
  SAMTYCKE_CHECK(size_ < most_leaves);
  ++size_;
  Hash hash = leaf;
  std::uint64_t in_level = size_;
  for (unsigned level = 0;; ++level, in_level /= tile_width) {
    if (levels_.size() == level) levels_.emplace_back();
    std::vector<Hash>& row = levels_[level];
    row.push_back(hash);
    if (row.size() < tile_width) return;
    hash = perfect_root(row.data(), row.size());
    full_[{level, in_level / tile_width - 1}] = std::move(row);
    row.clear();
  }
}

Hash TreeEdge::root() const {
  std::vector<Hash> nodes;  // From left to right.
  for (std::size_t level = levels_.size(); level > 0; --level) {
    const std::vector<Hash>& row = levels_[level - 1];
    for (const Node& node : nodes_of({0, row.size()})) {
      nodes.push_back(
          perfect_root(row.data() + (node.index << node.level), std::size_t{1} << node.level));
    }
  }
  return nodes.empty() ? empty_root() : fold(nodes);
}

Tiles TreeEdge::take_tiles() {
  Tiles tiles = std::move(full_);
  full_.clear();
  for (const TilePlace& place : tiles_to_resume(size_)) tiles[place] = levels_[place.level];
  return tiles;
}

}  // namespace samtycke::proof
