// Opens the files of a SqliteStore for its writer, or says why not.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "server/store/erasure_journal.h"
#include "server/store/keystore.h"
#include "server/store/secrets.h"
#include "server/store/sqlite.h"
#include "server/store/sqlite_store.h"

namespace samtycke::server {

// Makes the file's folder where there is none.
bool make_folder_of(const std::string& path);

struct Opening {
  std::string path;
  std::string key_file;
  StepHook at_step;
  std::function<void(const std::string& row)> damaged;
};

struct OpenedStore {
  std::unique_ptr<Keystore> keystore;
  std::unique_ptr<Secrets> secrets;
  std::unique_ptr<sqlite::Database> database;
  bool made_key_file = false;
  std::unique_ptr<ErasureJournal> journal = nullptr;
  std::int64_t erasures = 0;  // Lines of the journal that both files have carried out.
};

// Checks that the file is ours, not newer than we are and not damaged, before anything is written to
// it; opens its keys; sets the connection up and brings the schema up to date. What a crash left half
// done between the store and its keystore is finished: a sealing, an erasure, a change of keys.
Expected<OpenedStore, BadStore> open_for_writing(const Opening&);

// Read-only, never checkpoints. Check error() before use.
std::unique_ptr<sqlite::Database> open_for_reading(const std::string& path);

}  // namespace samtycke::server
