// The commands one by one; callers go through run() of store_command.h.
#pragma once

#include "server/cli/store_command.h"
#include "server/config/cannot_start.h"

namespace samtycke::server {

Exit run_import(const ImportCommand&, const Surroundings&);
Exit run_export(const ExportCommand&, const Surroundings&);

// Says why in one line on `err`.
Exit cannot_start(const Surroundings&, const CannotStart&);

}  // namespace samtycke::server
