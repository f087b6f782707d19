// The tree cut into tiles, as C2SP tlog-tiles lays them out: 256 hashes in a row at every eighth level, so
// that a tile once full never changes. Followed: the levels, the widths, the paths and the bytes of tiles
// (hashes one after the other), partial tiles included. Not followed: entry bundles, since our leaves are
// of one length, and pruning.
//
// The core does no reading: it says which tiles a proof needs, is given them, and folds them.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/expected.h"
#include "core/proof/merkle.h"

namespace samtycke::proof {

inline constexpr std::uint64_t tile_width = 256;

// Trees stay below 2^62 leaves, so that sums of sizes never wrap round.
inline constexpr std::uint64_t most_leaves = std::uint64_t{1} << 62U;

struct TilePlace {
  unsigned level = 0;  // 0 holds the hashes of leaves, 1 those of 256 leaves each, …
  std::uint64_t index = 0;
  friend bool operator==(const TilePlace&, const TilePlace&) = default;
  friend bool operator<(const TilePlace& a, const TilePlace& b) {
    return a.level == b.level ? a.index < b.index : a.level < b.level;
  }
};

// Where a tile lies below a log's prefix: "tile/0/x001/x234/067", and with ".p/112" behind where it has
// only so many hashes yet. `width` is 1 to 256.
std::string tile_path(const TilePlace&, std::uint64_t width);

// How many hashes the tile has in a tree of this size; 0 where it has none yet.
std::uint64_t width_in(const TilePlace&, std::uint64_t size);

// 32 bytes for each hash. None where the length does not fit or there are more than 256.
std::string encode_tile(const std::vector<Hash>&);
std::optional<std::vector<Hash>> decode_tile(std::string_view bytes);

using Tiles = std::map<TilePlace, std::vector<Hash>>;

// The tiles that these spans' hashes are folded from; each at least as wide as width_in() says, wider (a
// later one) does as well.
std::vector<TilePlace> tiles_for(const std::vector<Span>&);

enum class TreeFault {
  out_of_range,  // No such leaf, or no such older tree.
  tile_missing,  // Or not wide enough.
};
std::string_view key(TreeFault);  // "out_of_range", "tile_missing"; stable

Expected<Hash, TreeFault> hash_of(const Span&, const Tiles&);
Expected<Hash, TreeFault> root_of(std::uint64_t size, const Tiles&);
Expected<Proof, TreeFault> inclusion_proof(std::uint64_t index, std::uint64_t size, const Tiles&);
Expected<Proof, TreeFault> consistency_proof(std::uint64_t old_size, std::uint64_t size,
                                             const Tiles&);

// The right edge of a growing tree: all that is needed to add leaves, to know the root and to write tiles.
// At most 255 hashes a level, whatever the size.
class TreeEdge {
 public:
  TreeEdge() = default;  // Of the empty tree.

  // Goes on where a tree of this size was left; `tiles` holds its partial tiles.
  static Expected<TreeEdge, TreeFault> resume(std::uint64_t size, const Tiles&);
  static std::vector<TilePlace> tiles_to_resume(std::uint64_t size);

  void append(const Hash& leaf);
  std::uint64_t size() const { return size_; }
  Hash root() const;

  // What to write: the tiles that became full since this was last called, and the partial ones as they
  // are now. A tile is here at most once.
  Tiles take_tiles();

 private:
  std::uint64_t size_ = 0;
  std::vector<std::vector<Hash>> levels_;  // The partial tile of each level; may be empty.
  Tiles full_;
};

}  // namespace samtycke::proof
