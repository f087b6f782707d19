#include "server/store/postgres_session.h"

#include <utility>

namespace samtycke::server {

using postgres::Trouble;

PostgresSession::PostgresSession(const PostgresPlaces& places, const Secrets& secrets)
    : rows(connect_rows(places)),
      keys_connection(connect_keys(places)),
      keys(*keys_connection, secrets.wrapping),
      members(*rows, keys, secrets),
      visitors(*rows, secrets),
      ledger(*rows),
      telling(*rows, keys, secrets),
      member_writer(*rows, keys, secrets),
      visitor_writer(*rows, secrets),
      telling_writer(*rows, keys),
      made(*rows,
           "INSERT INTO transaction_made (name) VALUES (?1)"
           " ON CONFLICT (name) DO NOTHING RETURNING name") {}

bool PostgresSession::lost() const {
  return rows->trouble() == Trouble::lost || keys_connection->trouble() == Trouble::lost;
}

bool PostgresSession::may_try_again() const {
  return !lost() &&
         (rows->trouble() == Trouble::again || keys_connection->trouble() == Trouble::again);
}

bool PostgresSession::recover() {
  const bool rows_good = rows->recover();
  return keys_connection->recover() && rows_good;
}

PostgresPool::PostgresPool(PostgresPlaces places, const Secrets& secrets, std::size_t most)
    : places_(std::move(places)), secrets_(secrets), most_(most) {}

PostgresPool::Lease::Lease(PostgresPool& pool) : pool_(pool), session_(pool.take()) {}

PostgresPool::Lease::~Lease() {
  pool_.give_back(std::move(session_));
}

std::unique_ptr<PostgresSession> PostgresPool::one_more() const {
  return std::make_unique<PostgresSession>(places_, secrets_);
}

std::unique_ptr<PostgresSession> PostgresPool::take() {
  {
    std::unique_lock lock(mutex_);
    given_back_.wait(lock, [this] { return in_use_ < most_; });
    ++in_use_;
    if (!idle_.empty()) {
      auto session = std::move(idle_.back());
      idle_.pop_back();
      return session;
    }
  }
  return one_more();
}

void PostgresPool::give_back(std::unique_ptr<PostgresSession> session) {
  const bool good = session->recover();
  std::vector<std::unique_ptr<PostgresSession>> useless;
  {
    const std::lock_guard lock(mutex_);
    --in_use_;
    if (good) {
      idle_.push_back(std::move(session));
    } else {
      // The server has ended, most likely, and the others have lost theirs as well.
      useless.swap(idle_);
    }
  }
  given_back_.notify_one();
}

}  // namespace samtycke::server
