// What a member takes home of each decision: core/proof/receipt.h, made from the stored tree.
#pragma once

#include <vector>

#include "core/base/expected.h"
#include "core/proof/receipt.h"
#include "server/store/store.h"

namespace samtycke::server::ledger {

// One for each entry, in their order; pending where the signed tree does not reach yet.
Expected<std::vector<proof::Receipt>, StoreFault> receipts_for(Store&,
                                                               const std::vector<LedgerEntry>&);

}  // namespace samtycke::server::ledger
