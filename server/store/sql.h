// What the rows' SQL stands on: a database, and statements that are prepared once. SQLite (sqlite.h) and
// PostgreSQL (postgres.h) are behind it, so that a member's rows are written in one way for both.
//
// Values stand in the places ?1, ?2 …. The SQL is what both take; where they differ, a keeper's own words
// are in `Dialect`, and nowhere else.
//
// The first error stays with the database: every later step does nothing. A function of many statements is
// so written straight down and checked once at its end.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace samtycke::server::sql {

struct Bytes {  // A value that is not text.
  std::string_view bytes;
};

// A statement as its engine prepared it.
class Prepared {
 public:
  virtual ~Prepared() = default;
  virtual void bind(int place, std::int64_t) = 0;
  virtual void bind(int place, std::string_view) = 0;
  virtual void bind(int place, const Bytes&) = 0;
  virtual void bind_null(int place) = 0;
  virtual bool next() = 0;
  virtual std::string text(int column) const = 0;
  virtual std::int64_t number(int column) const = 0;
  virtual bool is_null(int column) const = 0;
  virtual void reset() = 0;
};

struct Dialect {
  const char* begin_reading;  // A snapshot that stays the same.
  const char* for_update;     // After a SELECT within a transaction that will write its row.
  const char* add_leaf;       // ?1 is the commitment; yields the number, which has no gaps.
  const char* next_mail;      // Yields a number that was never given.
};

// One thread at a time.
class Database {
 public:
  virtual ~Database() = default;
  virtual std::unique_ptr<Prepared> prepare(std::string_view sql) = 0;
  virtual const Dialect& dialect() const = 0;
  virtual bool failed() const = 0;
};

// The rows that a statement yields; at its end the statement is free for the next use.
class Rows {
 public:
  explicit Rows(Prepared& prepared) : prepared_(prepared) {}
  ~Rows() { prepared_.reset(); }
  Rows(const Rows&) = delete;
  Rows& operator=(const Rows&) = delete;

  bool next() { return prepared_.next(); }  // False after the last row, and after an error.
  std::string text(int column) const { return prepared_.text(column); }
  std::int64_t number(int column) const { return prepared_.number(column); }
  bool is_null(int column) const { return prepared_.is_null(column); }

 private:
  Prepared& prepared_;
};

class Statement {
 public:
  Statement(Database& database, std::string_view sql) : prepared_(database.prepare(sql)) {}

  // With these values in the places ?1, ?2 …
  template <class... Value>
  Rows with(const Value&... values) {
    int place = 0;
    (bind(++place, values), ...);
    return Rows(*prepared_);
  }
  // The same for a statement that yields no rows.
  template <class... Value>
  void run(const Value&... values) {
    Rows rows = with(values...);
    rows.next();
  }

 private:
  template <class Value>
  void bind(int place, const Value& value) {
    prepared_->bind(place, value);
  }
  template <class Value>
  void bind(int place, const std::optional<Value>& value) {
    if (value) {
      prepared_->bind(place, *value);
    } else {
      prepared_->bind_null(place);
    }
  }

  std::unique_ptr<Prepared> prepared_;
};

}  // namespace samtycke::server::sql
