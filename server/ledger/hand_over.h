// Another signing key for a ledger that goes on (core/proof/handover.h): once a year, or when somebody else may have
// the old one. Where decisions were lost no key helps: begin_anew.h.
#pragma once

#include <string>

#include "core/base/expected.h"
#include "core/proof/note.h"
#include "server/config/cannot_start.h"
#include "server/store/keystore.h"
#include "server/store/store.h"

namespace samtycke::server::ledger {

// The new public key. The old secret is gone when it answers; nothing that it signed loses its worth. Refused while
// the ledger stands still, and where a server that runs has the duty to sign it. A process that ends in between leaves a
// ledger that goes on under the one key or the other, as the next who opens it finds.
Expected<proof::PublicKey, CannotStart> hand_over(Store&, const std::string& store_path,
                                                  const StepHook& at_step = {});

}  // namespace samtycke::server::ledger
