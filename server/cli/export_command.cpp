#include <ostream>

#include "core/wire/download_json.h"
#include "server/cli/store_command.h"
#include "server/cli/store_command_parts.h"

namespace samtycke::server {

Exit run_export(const ExportCommand& command, const Surroundings& here) {
  const auto file = load_member(here, command.member_number);
  if (!file.ok()) return cannot_start(here, file.reason());
  here.out << wire::encode_download(file.value(), here.edition.notice, here.now);
  return Exit::done;
}

}  // namespace samtycke::server
