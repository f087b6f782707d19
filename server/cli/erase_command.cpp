#include <ostream>

#include "server/cli/store_command.h"
#include "server/cli/store_command_parts.h"
#include "server/mail/erasure_mail.h"

namespace samtycke::server {

Exit run_erase(const EraseCommand& command, const Surroundings& here) {
  const auto id = find_member(here, command.member_number);
  if (!id.ok()) return cannot_start(here, id.reason());
  // A file that cannot be read any more is erased all the same; then nobody can say who was told of it.
  const auto file = here.store.load(id.value());
  const auto tell = file.ok() ? notices_of_erasure(here.edition.notice, file.value(), here.now)
                              : std::vector<Mail>();
  const auto erased = here.store.erase(id.value(), here.now, proof::ErasureReason::asked, tell);
  if (!erased.ok() && erased.reason() != StoreFault::no_such_member) {
    return cannot_start(here, {"the store did not answer; ask again whether the member is erased"});
  }
  here.out
      << "The member is erased. What is left is a keyed hash of the number and of the address,\n"
      << "so that no import and no old copy of the store brings them back.\n";
  if (!tell.empty()) {
    here.out << tell.size()
             << " recipients of the member's data are to be told; the mails wait to be sent.\n";
  }
  return Exit::done;
}

}  // namespace samtycke::server
