// `samtycke ledger begin-anew`: see server/ledger/begin_anew.h.
#pragma once

#include <ostream>
#include <string>

#include "server/cli/arguments.h"

namespace samtycke::server {

Exit ledger_begin_anew(const LedgerBeginAnewCommand&, const std::string& folder, std::ostream& out,
                       std::ostream& err);

}  // namespace samtycke::server
