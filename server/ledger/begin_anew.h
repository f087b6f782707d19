// After decisions were lost for good: the ledger that was signed ends, and another begins over what is left.
//
// A store that lost decisions is an old copy, and signing on from it under the same key would make two
// histories of one ledger: what a rewriting club would do. So the old key never signs again. It is put aside with
// the public key and the last checkpoint, which prove what was lost; the next start makes another key, and with
// it another name. Moving the checkpoint aside and going on was turned down for that reason.
#pragma once

#include <string>

#include "core/base/expected.h"
#include "server/config/cannot_start.h"
#include "server/store/store.h"

namespace samtycke::server::ledger {

// What was put aside, by its ending: ".ledger-0123456789abcdef" before ".key", ".pub" and ".checkpoint". Refused
// while the ledger can go on. A crash in between leaves it standing still, and to be called again.
Expected<std::string, CannotStart> begin_anew(Store&, const std::string& store_path);

}  // namespace samtycke::server::ledger
