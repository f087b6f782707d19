// samtycke notice diff OLD NEW: what changed in the members' terms, and who must be asked again. Each is
// a folder with a draft, or a published version (DIR/published/2).
//
// Exit code 0: nobody must be asked again, whether anything changed or not. 1: somebody must, or one of
// the two was refused. 2: one of the two is not there.
#pragma once

#include <ostream>
#include <string>

#include "server/cli/command.h"

namespace samtycke::server {

Exit notice_diff(const std::string& before, const std::string& after, std::ostream& out,
                 std::ostream& err);

}  // namespace samtycke::server
