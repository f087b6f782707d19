// A thin hold on SQLite: a connection, and statements that are prepared once.
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

struct sqlite3;
struct sqlite3_stmt;

namespace samtycke::server::sqlite {

enum class Mode { read_write, read_only };

// One thread at a time.
class Database {
 public:
  Database(const std::string& path, Mode);
  ~Database();
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;

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
  bool failed() const { return error_ != 0; }
  void note(int result);  // Keeps it, if it is the first error.
  void give_up();         // As if a write of its own had failed: one beside it has.

  sqlite3* handle() { return handle_; }

 private:
  sqlite3* handle_ = nullptr;
  int error_ = 0;
  int pages_in_wal_ = 0;
};

class Statement;

// The rows that a statement yields; at its end the statement is free for the next use.
class Rows {
 public:
  explicit Rows(Statement& statement) : statement_(statement) {}
  ~Rows();
  Rows(const Rows&) = delete;
  Rows& operator=(const Rows&) = delete;

  bool next();  // False after the last row, and after an error.
  std::string text(int column) const;
  std::int64_t number(int column) const;
  bool is_null(int column) const;

 private:
  Statement& statement_;
};

struct Bytes {  // Bound as a BLOB.
  std::string_view bytes;
};

class Statement {
 public:
  Statement(Database&, std::string_view sql);
  ~Statement();
  Statement(const Statement&) = delete;
  Statement& operator=(const Statement&) = delete;

  // With these values in the places ?1, ?2 …
  template <class... Value>
  Rows with(const Value&... values) {
    int place = 0;
    (bind(++place, values), ...);
    return Rows(*this);
  }
  // The same for a statement that yields no rows.
  template <class... Value>
  void run(const Value&... values) {
    Rows rows = with(values...);
    rows.next();
  }

 private:
  friend class Rows;
  void bind(int place, std::int64_t);
  void bind(int place, std::string_view);
  void bind(int place, const Bytes&);
  void bind_null(int place);
  template <class Value>
  void bind(int place, const std::optional<Value>& value) {
    if (value) {
      bind(place, *value);
    } else {
      bind_null(place);
    }
  }

  Database& database_;
  sqlite3_stmt* handle_ = nullptr;
};

}  // namespace samtycke::server::sqlite
