#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fstream>
#include <ostream>

#include "server/cli/store_command.h"
#include "server/cli/store_command_parts.h"
#include "server/config/places.h"

namespace samtycke::server {
namespace {

// Everything about a person: only the file's owner may read it, also where it was there before.
bool write_for_owner(const std::string& path, const std::string& bytes) {
  const int descriptor =
      ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, S_IRUSR | S_IWUSR);
  if (descriptor < 0) return false;
  ::fchmod(descriptor, S_IRUSR | S_IWUSR);
  ::close(descriptor);
  std::ofstream out(path, std::ios::binary | std::ios::trunc);
  out << bytes;
  out.close();
  return !out.fail();
}

}  // namespace

Exit run_export(const ExportCommand& command, const Surroundings& here) {
  const view::Words* words = words_in(here, command.language, here.words.front());
  if (words == nullptr) return cannot_start(here, no_such_language());
  const auto file = load_member(here, command.member_number);
  if (!file.ok()) return cannot_start(here, file.reason());

  const auto& [notice, offers, earlier] = here.edition;
  const view::Setting setting{notice, offers, earlier, *words, here.words, here.now, {}};
  const auto download = make_download(command.format, file.value(), setting);
  if (!download) return cannot_start(here, {"the file could not be packed: too little memory"});
  if (command.output.empty()) {
    here.out << download->bytes;
    return Exit::done;
  }
  const std::string path = path_in(here.folder, command.output);
  if (write_for_owner(path, download->bytes)) return Exit::done;
  return cannot_start(here, {path + " cannot be written whole; name another with --output"});
}

}  // namespace samtycke::server
