// A checkpoint (c2sp.org/tlog-checkpoint): how large the tree was and what its root was, as the text of
// a signed note. Whoever keeps one outside the club can tell whether history was rewritten since.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/proof/merkle.h"

namespace samtycke::proof {

struct Checkpoint {
  std::string origin;  // Which log; also the name of the key that signs it.
  TreeHead head;
  std::vector<std::string> extensions = {};  // Further lines of others' logs; ours write none.
  friend bool operator==(const Checkpoint&, const Checkpoint&) = default;
};

// Three lines: the origin, the size, the root in base64. to_text(checkpoint_from(text)) is the same text.
std::string to_text(const Checkpoint&);
std::optional<Checkpoint> checkpoint_from(std::string_view text);

}  // namespace samtycke::proof
