// `samtycke rotate-key master|index|members|links|ledger`. Not a StoreCommand: it wants the store for itself.
#pragma once

#include <ostream>
#include <string>

#include "server/cli/arguments.h"
#include "server/cli/command.h"

namespace samtycke::server {

Exit rotate_key(const RotateKeyCommand&, const std::string& folder, std::ostream& out,
                std::ostream& err);

}  // namespace samtycke::server
