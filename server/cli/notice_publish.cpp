#include "server/cli/notice_publish.h"

#include "core/base/day.h"
#include "server/cli/notice_check.h"
#include "server/config/notice_folder.h"

namespace samtycke::server {

Exit notice_publish(const std::string& dir, Instant now, std::ostream& out, std::ostream& err) {
  const auto published = publish(dir, local_day(now));
  if (!published.ok()) return tell(published.reason(), err);
  out << dir << ": version " << published.value().version << " is published\n"
      << "Keep this sum outside the machine; it proves every version so far:\n"
      << published.value().sha256 << "\n";
  return Exit::done;
}

}  // namespace samtycke::server
