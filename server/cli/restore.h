// `samtycke restore DIR`. Not a StoreCommand: there is no store yet.
#pragma once

#include <ostream>
#include <string>

#include "server/cli/arguments.h"
#include "server/cli/command.h"

namespace samtycke::server {

Exit restore(const RestoreCommand&, const std::string& folder, std::ostream& out,
             std::ostream& err);

}  // namespace samtycke::server
