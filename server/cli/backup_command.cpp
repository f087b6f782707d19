#include <filesystem>
#include <ostream>

#include "server/cli/store_command.h"
#include "server/cli/store_command_parts.h"
#include "server/config/places.h"
#include "server/ledger/ledger_files.h"
#include "server/ledger/log_key.h"

namespace samtycke::server {

Exit run_backup(const BackupCommand& command, const Surroundings& here) {
  const std::string folder = path_in(here.folder, command.folder);
  const std::string data = folder + "/data";
  const std::string keys =
      command.keys.empty() ? folder + "/keys" : path_in(here.folder, command.keys);
  for (const std::string& place : {data, keys}) {
    std::error_code ignored;
    if (std::filesystem::exists(place, ignored) && !std::filesystem::is_empty(place, ignored)) {
      return cannot_start(here, {place + " is not empty; a backup goes to a folder of its own"});
    }
  }
  if (!here.store.back_up(data, keys).ok()) {
    return cannot_start(here, {"the store could not be copied to " + data + " and " + keys});
  }
  const std::string log_key = ledger::ledger_files(here.store_path).key;
  if (!ledger::copy_log_key(log_key, ledger::log_key_in(keys)).ok()) {
    return cannot_start(
        here, {"the rows and their keys were copied, and " + log_key +
               ", which signs the ledger, was not; copy it to " + ledger::log_key_in(keys)});
  }
  here.out
      << "The rows are in " << data << ", the keys in " << keys << ".\n"
      << "Keep the two apart, and apart from the key file: each alone says nothing. Keep the\n"
      << "keys for a short time: what is erased can be read by whoever has old keys and rows.\n"
      << "The key that signs the ledger is with the keys: nobody else may ever have it.\n";
  return Exit::done;
}

}  // namespace samtycke::server
