#include "server/cli/rotate_key.h"

#include <filesystem>

#include "core/base/check.h"
#include "server/config/places.h"
#include "server/store/key_file.h"

namespace samtycke::server {
namespace {

void say(std::ostream& out, RotatedKey which, const Rotated& rotated, const std::string& key_file) {
  switch (which) {
    case RotatedKey::master:
      out << "The key file " << key_file << " is new, and opens what the old one opened.\n"
          << "Put a copy of it where the old copy lies. Backups made before now open with the old "
             "one only:\nmake a new backup, then destroy the older ones and the old copies of the "
             "key file. Whoever has taken\nan old backup of the keys and the old file reads it "
             "still; no new key ends that.\n";
      return;
    case RotatedKey::index: out << "Look-ups are hashed with a new key.\n"; return;
    case RotatedKey::members:
      out << rotated.members << " members have a new key; their old ones are destroyed.\n";
      return;
  }
  SAMTYCKE_NEVER("every case returns");
}

}  // namespace

Exit rotate_key(const RotateKeyCommand& command, const std::string& folder, std::ostream& out,
                std::ostream& err) {
  const auto places = settle_store(command.places, folder);
  if (!places.ok()) return cannot_start(err, places.reason().line);
  if (is_postgres(places.value().db)) {
    return cannot_start(err, "rotate-key knows SQLite stores only, and changed nothing");
  }
  const std::string path = places.value().files;
  const std::string key_file =
      places.value().key_file.empty() ? default_key_file(path) : places.value().key_file;
  if (!std::filesystem::exists(path)) return cannot_start(err, path + ": there is no store.");
  RotateOptions options;
  options.key_file = key_file;
  const auto rotated = rotate_keys(path, command.which, std::move(options));
  if (!rotated.ok() && rotated.reason() == BadStore::held) {
    return cannot_start(err, path + ": is in use. Stop the server first; keys change at rest.");
  }
  if (!rotated.ok()) return cannot_start(err, sentence(rotated.reason(), path, key_file));
  say(out, command.which, rotated.value(), key_file);
  return Exit::done;
}

}  // namespace samtycke::server
