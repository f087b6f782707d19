// Checks everything a store says about its history: each member's chain, each commitment, the whole tree,
// its stored tiles, and every checkpoint at hand.
//
// Whoever holds a store and its keys could write it all anew, consistently. What shows that, are checkpoints
// that were copied off the machine before, and receipts that members hold.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/base/expected.h"
#include "core/proof/checkpoint.h"
#include "core/proof/handover.h"
#include "server/store/store.h"

namespace samtycke::server::ledger {

// A signed note and where it comes from, as a finding should name it.
struct OutsideCheckpoint {
  std::string from;
  std::string note;
};

struct Verification {
  std::uint64_t members = 0;
  std::uint64_t decisions = 0;
  std::uint64_t leaves = 0;
  std::uint64_t erased = 0;    // Leaves whose payload was erased with its member.
  std::uint64_t erasures = 0;  // Leaves that say that somebody was erased, and why.
  std::uint64_t uncounted =
      0;  // Of those, from before they said how many decisions went with them.
  std::uint64_t never_here =
      0;  // Decisions that went with an erasure before this copy of the store was made.
  std::uint64_t pending = 0;          // Leaves that no checkpoint covers yet.
  std::uint64_t found = 0;            // How many findings there were; at most a hundred are told.
  std::vector<std::string> findings;  // One line each. They name ids and places, never a value.
};

// May run while others write: what comes meanwhile is left for the next time. It keeps 33 bytes of memory
// for each leaf. The fault is the store's, where not even its ledger can be read.
Expected<Verification, StoreFault> verify_store(Store&, const proof::LogKeys&,
                                                const std::vector<OutsideCheckpoint>&);

}  // namespace samtycke::server::ledger
