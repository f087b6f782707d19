// samtycke mail check FILE.txt: says what a mail with offers lacks before it may go out, or shows it with its
// places filled in.
//
// Exit code 0: it may go out. 1: it may not, with a line for each reason. 2: there is no such file, or notice.
#pragma once

#include <ostream>
#include <string>

#include "server/cli/arguments.h"
#include "server/cli/command.h"

namespace samtycke::server {

Exit mail_check(const MailCheckCommand&, const std::string& folder, std::ostream& out,
                std::ostream& err);

}  // namespace samtycke::server
