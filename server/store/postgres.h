// A thin hold on PostgreSQL through libpq: a connection, with the statements of sql.h.
//
// Statements are prepared on the server at their first use. Values travel in binary form: text as UTF-8,
// numbers as eight bytes, so that nothing is ever quoted. The first error stays, as sql.h says; unlike
// SQLite's, a connection may be good for another transaction after it (`recover`).
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "server/store/sql.h"

struct pg_conn;
struct pg_result;

namespace samtycke::server::postgres {

// What came of a step that failed, as far as a caller does something else for it.
enum class Trouble {
  none,
  again,  // 40001, 40P01, 23505: somebody else was faster. The whole transaction may be tried again.
  lost,   // The connection is gone. Whether a COMMIT under way was carried out is not known.
  other,
};

class Connection final : public sql::Database {
 public:
  // Connects. `database` empty: the one that the URL names. Failed, as `lost`, where nobody answers.
  explicit Connection(const std::string& url, const std::string& database = {});
  ~Connection() override;
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  std::unique_ptr<sql::Prepared> prepare(std::string_view sql) override;
  const sql::Dialect& dialect() const override;
  bool failed() const override { return trouble_ != Trouble::none; }

  Trouble trouble() const { return trouble_; }
  // The SQLSTATE of the first error, five letters; empty where libpq itself failed. Never the server's
  // words, which can hold values.
  const std::string& state() const { return state_; }

  // Several statements without values. False if the connection has failed, now or before.
  bool run(const char* sql);
  // The first column of the first row, as text.
  std::optional<std::string> text(const char* sql);
  // COMMIT. Where it is refused the transaction was undone; where the connection is lost, nobody knows.
  bool commit();
  // Ends the transaction without its changes and forgets the error. False: the connection is of no use.
  bool recover();

 private:
  friend class PreparedInPostgres;
  void note(const pg_result*);

  pg_conn* handle_ = nullptr;
  Trouble trouble_ = Trouble::none;
  std::string state_;
  int prepared_ = 0;  // How many statements this connection has named.
};

// The name of the database in a URL, and the same URL's refusal: empty where it is none that libpq takes.
std::string database_in(const std::string& url);
// The URL without its password, for people.
std::string shown(const std::string& url);

}  // namespace samtycke::server::postgres
