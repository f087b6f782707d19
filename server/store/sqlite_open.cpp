#include "server/store/sqlite_open.h"

#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <string>
#include <system_error>

#include "core/base/check.h"
#include "server/store/finish_keys.h"
#include "server/store/ledger_migration.h"
#include "server/store/open_keys.h"
#include "server/store/schema.h"
#include "server/store/sealing_migration.h"

namespace samtycke::server {
namespace {

constexpr std::int64_t sealed_schema = 2;  // From here on nothing personal stands in clear.
constexpr std::int64_t ledger_schema = 3;  // From here on every decision has its leaf.
constexpr std::int64_t application_id = 0x53414D54;  // "SAMT", so that `file` can tell.

// Made by us and not by SQLite, since SQLite would let everyone on the machine read it. Its -wal and
// -shm get the same mode.
bool make_file(const std::string& path) {
  const int descriptor = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (descriptor < 0) return false;
  ::close(descriptor);
  return true;
}

BadStore what_failed(const sqlite::Database& database) {
  switch (database.error() & 0xff) {  // A number of SQLite's, not an enum of ours.
    case SQLITE_NOTADB: return BadStore::not_a_database;
    case SQLITE_CORRUPT: return BadStore::damaged;
    case SQLITE_CANTOPEN:
    case SQLITE_READONLY:
    case SQLITE_PERM: return BadStore::not_writable;
    case SQLITE_BUSY:
    case SQLITE_LOCKED: return BadStore::held;
    default: return BadStore::failed;
  }
}

// Reads only: a file that is not ours stays byte for byte as it was.
Expected<Done, BadStore> check_ours(sqlite::Database& database) {
  const auto id = database.number("PRAGMA application_id");
  const auto version = database.number("PRAGMA user_version");
  const auto things = database.number("SELECT count(*) FROM sqlite_schema");
  if (database.failed() || !id || !version || !things) return Unexpected{what_failed(database)};
  const bool fresh = *id == 0 && *version == 0 && *things == 0;
  if (*id != application_id && !fresh) return Unexpected{BadStore::another_programs};
  if (*version > migrations().back().number) return Unexpected{BadStore::newer_schema};
  return Done{};
}

Expected<Done, BadStore> set_up(sqlite::Database& database) {
  database.run(
      "PRAGMA trusted_schema = OFF;"
      "PRAGMA cell_size_check = ON;"
      "PRAGMA foreign_keys = ON;"
      "PRAGMA secure_delete = ON;");
  const auto mode = database.text("PRAGMA journal_mode = WAL");
  database.run("PRAGMA synchronous = FULL");
  if (database.failed()) return Unexpected{what_failed(database)};
  // A file system without shared memory cannot have a WAL, and SQLite then goes on without one.
  if (mode != "wal") return Unexpected{BadStore::failed};
  return Done{};
}

void reached(const Opening& opening, std::string_view step) {
  if (opening.at_step) opening.at_step(step);
}

// Whole or not at all, the version included.
Expected<Done, BadStore> carry_out(const Migration& step, OpenedStore& store,
                                   const Opening& opening) {
  sqlite::Database& database = *store.database;
  if (database.begin_immediate() == sqlite::Database::Begun::busy) {
    return Unexpected{BadStore::held};
  }
  database.run(("PRAGMA application_id = " + std::to_string(application_id)).c_str());
  database.run(std::string(step.sql).c_str());
  bool carried = true;
  BadStore otherwise = BadStore::keystore_damaged;
  if (step.number == sealed_schema) {
    carried = seal_everything(database, *store.keystore, *store.secrets);
    reached(opening, "rows sealed");
  }
  if (step.number == ledger_schema) {
    const auto proved = prove_everything(database, *store.keystore, *store.secrets);
    carried = proved.ok();
    if (!carried && proved.reason() == NotProved::not_provable) otherwise = BadStore::not_provable;
    reached(opening, "decisions proved");
  }
  database.run(("PRAGMA user_version = " + std::to_string(step.number)).c_str());
  if (carried && database.run("COMMIT")) return Done{};
  const BadStore why = database.failed() ? what_failed(database) : otherwise;
  database.roll_back();
  return Unexpected{why};
}

Expected<Done, BadStore> migrate(OpenedStore& store, const Opening& opening, std::int64_t from) {
  for (const Migration& step : migrations()) {
    if (step.number <= from) continue;
    if (const auto done = carry_out(step, store, opening); !done.ok()) return done;
    reached(opening, "migrated");
  }
  sqlite::Database& database = *store.database;
  // A file that is new has never held anything in clear.
  if (from == 0) remove_fact(database, fact::to_rewrite);
  if (read_fact(database, fact::to_rewrite)) {
    if (!rewrite_without_traces(database)) return Unexpected{what_failed(database)};
    reached(opening, "rewritten");
  }
  if (database.failed()) return Unexpected{what_failed(database)};
  return Done{};
}

Expected<std::unique_ptr<Secrets>, BadStore> first_secrets(Keystore& keystore,
                                                           const Opening& opening) {
  const auto index = keystore.store_keys(StoreKeyKind::index);
  const auto visitors = keystore.store_keys(StoreKeyKind::visitors);
  if (index.empty() || visitors.empty()) return Unexpected{BadStore::keystore_damaged};
  // Which ones are in force, a sealed store says; before that there is one of each.
  return std::unique_ptr<Secrets>(
      new Secrets{keystore.wrapping(), index.front(), visitors.front(), opening.damaged});
}

BadStore meaning(BadJournal why) {
  switch (why) {
    case BadJournal::damaged: return BadStore::journal_damaged;
    case BadJournal::changed: return BadStore::journal_changed;
    case BadJournal::not_readable: return BadStore::not_writable;
  }
  SAMTYCKE_NEVER("every case returns");
}

Expected<Done, BadStore> open_journal(OpenedStore& store, const Opening& opening) {
  const auto keys = store.keystore->store_keys(StoreKeyKind::erasures);
  if (keys.empty()) return Unexpected{BadStore::keystore_damaged};
  const bool is_sealed = store.keystore->journal_is_sealed();
  auto journal = ErasureJournal::open(
      erasure_journal_path(opening.path), store.keystore->name(), keys.front(),
      is_sealed ? ErasureJournal::Lines::sealed : ErasureJournal::Lines::of_any_age);
  if (!journal.ok()) return Unexpected{meaning(journal.reason())};
  store.journal = std::move(journal).value();
  if (!is_sealed) {
    store.keystore->note_journal_sealed();
    if (!store.keystore->commit()) return Unexpected{BadStore::failed};
  }
  const std::int64_t in_store = number_fact(*store.database, fact::erasures).value_or(0);
  const std::int64_t in_keystore = store.keystore->erasures();
  if (store.database->failed()) return Unexpected{what_failed(*store.database)};
  // Its lines only grow, so a shorter one is an old copy: some would come back who were erased since.
  if (store.journal->count() < std::max(in_store, in_keystore)) {
    return Unexpected{BadStore::no_journal};
  }
  if (!store.journal->begin()) return Unexpected{BadStore::not_writable};
  store.erasures = std::min(in_store, in_keystore);
  return Done{};
}

Expected<OpenedStore, BadStore> with_keys(std::unique_ptr<sqlite::Database> database,
                                          const Opening& opening) {
  const auto version = database->number("PRAGMA user_version");
  if (!version) return Unexpected{what_failed(*database)};
  auto keys = open_keys(opening.path, opening.key_file, *version >= sealed_schema);
  if (!keys.ok()) return Unexpected{keys.reason()};
  OpenedKeys opened = std::move(keys).value();
  OpenedStore store{std::move(opened.keystore), nullptr, std::move(database), opened.made_key_file};
  auto secrets = first_secrets(*store.keystore, opening);
  if (!secrets.ok()) return Unexpected{secrets.reason()};
  store.secrets = std::move(secrets).value();
  if (const auto done = migrate(store, opening, *version); !done.ok()) {
    return Unexpected{done.reason()};
  }
  if (const auto done = finish_keys(*store.database, *store.keystore, *store.secrets); !done.ok()) {
    return Unexpected{done.reason()};
  }
  if (const auto done = open_journal(store, opening); !done.ok()) return Unexpected{done.reason()};
  return store;
}

}  // namespace

bool make_folder_of(const std::string& path) {
  const auto folder = std::filesystem::path(path).parent_path();
  if (folder.empty()) return true;
  std::error_code why;
  std::filesystem::create_directories(folder, why);
  return std::filesystem::is_directory(folder, why);
}

Expected<OpenedStore, BadStore> open_for_writing(const Opening& opening) {
  if (!make_file(opening.path)) return Unexpected{BadStore::not_writable};
  auto database = std::make_unique<sqlite::Database>(opening.path, sqlite::Mode::read_write);
  if (database->failed()) return Unexpected{what_failed(*database)};
  if (const auto ours = check_ours(*database); !ours.ok()) return Unexpected{ours.reason()};
  if (const auto ready = set_up(*database); !ready.ok()) return Unexpected{ready.reason()};
  const auto sound = database->text("PRAGMA quick_check(1)");
  if (database->failed()) return Unexpected{what_failed(*database)};
  if (sound != "ok") return Unexpected{BadStore::damaged};
  return with_keys(std::move(database), opening);
}

std::unique_ptr<sqlite::Database> open_for_reading(const std::string& path) {
  auto database = std::make_unique<sqlite::Database>(path, sqlite::Mode::read_only);
  database->run(
      "PRAGMA trusted_schema = OFF;"
      "PRAGMA cell_size_check = ON;"
      // Of pages, in KiB. The system keeps the file's pages too, and every thread has a connection.
      "PRAGMA cache_size = -256;"
      "PRAGMA query_only = ON;");
  return database;
}

}  // namespace samtycke::server
