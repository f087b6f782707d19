#include "server/cli/rotate_key.h"

#include <filesystem>

#include "core/base/check.h"
#include "server/config/places.h"
#include "server/ledger/hand_over.h"
#include "server/ledger/ledger_files.h"
#include "server/store/key_file.h"
#include "server/store/open_keeper.h"
#include "server/store/postgres_open.h"

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
    case RotatedKey::links:
      out << "Links in mails are sealed with a new key. Those that were sent open as before.\n";
      return;
    case RotatedKey::index: out << "Look-ups are hashed with a new key.\n"; return;
    case RotatedKey::members:
      out << rotated.members << " members have a new key; their old ones are destroyed.\n";
      return;
  }
  SAMTYCKE_NEVER("every case returns");
}

Exit cannot_rotate(std::ostream& err, BadStore why, const std::string& path,
                   const std::string& key_file) {
  if (why == BadStore::held) {
    return cannot_start(err, path + ": is in use. Stop the server first; keys change at rest.");
  }
  return cannot_start(err, sentence(why, path, key_file));
}

// Through the store as a server opens it, since the ledger is signed anew with the new key.
Exit rotate_ledger(const Places& places, std::ostream& out, std::ostream& err) {
  const std::string path = places.files;
  const auto opened = open_keeper(places, {});
  if (!opened.ok() && opened.reason().why == BadStore::held) {
    return cannot_rotate(err, BadStore::held, path, {});
  }
  if (!opened.ok()) return cannot_start(err, opened.reason().line);
  const auto next = ledger::hand_over(*opened.value().store, path);
  if (!next.ok()) return cannot_start(err, next.reason().line);
  const ledger::LedgerFiles files = ledger::ledger_files(path);
  out << "The ledger goes on as " << next.value().name << ", signed with a new key; the old one is "
      << "gone.\nPublish " << files.public_key << " and " << files.handovers
      << " where the old public key is published:\nthe second leads from each key to the next, so "
         "that every receipt holds as before.\nCopy "
      << files.key << " to the other machines that serve, and back up anew.\n";
  return Exit::done;
}

// Rows that were sealed under another key are not sealed anew there yet (server/store/README.md).
Exit rotate_on_postgres(const Places& places, RotatedKey which, std::ostream& out,
                        std::ostream& err) {
  if (which != RotatedKey::links) {
    return cannot_start(err,
                        "rotate-key knows links and ledger on PostgreSQL, and changed nothing");
  }
  const auto opened = open_keeper(places, {});
  if (!opened.ok()) return cannot_start(err, opened.reason().line);
  if (!opened.value().store->has(Duty::ledger)) {
    return cannot_start(err, "a server runs on this store. Stop it first; keys change at rest");
  }
  const std::string key_file =
      places.key_file.empty() ? default_key_file(places.files) : places.key_file;
  if (!rotate_link_key({places.db, places.keys_db, key_file})) {
    return cannot_start(err, "the database of the keys does not answer; nothing was changed");
  }
  say(out, which, {}, {});
  return Exit::done;
}

}  // namespace

Exit rotate_key(const RotateKeyCommand& command, const std::string& folder, std::ostream& out,
                std::ostream& err) {
  const auto places = settle_store(command.places, folder);
  if (!places.ok()) return cannot_start(err, places.reason().line);
  const std::string path = places.value().files;
  if (is_postgres(places.value().db) && command.which) {
    return rotate_on_postgres(places.value(), *command.which, out, err);
  }
  const std::string key_file =
      places.value().key_file.empty() ? default_key_file(path) : places.value().key_file;
  if (!is_postgres(places.value().db) && !std::filesystem::exists(path)) {
    return cannot_start(err, path + ": there is no store.");
  }
  if (!command.which) return rotate_ledger(places.value(), out, err);
  RotateOptions options;
  options.key_file = key_file;
  const auto rotated = rotate_keys(path, *command.which, std::move(options));
  if (!rotated.ok()) return cannot_rotate(err, rotated.reason(), path, key_file);
  say(out, *command.which, rotated.value(), key_file);
  return Exit::done;
}

}  // namespace samtycke::server
