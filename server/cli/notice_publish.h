// samtycke notice publish DIR: freezes the draft as the next version, which is then in force.
//
// Exit code 0: published. 1: refused, since the draft is broken or as before, since something in it cannot
// work as written (an error of `notice check`), or since a published version was changed. 2: the folder is not there or cannot be written.
#pragma once

#include <ostream>
#include <string>

#include "core/base/instant.h"
#include "server/cli/command.h"

namespace samtycke::server {

Exit notice_publish(const std::string& dir, Instant now, std::ostream& out, std::ostream& err);

}  // namespace samtycke::server
