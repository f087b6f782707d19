#include "server/cli/restore.h"

#include "core/base/check.h"
#include "server/config/places.h"
#include "server/config/whole_file.h"
#include "server/ledger/keep_ledger.h"
#include "server/store/backup.h"
#include "server/store/erasure_journal.h"
#include "server/store/sqlite_open.h"

namespace samtycke::server {
namespace {

std::string line_of(NotCopied why, const std::string& path, const std::string& folder) {
  switch (why) {
    case NotCopied::already_there:
      return path + ": there is a store, or its keys. Move " + path + " and " +
             keystore_path(path) + " away first, and leave " + erasure_journal_path(path) + ".";
    case NotCopied::nothing_there:
      return folder + ": holds no whole backup (data/store.db, and store.db.keys in keys or in" +
             " the folder of --keys).";
    case NotCopied::other_journal:
      return erasure_journal_path(path) + ": is not the journal of the store in " + folder +
             ". Move it away only if it is another club's.";
    case NotCopied::failed: return path + ": the backup could not be copied here.";
  }
  SAMTYCKE_NEVER("every case returns");
}

// The key that signs, and whether the ledger can go on from here. The members are back whatever it says.
bool restore_ledger(Store& store, const std::string& path, const std::string& keys,
                    std::ostream& err) {
  const ledger::LedgerFiles files = ledger::ledger_files(path);
  const std::string kept = ledger::log_key_in(keys);
  const auto handovers = proof::handovers_in(read_whole_file(files.handovers).value_or(""));
  const auto key = ledger::copy_log_key(kept, files.key, handovers);
  // Of an older backup; then it is missed below, unless nothing was ever signed.
  if (!key.ok() && key.reason() != BadKeyFile::missing) {
    err << "samtycke: " << kept << " is not the key in " << files.key
        << ", or could not be copied there. It signs the ledger of this backup: put it in place.\n";
    return false;
  }
  const auto ledger = ledger::KeptLedger::open(store, path);
  if (!ledger.ok()) {
    err << "samtycke: " << ledger.reason().line << ".\n";
    return false;
  }
  const auto sequenced = ledger.value()->sequencer.run();
  if (sequenced.ok()) return true;
  err << "samtycke: " << ledger::sentence(sequenced.reason(), files.checkpoint) << ".\n";
  return false;
}

// Whoever was erased since the backup is known by the newest journal only.
std::string no_newest_journal(Journal found, const std::string& path) {
  const std::string journal = erasure_journal_path(path);
  const std::string what =
      found == Journal::missing ? " is not there" : " is older than the backup";
  return journal + what +
         ": without the newest journal of erasures everyone who was erased after this backup was "
         "made comes back, with all that was held and without the no they had said. Put its newest "
         "copy there. Only where there is none: restore --without-journal.";
}

}  // namespace

Exit restore(const RestoreCommand& command, const std::string& folder, std::ostream& out,
             std::ostream& err) {
  const auto places = settle_store(command.places, folder);
  if (!places.ok()) return cannot_start(err, places.reason().line);
  if (is_postgres(places.value().db)) {
    return cannot_start(err,
                        "restore is for copies of SQLite stores; put the two databases back by "
                        "pg_restore, the keys first: whoever opens them then erases again who was "
                        "erased since");
  }
  const std::string path = places.value().files;
  const std::string from = path_in(folder, command.folder);
  const std::string key_file = places.value().key_file;
  SqliteOptions options;
  options.key_file = key_file;
  make_folder_of(path);
  auto lock = StoreLock::try_take(path);
  if (!lock.ok()) {
    const bool held = lock.reason() == NoLock::held;
    return cannot_start(err, sentence(held ? BadStore::held : BadStore::not_writable, path));
  }
  options.lock.emplace(std::move(lock).value());
  const std::string keys = command.keys.empty() ? from + "/keys" : path_in(folder, command.keys);
  const Journal journal = journal_beside(path, from + "/data");
  if (journal != Journal::newest_known && !command.without_journal) {
    return cannot_start(err, no_newest_journal(journal, path));
  }
  const auto placed = place_backup({from + "/data", keys}, path);
  if (!placed.ok()) return cannot_start(err, line_of(placed.reason(), path, from));

  const auto store = SqliteStore::open(path, std::move(options));
  if (!store.ok()) {
    take_backup_away(path);
    return cannot_start(err, sentence(store.reason(), path, key_file));
  }
  const auto members = store.value()->count_members();
  if (!members.ok()) return cannot_start(err, path + ": does not answer.");
  out << "Restored " << path << " with " << members.value() << " members.\n";
  if (store.value()->erased_again() > 0) {
    out << store.value()->erased_again()
        << " who were erased after the backup were erased again.\n";
  }
  if (journal != Journal::newest_known) {
    out << "Whoever was erased since the backup is a member again: erase them anew, by the "
           "requests you have.\n";
  }
  return restore_ledger(*store.value(), path, keys, err) ? Exit::done : Exit::findings;
}

}  // namespace samtycke::server
