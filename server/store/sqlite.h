// A thin hold on SQLite: a connection; its statements are those of sql.h.
//
// The first error stays: every later step on the same connection does nothing, until somebody asks
// error(). A function of many statements can so be written straight down and checked once at its end,
// and a connection that has failed is never used again. We considered an Expected from each step and
// dropped it: twenty checks, each a chance to forget one.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "server/store/sql.h"

struct sqlite3;

namespace samtycke::server::sqlite {

enum class Mode { read_write, read_only };

// One thread at a time.
class Database final : public sql::Database {
 public:
  Database(const std::string& path, Mode);
  ~Database() override;
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;

  std::unique_ptr<sql::Prepared> prepare(std::string_view sql) override;
  const sql::Dialect& dialect() const override;

  // Several statements without values. False if the connection has failed, now or before.
  bool run(const char* sql);
  // The first column of the first row, for pragmas and counts.
  std::optional<std::int64_t> number(const char* sql);
  std::optional<std::string> text(const char* sql);

  enum class Begun { yes, busy, failed };
  Begun begin_immediate();  // busy: another process writes; the connection is still good.
  void roll_back();         // Also on a connection that has failed.

  enum class Checkpoint { passive, restart, truncate };
  // False if it failed. Being in the way of a reader is no failure.
  bool checkpoint(Checkpoint);
  // After a failed sync, closing must not try it again.
  void leave_wal_on_close();
  int pages_in_wal() const { return pages_in_wal_; }  // After the last commit of this connection.

  int error() const { return error_; }  // SQLITE_OK, or the extended code of the first error.
  bool failed() const override { return error_ != 0; }
  void note(int result);  // Keeps it, if it is the first error.
  void give_up();         // As if a write of its own had failed: one beside it has.

  sqlite3* handle() { return handle_; }

 private:
  sqlite3* handle_ = nullptr;
  int error_ = 0;
  int pages_in_wal_ = 0;
};

using sql::Bytes;
using sql::Rows;
using sql::Statement;

}  // namespace samtycke::server::sqlite
