// A store with a few members who decide things, and the key that signs its ledger.
#pragma once

#include <string>
#include <vector>

#include "core/proof/signing.h"
#include "server/ledger/sequencer.h"
#include "server/store/store.h"

namespace samtycke::server::ledger {

inline const MemberId asa("0123456789abcdef0123456789abcdef");
inline const MemberId bo("fedcba9876543210fedcba9876543210");

const proof::SigningKey& log_key();
const proof::SigningKey& other_key();

// `count` decisions of this member, each a commit of its own; some yes and some no.
void decide(Store&, const MemberId&, int count);

// What the sequencer answers: "2 of 5" for two taken in and five signed, or the reason's key.
std::string said(const Expected<Sequenced, NotSequenced>&);

// For each decision of the member: "proven", or what is the matter with its receipt.
std::vector<std::string> receipts_say(Store&, const MemberId&, const proof::SigningKey&);

}  // namespace samtycke::server::ledger
