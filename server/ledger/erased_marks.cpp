#include "server/ledger/erased_marks.h"

#include <algorithm>

namespace samtycke::server::ledger {

ErasedMarks count_marks(const std::vector<bool>& is_marked,
                        const std::vector<ErasureLeaf>& erasures) {
  ErasedMarks marks;
  std::uint64_t from = is_marked.size();
  const auto take_down_to = [&](std::uint64_t leaf) {
    for (; from > leaf; --from) marks.marked += is_marked[from - 1] ? 1 : 0;
  };
  for (auto erasure = erasures.rbegin(); erasure != erasures.rend(); ++erasure) {
    // One that came while the leaves were read has its own behind them.
    take_down_to(std::min<std::uint64_t>(erasure->leaf, is_marked.size()));
    marks.behind = erasure->leaf;
    if (marks.too_many() || !erasure->decisions) return marks;
    marks.told += *erasure->decisions;
  }
  take_down_to(0);
  marks.behind.reset();
  return marks;
}

}  // namespace samtycke::server::ledger
