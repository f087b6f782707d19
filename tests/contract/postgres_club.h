// A store on the test program's own PostgreSQL.
#pragma once

#include <memory>
#include <string>

#include "server/store/postgres_store.h"
#include "tests/support/postgres_server.h"

namespace samtycke::server {

// Started by the first who asks, for the whole program; ended with it.
support::PostgresServer& postgres_server();

// The databases `club` and `club_keys`, with nobody in them.
PostgresOptions empty_postgres_club();
std::unique_ptr<PostgresStore> open_postgres_club(PostgresOptions);

}  // namespace samtycke::server
