// samtycke notice check DIR: reads the draft, the offers and everything published, and says what is
// broken, what was assumed and what the club should look at again.
//
// Exit code 0: sound, warnings or not. 1: the format was refused, something cannot work as written, or a
// published version was changed.
// 2: there is no such folder.
#pragma once

#include <ostream>
#include <string>

#include "core/base/instant.h"
#include "server/cli/command.h"
#include "server/config/notice_folder.h"

namespace samtycke::server {

Exit notice_check(const std::string& dir, Instant now, std::ostream& out, std::ostream& err);

// Says why on `err`, and with which exit code a command ends because of it.
Exit tell(const NoticeFault&, std::ostream& err);

}  // namespace samtycke::server
