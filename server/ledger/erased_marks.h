// Whether as many leaves are marked as erased as the erasures say that they took along.
//
// Every erasure says how many decisions went with it, and is in the ledger after all of theirs. So behind each
// erasure no more leaves are marked than those after it took along, and no more in all than all of them: a decision
// that was taken away and marked is one too many. Fewer there may be: an older copy of the store carried out an
// erasure of decisions that it never had.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

namespace samtycke::server::ledger {

struct ErasureLeaf {
  std::uint64_t leaf = 0;
  std::optional<std::uint64_t> decisions;  // None: of before they were counted.
};

struct ErasedMarks {
  std::optional<std::uint64_t> behind;  // Counted behind this erasure's leaf; none: in all.
  std::uint64_t marked = 0;
  std::uint64_t told = 0;  // By the erasures there.
  bool too_many() const { return marked > told; }
};

// As far back as erasures say a number; ends where there are too many. `erasures` in the order of their leaves.
ErasedMarks count_marks(const std::vector<bool>& is_marked,
                        const std::vector<ErasureLeaf>& erasures);

}  // namespace samtycke::server::ledger
