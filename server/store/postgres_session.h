// A pair of connections, to the rows and to their keys, with everything that is done on them; and the pool
// of those that are not in use.
#pragma once

#include <condition_variable>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "server/store/ledger_rows.h"
#include "server/store/member_rows.h"
#include "server/store/postgres_keys.h"
#include "server/store/postgres_open.h"
#include "server/store/telling_rows.h"
#include "server/store/visitor_rows.h"

namespace samtycke::server {

struct PostgresSession {
  PostgresSession(const PostgresPlaces&, const Secrets&);

  bool failed() const { return rows->failed() || keys_connection->failed(); }
  bool lost() const;
  bool may_try_again() const;  // Somebody else was faster, on a connection that is good.
  // Undoes what was not committed. False: it is of no use any more.
  bool recover();

  std::unique_ptr<postgres::Connection> rows;
  std::unique_ptr<postgres::Connection> keys_connection;
  PostgresKeys keys;
  MemberReader members;
  VisitorReader visitors;
  LedgerReader ledger;
  TellingReader telling;
  MemberWriter member_writer;
  VisitorWriter visitor_writer;
  TellingWriter telling_writer;
  sql::Statement made;  // Yields a row unless the transaction ?1 was made before.
};

// Of `most` sessions at a time; whoever comes then waits.
class PostgresPool {
 public:
  PostgresPool(PostgresPlaces, const Secrets&, std::size_t most);

  class Lease {
   public:
    explicit Lease(PostgresPool&);
    ~Lease();  // Gives it back, if it is still of use.
    Lease(const Lease&) = delete;
    Lease& operator=(const Lease&) = delete;
    PostgresSession& operator*() { return *session_; }
    PostgresSession* operator->() { return session_.get(); }

   private:
    PostgresPool& pool_;
    std::unique_ptr<PostgresSession> session_;
  };
  // Beside the others, for a reading that takes long and whose visitor may read too.
  std::unique_ptr<PostgresSession> one_more() const;

 private:
  std::unique_ptr<PostgresSession> take();
  void give_back(std::unique_ptr<PostgresSession>);

  const PostgresPlaces places_;
  const Secrets& secrets_;
  const std::size_t most_;
  std::mutex mutex_;  // Guards everything below.
  std::condition_variable given_back_;
  std::size_t in_use_ = 0;
  std::vector<std::unique_ptr<PostgresSession>> idle_;
};

}  // namespace samtycke::server
