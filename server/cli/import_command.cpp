#include <optional>
#include <ostream>
#include <string>

#include "core/wire/import_map_json.h"
#include "server/cli/store_command.h"
#include "server/cli/store_command_parts.h"
#include "server/config/places.h"
#include "server/config/whole_file.h"

namespace samtycke::server {
namespace {

std::string folder_of(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  return slash == std::string::npos ? std::string(".") : path.substr(0, slash);
}

// "members.csv" has "members.rejects.csv" beside it.
std::string rejects_beside(const std::string& file) {
  constexpr std::string_view ending = ".csv";
  const bool csv = file.size() > ending.size() && file.ends_with(ending);
  return file.substr(0, file.size() - (csv ? ending.size() : 0)) + ".rejects.csv";
}

Expected<wire::ImportMap, CannotStart> read_map(const std::string& path) {
  const auto text = read_whole_file(path);
  if (!text) return Unexpected{CannotStart{"the map " + path + " cannot be read"}};
  auto map = wire::decode_import_map(*text);
  if (map.ok()) return std::move(map).value();
  const wire::BadDocument& why = map.reason();
  return Unexpected{CannotStart{"the map " + path + " is not right at \"" + why.pointer +
                                "\": " + std::string(wire::key(why.kind)) +
                                (why.detail.empty() ? "" : ", " + why.detail)}};
}

void say(std::ostream& out, const ImportCommand& command, const import::Summary& summary,
         const std::string& rejects) {
  out << "import " << wire::key(command.kind) << ": " << summary.read << " rows read, "
      << summary.stored << " stored, " << summary.unchanged << " unchanged, " << summary.rejected
      << " rejected; " << summary.new_members << " new members\n";
  if (summary.kept > 0) {
    out << summary.kept
        << " values were left as they are, since the members gave them themselves\n";
  }
  if (summary.rejected > 0) out << "the rejected rows, with reasons: " << rejects << "\n";
}

}  // namespace

Exit run_import(const ImportCommand& command, const Surroundings& here) {
  import::Request request;
  request.kind = command.kind;
  request.file = path_in(here.folder, command.file);
  request.rejects = command.rejects.empty() ? rejects_beside(request.file)
                                            : path_in(here.folder, command.rejects);
  request.as_of = command.as_of.value_or(here.now);
  if (!command.map.empty()) {
    const std::string path = path_in(here.folder, command.map);
    auto map = read_map(path);
    if (!map.ok()) return cannot_start(here, map.reason());
    request.map = std::move(map).value();
    request.folder_of_map = folder_of(path);
  }

  import::Progress progress;
  if (here.is_terminal) {
    progress = [&here](std::int64_t rows, int percent) {
      here.err << "\r" << rows << " rows, " << percent << " %" << std::flush;
    };
  }
  const auto summary = import::run(here.store, here.edition.notice, request, progress);
  if (here.is_terminal) here.err << "\r\x1b[K" << std::flush;
  if (!summary.ok()) return cannot_start(here, summary.reason());
  say(here.out, command, summary.value(), request.rejects);
  return summary.value().rejected > 0 ? Exit::findings : Exit::done;
}

}  // namespace samtycke::server
