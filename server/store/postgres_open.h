// Opens the two databases of a store on PostgreSQL, or says why not; makes the tables of one that is new.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "server/store/link_seal.h"
#include "server/store/postgres.h"
#include "server/store/secrets.h"
#include "server/store/sqlite_store.h"

namespace samtycke::server {

struct PostgresPlaces {
  std::string rows;  // The URL of the rows' database.
  std::string
      keys;  // And of the keys'; the same server's database `<name>_keys` where this is empty.
  std::string key_file;  // 32 bytes; the same file on every machine that serves.
};

// Connections to the two.
std::unique_ptr<postgres::Connection> connect_rows(const PostgresPlaces&);
std::unique_ptr<postgres::Connection> connect_keys(const PostgresPlaces&);

struct OpenedPostgres {
  std::unique_ptr<Secrets> secrets;
  StoreKey erasures;
  LinkKeys links;
  std::uint32_t version_for_new_members = 1;
  bool made_key_file = false;
};

// One process after the other, so that the first makes the tables and the others find them.
Expected<OpenedPostgres, BadStore> open_postgres(
    const PostgresPlaces&, const std::function<void(const std::string& row)>& damaged);

// Another key for links, beside those there are: the next who open the store seal with it. False: it is not kept.
bool rotate_link_key(const PostgresPlaces&);

// A fact of a database about itself: its schema, its name, what it has carried out.
std::optional<std::string> read_fact(postgres::Connection&, std::string_view name);
void write_fact(postgres::Connection&, std::string_view name, std::string_view value);

// Locks that processes on one store share, by number; in both databases.
namespace shared_lock {
inline constexpr const char* opening = "SELECT pg_advisory_lock(1396788564, 1)";  // "SAMT"
inline constexpr const char* erasing = "SELECT pg_advisory_lock(1396788564, 2)";
}  // namespace shared_lock

}  // namespace samtycke::server
