#include <ostream>

#include "core/wire/download_json.h"
#include "server/cli/store_command.h"
#include "server/cli/store_command_parts.h"

namespace samtycke::server {

Exit run_export(const ExportCommand& command, const Surroundings& here) {
  const auto id = here.store.find({LookupKind::member_number, command.member_number});
  if (!id.ok()) {
    // The number is left out of the line: it could be read over a shoulder, or in a log.
    const bool nobody = id.reason() == StoreFault::no_such_member;
    return cannot_start(here, {nobody ? "no member has that number" : "the store did not answer"});
  }
  const auto file = here.store.load(id.value());
  if (!file.ok()) return cannot_start(here, {"the store did not answer"});
  here.out << wire::encode_download(file.value(), here.notice, here.now);
  return Exit::done;
}

}  // namespace samtycke::server
