// Copies of a store in two places that are kept apart: the rows, and the keys that open them. The key file
// is in neither.
//
//     <data>/store.db           the rows, sealed
//     <data>/store.db.erased    the journal of erasures
//     <keys>/store.db.keys      the keys, wrapped by the key file's
//
// Each is a snapshot, taken while the store is served and without holding up who writes: the rows first,
// then the keys, so that every row has its key; the journal last, so that it knows of every erasure that one
// of the others does not. What a member erased later is in a copy until it is opened: then the journal
// beside the store, which is never replaced by an older one, erases them again before anything is served.
#pragma once

#include <string>

#include "core/base/expected.h"
#include "server/store/sqlite_store.h"

namespace samtycke::server {

struct BackupPlaces {
  std::string data;  // Folders.
  std::string keys;
};

enum class NotCopied {
  already_there,  // A file that would be written over.
  nothing_there,  // No backup, or half of one.
  other_journal,  // The journal beside the store and the backup's are not of one store.
  failed,         // A file cannot be read or written.
};

// Of the store at `path`, whose journal stands still or only grows, and where nobody is being erased meanwhile.
// Half a backup is taken away again.
Expected<Done, NotCopied> back_up(const std::string& path, const BackupPlaces&);

// The journal of erasures beside a store that is to be restored. No file can say that it is the newest; one that is
// not there, or is shorter than the backup's, is not.
enum class Journal { newest_known, missing, older_than_backup };
Journal journal_beside(const std::string& path, const std::string& data);

// Puts the files in place for a store that is not there; the caller holds its lock and opens it then. Of the
// two journals the longer one counts.
Expected<Done, NotCopied> place_backup(const BackupPlaces&, const std::string& path);
// What place_backup() put there, but for the journal.
void take_backup_away(const std::string& path);

}  // namespace samtycke::server
