#include <ostream>

#include "server/cli/store_command.h"
#include "server/cli/store_command_parts.h"

namespace samtycke::server {

Exit run_erase(const EraseCommand& command, const Surroundings& here) {
  const auto id = find_member(here, command.member_number);
  if (!id.ok()) return cannot_start(here, id.reason());
  const auto erased = here.store.erase(id.value(), here.now);
  if (!erased.ok() && erased.reason() != StoreFault::no_such_member) {
    return cannot_start(here, {"the store did not answer; ask again whether the member is erased"});
  }
  here.out
      << "The member is erased. What is left is a keyed hash of the number and of the address,\n"
      << "so that no import and no old copy of the store brings them back.\n";
  return Exit::done;
}

}  // namespace samtycke::server
