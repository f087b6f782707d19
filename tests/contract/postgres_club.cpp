#include "tests/contract/postgres_club.h"

#include "core/base/check.h"
#include "tests/contract/keepers.h"

namespace samtycke::server {
namespace {

using support::PostgresServer;

// Emptied and not made anew: making a hundred tables takes a second.
constexpr const char* empty_rows =
    "DELETE FROM member; DELETE FROM session; DELETE FROM pending_sign_in; DELETE FROM mail;"
    "DELETE FROM setting; DELETE FROM erasure; DELETE FROM leaf; DELETE FROM tile; DELETE FROM "
    "transaction_made;"
    "UPDATE leaf_count SET count = 0; UPDATE checkpoint SET note = '';"
    "ALTER SEQUENCE mail_number RESTART; DELETE FROM fact WHERE name = 'erasures'";
constexpr const char* empty_keys =
    "DELETE FROM member_key; DELETE FROM erasing; DELETE FROM erased;"
    "DELETE FROM fact WHERE name = 'erasures'";

}  // namespace

PostgresServer& postgres_server() {
  static PostgresServer server(PostgresServer::Synced::no);
  return server;
}

PostgresOptions empty_postgres_club() {
  PostgresServer& server = postgres_server();
  static bool is_there = false;
  if (is_there) {
    server.run("club", empty_rows);
    server.run("club_keys", empty_keys);
  } else {
    server.create("club");
    server.create("club_keys");
    is_there = true;
  }
  PostgresOptions options;
  options.places = {server.url("club"), {}, server.file("club.key")};
  return options;
}

std::unique_ptr<PostgresStore> open_postgres_club(PostgresOptions options) {
  auto opened = PostgresStore::open(std::move(options));
  SAMTYCKE_CHECK(opened.ok());
  return std::move(opened).value();
}

std::vector<Keeper> keepers() {
  if (!PostgresServer::is_installed()) return {};
  return {{"Postgres", [](const support::TemporaryFolder&) -> std::unique_ptr<Store> {
             return open_postgres_club(empty_postgres_club());
           }}};
}

}  // namespace samtycke::server
