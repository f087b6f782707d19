// samtycke cases: answers calls of the core, one on each line of standard input (core/wire/cases.h).
// With --defaults it prints what a line is about that names no notice, for build/parity/cases.js.
//
// Exit code 0: the input ended. 1: the input or the output broke. 2: the notice or its words cannot be read.
#pragma once

#include <ostream>
#include <string>

#include "server/cli/arguments.h"
#include "server/cli/command.h"

namespace samtycke::server {

Exit run_cases(const CasesCommand&, const std::string& folder, std::ostream& out,
               std::ostream& err);

}  // namespace samtycke::server
