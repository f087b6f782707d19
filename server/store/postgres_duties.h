// Which of the processes on one database does what only one of them should: an advisory lock for each duty,
// held by a connection that does nothing else. When its process ends, or is cut off, the server sees the
// connection end and the lock is free.
#pragma once

#include <memory>
#include <mutex>
#include <set>

#include "server/store/postgres_open.h"
#include "server/store/store.h"

namespace samtycke::server {

// May be asked from any thread.
class PostgresDuties {
 public:
  explicit PostgresDuties(PostgresPlaces);
  bool has(Duty);

 private:
  const PostgresPlaces places_;
  std::mutex mutex_;  // Guards everything below.
  std::unique_ptr<postgres::Connection> connection_;
  std::set<Duty> held_;
};

}  // namespace samtycke::server
