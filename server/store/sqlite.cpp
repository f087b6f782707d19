#include "server/store/sqlite.h"

#include <sqlite3.h>

#include "core/base/check.h"

namespace samtycke::server::sqlite {
namespace {

// How long a step waits for another process, in milliseconds. Within this process nobody waits.
constexpr int patience_ms = 5000;

int remember_pages(void* pages, sqlite3*, const char*, int count) {
  *static_cast<int*>(pages) = count;
  return SQLITE_OK;
}

int mode_of(Database::Checkpoint how) {
  switch (how) {
    case Database::Checkpoint::passive: return SQLITE_CHECKPOINT_PASSIVE;
    case Database::Checkpoint::restart: return SQLITE_CHECKPOINT_RESTART;
    case Database::Checkpoint::truncate: return SQLITE_CHECKPOINT_TRUNCATE;
  }
  SAMTYCKE_NEVER("every case returns");
}

constexpr sql::Dialect words{
    "BEGIN",
    "",
    "INSERT INTO leaf (commitment) VALUES (?1) RETURNING number",
    // AUTOINCREMENT's own memory, which outlives the rows: a number is never given twice.
    "SELECT coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'mail'), 0) + 1",
};

class PreparedInSqlite final : public sql::Prepared {
 public:
  PreparedInSqlite(Database& database, std::string_view sql) : database_(database) {
    if (database_.failed()) return;
    database_.note(sqlite3_prepare_v3(database_.handle(), sql.data(), static_cast<int>(sql.size()),
                                      SQLITE_PREPARE_PERSISTENT, &handle_, nullptr));
  }
  ~PreparedInSqlite() override { sqlite3_finalize(handle_); }
  PreparedInSqlite(const PreparedInSqlite&) = delete;
  PreparedInSqlite& operator=(const PreparedInSqlite&) = delete;

  void bind(int place, std::int64_t value) override {
    if (!database_.failed()) database_.note(sqlite3_bind_int64(handle_, place, value));
  }
  void bind(int place, std::string_view value) override {
    if (database_.failed()) return;
    // An empty view may point nowhere, and SQLite would read that as null.
    const char* start = value.empty() ? "" : value.data();
    database_.note(
        sqlite3_bind_text64(handle_, place, start, value.size(), SQLITE_TRANSIENT, SQLITE_UTF8));
  }
  void bind(int place, const Bytes& value) override {
    if (database_.failed()) return;
    const char* start = value.bytes.empty() ? "" : value.bytes.data();
    database_.note(
        sqlite3_bind_blob64(handle_, place, start, value.bytes.size(), SQLITE_TRANSIENT));
  }
  void bind_null(int place) override {
    if (!database_.failed()) database_.note(sqlite3_bind_null(handle_, place));
  }
  bool next() override {
    if (database_.failed()) return false;
    const int result = sqlite3_step(handle_);
    database_.note(result);
    return result == SQLITE_ROW;
  }
  std::string text(int column) const override {
    const void* bytes = sqlite3_column_blob(handle_, column);
    const int size = sqlite3_column_bytes(handle_, column);
    if (bytes == nullptr) return {};
    return {static_cast<const char*>(bytes), static_cast<std::size_t>(size)};
  }
  std::int64_t number(int column) const override { return sqlite3_column_int64(handle_, column); }
  bool is_null(int column) const override {
    return sqlite3_column_type(handle_, column) == SQLITE_NULL;
  }
  // What it answers is the error of the last step again, which next() has noted.
  void reset() override { sqlite3_reset(handle_); }

 private:
  Database& database_;
  sqlite3_stmt* handle_ = nullptr;
};

}  // namespace

Database::Database(const std::string& path, Mode mode) {
  const int how =
      mode == Mode::read_write ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE : SQLITE_OPEN_READONLY;
  note(sqlite3_open_v2(path.c_str(), &handle_, how | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE,
                       nullptr));
  if (failed()) return;
  note(sqlite3_busy_timeout(handle_, patience_ms));
  note(sqlite3_db_config(handle_, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr));
  // A hook of our own takes the place of SQLite's, which checkpoints and ignores its errors. (PRAGMA
  // wal_autocheckpoint, with 0 too, would take ours away again.)
  sqlite3_wal_hook(handle_, remember_pages, &pages_in_wal_);
  if (mode == Mode::read_only) leave_wal_on_close();
}

Database::~Database() {
  sqlite3_close_v2(handle_);
}

std::unique_ptr<sql::Prepared> Database::prepare(std::string_view sql) {
  return std::make_unique<PreparedInSqlite>(*this, sql);
}

const sql::Dialect& Database::dialect() const {
  return words;
}

void Database::note(int result) {
  if (error_ == SQLITE_OK && result != SQLITE_ROW && result != SQLITE_DONE) error_ = result;
}

void Database::give_up() {
  note(SQLITE_IOERR);
}

bool Database::run(const char* sql) {
  if (failed()) return false;
  note(sqlite3_exec(handle_, sql, nullptr, nullptr, nullptr));
  return !failed();
}

std::optional<std::int64_t> Database::number(const char* sql) {
  Statement statement(*this, sql);
  Rows rows = statement.with();
  if (!rows.next()) return std::nullopt;
  return rows.number(0);
}

std::optional<std::string> Database::text(const char* sql) {
  Statement statement(*this, sql);
  Rows rows = statement.with();
  if (!rows.next()) return std::nullopt;
  return rows.text(0);
}

Database::Begun Database::begin_immediate() {
  if (failed()) return Begun::failed;
  const int result = sqlite3_exec(handle_, "BEGIN IMMEDIATE", nullptr, nullptr, nullptr);
  if ((result & 0xff) == SQLITE_BUSY) return Begun::busy;
  note(result);
  return failed() ? Begun::failed : Begun::yes;
}

void Database::roll_back() {
  if (handle_ != nullptr && sqlite3_get_autocommit(handle_) == 0) {
    sqlite3_exec(handle_, "ROLLBACK", nullptr, nullptr, nullptr);
  }
}

bool Database::checkpoint(Checkpoint how) {
  if (failed()) return false;
  const int result = sqlite3_wal_checkpoint_v2(handle_, nullptr, mode_of(how), nullptr, nullptr);
  if ((result & 0xff) == SQLITE_BUSY || (result & 0xff) == SQLITE_LOCKED) return true;
  note(result);
  return !failed();
}

void Database::leave_wal_on_close() {
  note(sqlite3_db_config(handle_, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr));
}

}  // namespace samtycke::server::sqlite
