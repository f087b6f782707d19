// A decision as its row holds it, before it is sealed, and an erasure as its own does, in clear: u64 index of its leaf, 32 bytes of salt, and the
// canonical payload.
//
// The payload is the only copy of the decision: a second one in another form could say something else, and
// then neither would be proof.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/proof/chain.h"
#include "server/store/store.h"

namespace samtycke::server {

std::string pack(const LedgerEntry&);
std::optional<LedgerEntry> unpack_entry(std::string_view);

// The member's next entry, with a salt of its own; its leaf's index is still to be given. None where the
// decision has no canonical form: what cannot be read back proves nothing.
std::optional<LedgerEntry> next_entry(const proof::ChainEnd&, const MemberId&,
                                      const consent::Decision&, const std::string& request);

// The entry of an erasure's leaf.
LedgerEntry erasure_entry(const proof::Erased&, const proof::Salt&);

// What was decided, oldest first, if the chain holds.
Expected<std::vector<consent::Decision>, proof::ChainBreak> decisions_in(
    const MemberId&, const std::vector<LedgerEntry>&);

}  // namespace samtycke::server
