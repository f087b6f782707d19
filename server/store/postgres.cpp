#include "server/store/postgres.h"

#include <libpq-fe.h>

#include <array>
#include <cstddef>
#include <vector>

namespace samtycke::server::postgres {
namespace {

// Of text, bytes and numbers alike: PostgreSQL's own form of a value in memory.
constexpr int binary = 1;

// A transaction that its process forgot must not hold a member's row, or a lock, for good; and a statement
// that waits for longer than this is waiting for one that will not end.
constexpr const char* settings =
    "SET synchronous_commit = on;"
    "SET default_transaction_isolation = 'read committed';"
    "SET lock_timeout = '10s';"
    "SET idle_in_transaction_session_timeout = '60s';"
    // The other way round from the client's keepalives: a machine that is gone holds no lock for long.
    "SET tcp_keepalives_idle = 3; SET tcp_keepalives_interval = 2; SET tcp_keepalives_count = 2;"
    "SET client_min_messages = error";

constexpr sql::Dialect words{
    "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
    " FOR UPDATE",
    // One row counts them, so that the numbers have no gaps; whoever has raised it holds it to its COMMIT.
    "WITH next AS (UPDATE leaf_count SET count = count + 1 RETURNING count)"
    " INSERT INTO leaf (number, commitment)"
    " SELECT count, CAST(?1 AS bytea) FROM next RETURNING number",
    "SELECT nextval('mail_number')",
};

Trouble trouble_of(std::string_view state) {
  if (state == "40001" || state == "40P01" || state == "23505") return Trouble::again;
  // The server ends, or ends us; or it is starting.
  if (state.starts_with("08") || state.starts_with("57P")) return Trouble::lost;
  return Trouble::other;
}

// ?1 -> $1.
std::string numbered(std::string_view sql) {
  std::string text(sql);
  for (std::size_t at = 0; at + 1 < text.size(); ++at) {
    if (text[at] == '?' && text[at + 1] >= '1' && text[at + 1] <= '9') text[at] = '$';
  }
  return text;
}

std::string big_endian(std::int64_t value) {
  auto left = static_cast<std::uint64_t>(value);
  std::string bytes(8, '\0');
  for (std::size_t at = bytes.size(); at-- > 0; left >>= 8) {
    bytes[at] = static_cast<char>(left & 0xff);
  }
  return bytes;
}

struct Clear {
  void operator()(pg_result* result) const { PQclear(result); }
};
using Result = std::unique_ptr<pg_result, Clear>;

struct FreeInfo {
  void operator()(PQconninfoOption* options) const { PQconninfoFree(options); }
};
using Info = std::unique_ptr<PQconninfoOption, FreeInfo>;

Info parsed(const std::string& url) {
  char* why = nullptr;
  Info info(PQconninfoParse(url.c_str(), &why));
  PQfreemem(why);
  return info;
}

}  // namespace

class PreparedInPostgres final : public sql::Prepared {
 public:
  PreparedInPostgres(Connection& connection, std::string_view sql)
      : connection_(connection), sql_(numbered(sql)) {}

  void bind(int place, std::int64_t value) override { at(place) = big_endian(value); }
  void bind(int place, std::string_view value) override { at(place) = std::string(value); }
  void bind(int place, const sql::Bytes& value) override { at(place) = std::string(value.bytes); }
  void bind_null(int place) override { at(place).reset(); }
  // All rows come at once: every statement here yields few.
  bool next() override {
    if (connection_.failed()) return false;
    if (!result_) execute();
    return ++row_ < PQntuples(result_.get()) && !connection_.failed();
  }
  std::string text(int column) const override {
    return {PQgetvalue(result_.get(), row_, column),
            static_cast<std::size_t>(PQgetlength(result_.get(), row_, column))};
  }
  // Of two, four or eight bytes; with its sign.
  std::int64_t number(int column) const override {
    const std::string bytes = text(column);
    std::uint64_t value = !bytes.empty() && (bytes[0] & 0x80) != 0 ? ~std::uint64_t{0} : 0;
    for (const char byte : bytes) value = value << 8 | static_cast<unsigned char>(byte);
    return static_cast<std::int64_t>(value);
  }
  bool is_null(int column) const override { return PQgetisnull(result_.get(), row_, column) != 0; }
  void reset() override {
    result_.reset();
    row_ = -1;
  }

 private:
  std::optional<std::string>& at(int place) {
    const auto size = static_cast<std::size_t>(place);
    if (values_.size() < size) values_.resize(size);
    return values_[size - 1];
  }
  bool prepare() {
    if (!name_.empty()) return true;
    name_ = "s" + std::to_string(++connection_.prepared_);
    const Result made(PQprepare(connection_.handle_, name_.c_str(), sql_.c_str(), 0, nullptr));
    connection_.note(made.get());
    if (connection_.failed()) name_.clear();
    return !connection_.failed();
  }
  void execute() {
    if (!prepare()) return;
    std::vector<const char*> starts;
    std::vector<int> sizes;
    for (const auto& value : values_) {
      starts.push_back(value ? value->data() : nullptr);
      sizes.push_back(value ? static_cast<int>(value->size()) : 0);
    }
    const std::vector<int> forms(values_.size(), binary);
    result_.reset(PQexecPrepared(connection_.handle_, name_.c_str(),
                                 static_cast<int>(values_.size()), starts.data(), sizes.data(),
                                 forms.data(), binary));
    connection_.note(result_.get());
  }

  Connection& connection_;
  const std::string sql_;
  std::string name_;  // Empty: not prepared yet.
  std::vector<std::optional<std::string>> values_;
  Result result_;
  int row_ = -1;
};

Connection::Connection(const std::string& url, const std::string& database) {
  // Parameters that come later win; only the first `dbname` is taken apart as a URL. Another machine that
  // is gone is noticed after seconds, not after the kernel's two hours.
  std::vector<const char*> keys = {"dbname",          "connect_timeout",     "tcp_user_timeout",
                                   "keepalives_idle", "keepalives_interval", "keepalives_count",
                                   "client_encoding"};
  std::vector<const char*> values = {url.c_str(), "5", "8000", "3", "2", "2", "UTF8"};
  if (!database.empty()) {
    keys.push_back("dbname");
    values.push_back(database.c_str());
  }
  keys.push_back(nullptr);
  values.push_back(nullptr);
  handle_ = PQconnectdbParams(keys.data(), values.data(), 1);
  if (PQstatus(handle_) != CONNECTION_OK) {
    trouble_ = Trouble::lost;
    return;
  }
  // The server's notices go nowhere: they may quote rows.
  PQsetNoticeReceiver(
      handle_, [](void*, const PGresult*) {}, nullptr);
  run(settings);
}

Connection::~Connection() {
  PQfinish(handle_);
}

std::unique_ptr<sql::Prepared> Connection::prepare(std::string_view sql) {
  return std::make_unique<PreparedInPostgres>(*this, sql);
}

const sql::Dialect& Connection::dialect() const {
  return words;
}

void Connection::note(const pg_result* result) {
  if (failed()) return;
  const ExecStatusType status = PQresultStatus(result);
  if (status == PGRES_TUPLES_OK || status == PGRES_COMMAND_OK) return;
  const char* state = PQresultErrorField(result, PG_DIAG_SQLSTATE);
  state_ = state == nullptr ? "" : state;
  trouble_ = PQstatus(handle_) != CONNECTION_OK ? Trouble::lost : trouble_of(state_);
}

bool Connection::run(const char* sql) {
  if (failed()) return false;
  const Result result(PQexec(handle_, sql));
  note(result.get());
  return !failed();
}

std::optional<std::string> Connection::text(const char* sql) {
  if (failed()) return std::nullopt;
  const Result result(PQexec(handle_, sql));
  note(result.get());
  if (failed() || PQntuples(result.get()) == 0) return std::nullopt;
  return std::string(PQgetvalue(result.get(), 0, 0));
}

bool Connection::commit() {
  if (failed()) return false;
  const Result result(PQexec(handle_, "COMMIT"));
  note(result.get());
  // A transaction that was aborted answers its COMMIT with a friendly ROLLBACK.
  if (!failed() && std::string_view(PQcmdStatus(result.get())) != "COMMIT") {
    trouble_ = Trouble::other;
  }
  return !failed();
}

bool Connection::recover() {
  if (trouble_ == Trouble::lost) return false;
  trouble_ = Trouble::none;
  state_.clear();
  if (PQtransactionStatus(handle_) == PQTRANS_IDLE) return true;
  return run("ROLLBACK");
}

std::string database_in(const std::string& url) {
  const Info info = parsed(url);
  for (const PQconninfoOption* one = info.get(); one != nullptr && one->keyword != nullptr; ++one) {
    if (one->val == nullptr) continue;
    if (std::string_view(one->keyword) == "dbname") return one->val;
  }
  return {};
}

std::string shown(const std::string& url) {
  const Info info = parsed(url);
  std::string host;
  std::string database;
  for (const PQconninfoOption* one = info.get(); one != nullptr && one->keyword != nullptr; ++one) {
    if (one->val == nullptr) continue;
    if (std::string_view(one->keyword) == "host") host = one->val;
    if (std::string_view(one->keyword) == "dbname") database = one->val;
  }
  return "postgresql://" + host + "/" + database;
}

}  // namespace samtycke::server::postgres
