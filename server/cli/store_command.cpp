#include "server/cli/store_command.h"

#include <utility>

#include "core/base/overloaded.h"
#include "server/cli/arguments.h"
#include "server/cli/store_command_parts.h"

namespace samtycke::server {

Exit cannot_start(const Surroundings& here, const CannotStart& why) {
  here.err << "samtycke: " << why.line << "\n";
  return Exit::could_not_start;
}

Exit run(const StoreCommand& command, const Surroundings& here) {
  return std::visit(Overloaded{
                        [&](const ImportCommand& import) { return run_import(import, here); },
                        [&](const ExportCommand& exporting) { return run_export(exporting, here); },
                    },
                    command);
}

AdminRunner command_runner(Store& store, const notice::Notice& notice,
                           std::function<Instant()> now) {
  return [&store, &notice, now = std::move(now)](const AdminCall& call, std::ostream& out,
                                                 std::ostream& err) {
    const Surroundings here{store, notice, now(), call.folder, call.is_terminal, out, err};
    const auto asked = parse_arguments(call.arguments);
    if (!asked.ok()) return static_cast<int>(cannot_start(here, asked.reason()));
    const auto* on_store = std::get_if<OnStore>(&asked.value());
    if (on_store == nullptr) {
      return static_cast<int>(cannot_start(here, {"this command is not run inside a server"}));
    }
    return static_cast<int>(run(on_store->command, here));
  };
}

}  // namespace samtycke::server
