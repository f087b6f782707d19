// `samtycke ledger verify-receipt FILE`: what a member's receipt says, and whether it holds. It needs the
// ledger's public key and no store, so that a member, or anyone, can run it at home.
#pragma once

#include <ostream>
#include <string>

#include "server/cli/arguments.h"
#include "server/cli/command.h"

namespace samtycke::server {

Exit verify_receipt(const VerifyReceiptCommand&, const std::string& folder, std::ostream& out,
                    std::ostream& err);

}  // namespace samtycke::server
