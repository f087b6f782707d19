#include <ostream>

#include "server/cli/store_command.h"
#include "server/cli/store_command_parts.h"
#include "server/config/places.h"
#include "server/config/whole_file.h"
#include "server/import/import_member.h"

namespace samtycke::server {

Exit run_import_member(const ImportMemberCommand& command, const Surroundings& here) {
  const std::string path = path_in(here.folder, command.file);
  const auto text = read_whole_file(path);
  if (!text) return cannot_start(here, {path + " cannot be read"});
  const auto taken = import::take_member(here.store, here.edition.notice, *text, here.now);
  if (!taken.ok()) return cannot_start(here, taken.reason());
  const import::MemberTaken& member = taken.value();
  here.out << "import member: " << member.records << " values, " << member.receipts << " receipts, "
           << member.interactions << " interactions, " << member.decisions << " decisions\n";
  for (const FieldId& field : member.left_out) {
    here.out << "left out, since no purpose of the notice covers it: " << field.text() << "\n";
  }
  return member.left_out.empty() ? Exit::done : Exit::findings;
}

}  // namespace samtycke::server
