#include "server/store/postgres_open.h"

#include <charconv>
#include <utility>

#include "server/store/key_file.h"
#include "server/store/open_keys.h"
#include "server/store/postgres_schema.h"
#include "server/store/sealing_migration.h"

namespace samtycke::server {
namespace {

using postgres::Connection;

constexpr std::string_view schema_fact = "schema";

template <class Number>
Number number_in(std::string_view text) {
  Number number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

enum class Holds { nothing, ours, others };
Holds what_it_holds(Connection& connection) {
  const auto tables = connection.text(
      "SELECT count(*) FROM information_schema.tables"
      " WHERE table_schema = current_schema() AND table_type = 'BASE TABLE'");
  if (tables == "0") return Holds::nothing;
  const auto facts = connection.text(
      "SELECT count(*) FROM information_schema.columns"
      " WHERE table_schema = current_schema() AND table_name = 'fact'"
      " AND column_name IN ('name', 'value')");
  return facts == "2" && read_fact(connection, schema_fact) ? Holds::ours : Holds::others;
}

BadStore what_failed(const Connection& connection, BadStore otherwise) {
  if (connection.trouble() == postgres::Trouble::lost) return otherwise;
  return connection.state() == "42501" ? BadStore::not_writable : BadStore::failed;
}

// Brings the tables up to date, with `first` facts where there were none; whole or not at all.
template <class First>
Expected<Done, BadStore> migrate(Connection& connection, const std::vector<Migration>& steps,
                                 BadStore lost, const First& first) {
  const Holds holds = what_it_holds(connection);
  if (holds == Holds::others && !connection.failed()) return Unexpected{BadStore::another_programs};
  const auto done = holds == Holds::ours
                        ? number_in<std::int64_t>(read_fact(connection, schema_fact).value_or("0"))
                        : 0;
  if (done > steps.back().number) return Unexpected{BadStore::newer_schema};
  if (done == steps.back().number && !connection.failed()) return Done{};
  connection.run("BEGIN");
  for (const Migration& step : steps) {
    if (step.number > done) connection.run(std::string(step.sql).c_str());
  }
  if (done == 0) first();
  write_fact(connection, schema_fact, std::to_string(steps.back().number));
  if (!connection.commit()) return Unexpected{what_failed(connection, lost)};
  return Done{};
}

void put_key(Connection& keys, const Key& wrapping, StoreKeyKind kind) {
  const std::string wrapped = seal(wrapping, 1, key_place(kind), Key::random().bytes());
  sql::Statement(keys, "INSERT INTO store_key (kind, version, wrapped) VALUES (?1, ?2, ?3)")
      .run(server::key(kind), std::int64_t{1}, sql::Bytes{wrapped});
}

Expected<FirstKey, BadStore> make_keys(Connection& keys, const std::string& key_file) {
  auto first = first_key(key_file);
  if (!first.ok()) return first;
  const Key& master = first.value().master;
  const Key wrapping = master.derived("samtwrap");
  const auto made = migrate(keys, postgres_key_steps(), BadStore::no_keys_answer, [&] {
    write_fact(keys, "name", hex(Key::random().bytes().substr(0, 16)));
    write_fact(keys, "master", master.fingerprint());
    write_fact(keys, "generation", "1");
    for (const StoreKeyKind kind :
         {StoreKeyKind::index, StoreKeyKind::visitors, StoreKeyKind::erasures}) {
      put_key(keys, wrapping, kind);
    }
  });
  if (!made.ok()) return Unexpected{made.reason()};
  return first;
}

// The key file's, once the keystore is there and wrapped by it.
Expected<FirstKey, BadStore> open_keystore(Connection& keys, const std::string& key_file,
                                           bool is_sealed) {
  const Holds holds = what_it_holds(keys);
  if (keys.failed()) return Unexpected{what_failed(keys, BadStore::no_keys_answer)};
  if (holds == Holds::others) return Unexpected{BadStore::another_programs};
  if (holds == Holds::nothing) {
    if (is_sealed) return Unexpected{BadStore::no_keystore};
    return make_keys(keys, key_file);
  }
  auto master = read_key_file(key_file);
  if (!master.ok()) return Unexpected{meaning(master.reason())};
  const auto fingerprint = read_fact(keys, "master");
  if (!fingerprint) return Unexpected{BadStore::keystore_damaged};
  if (*fingerprint != master.value().fingerprint()) return Unexpected{BadStore::wrong_key_file};
  const auto done = migrate(keys, postgres_key_steps(), BadStore::no_keys_answer, [] {});
  if (!done.ok()) return Unexpected{done.reason()};
  return FirstKey{std::move(master).value()};
}

std::vector<StoreKey> all_of(Connection& keys, const Key& wrapping, StoreKeyKind kind) {
  sql::Statement all(keys,
                     "SELECT version, wrapped FROM store_key WHERE kind = ?1 ORDER BY version");
  return keys_in(all, wrapping, kind);
}

std::optional<StoreKey> in_force(Connection& keys, const Key& wrapping, StoreKeyKind kind,
                                 std::uint32_t version) {
  for (const StoreKey& one : all_of(keys, wrapping, kind)) {
    if (one.version == version) return one;
  }
  return std::nullopt;
}

Expected<OpenedPostgres, BadStore> with_keys(
    Connection& rows, Connection& keys, const FirstKey& first,
    const std::function<void(const std::string& row)>& damaged) {
  const Key wrapping = first.master.derived("samtwrap");
  const auto name = read_fact(keys, "name");
  const auto made = migrate(rows, postgres_row_steps(), BadStore::no_answer, [&] {
    write_fact(rows, fact::store_name, name.value_or(""));
    write_fact(rows, version_fact(StoreKeyKind::index), "1");
    write_fact(rows, version_fact(StoreKeyKind::visitors), "1");
  });
  if (!made.ok()) return Unexpected{made.reason()};
  if (!name || read_fact(rows, fact::store_name) != name) {
    return Unexpected{keys.failed() ? BadStore::no_keys_answer : BadStore::other_keystore};
  }
  const auto version = [&](StoreKeyKind kind) {
    return number_in<std::uint32_t>(read_fact(rows, version_fact(kind)).value_or("1"));
  };
  const auto index = in_force(keys, wrapping, StoreKeyKind::index, version(StoreKeyKind::index));
  const auto visitors =
      in_force(keys, wrapping, StoreKeyKind::visitors, version(StoreKeyKind::visitors));
  const auto erasures = in_force(keys, wrapping, StoreKeyKind::erasures, 1);
  const auto links = all_of(keys, wrapping, StoreKeyKind::links);
  if (rows.failed()) return Unexpected{what_failed(rows, BadStore::no_answer)};
  if (keys.failed()) return Unexpected{what_failed(keys, BadStore::no_keys_answer)};
  if (!index || !visitors || !erasures) return Unexpected{BadStore::keystore_damaged};
  OpenedPostgres opened{std::unique_ptr<Secrets>(new Secrets{wrapping, *index, *visitors, damaged}),
                        *erasures, link_keys(*erasures, links),
                        number_in<std::uint32_t>(read_fact(keys, "generation").value_or("1")),
                        first.made_key_file};
  return opened;
}

Expected<OpenedPostgres, BadStore> open_locked(
    Connection& rows, Connection& keys, const std::string& key_file,
    const std::function<void(const std::string& row)>& damaged) {
  // Both let go of when the connections end.
  rows.text(shared_lock::opening);
  keys.text(shared_lock::opening);
  const Holds holds = what_it_holds(rows);
  if (rows.failed()) return Unexpected{what_failed(rows, BadStore::no_answer)};
  if (holds == Holds::others) return Unexpected{BadStore::another_programs};
  const auto first = open_keystore(keys, key_file, holds == Holds::ours);
  if (!first.ok()) return Unexpected{first.reason()};
  return with_keys(rows, keys, first.value(), damaged);
}

}  // namespace

std::unique_ptr<Connection> connect_rows(const PostgresPlaces& places) {
  return std::make_unique<Connection>(places.rows);
}

std::unique_ptr<Connection> connect_keys(const PostgresPlaces& places) {
  if (!places.keys.empty()) return std::make_unique<Connection>(places.keys);
  return std::make_unique<Connection>(places.rows, postgres::database_in(places.rows) + "_keys");
}

std::optional<std::string> read_fact(Connection& connection, std::string_view name) {
  sql::Statement read(connection, "SELECT value FROM fact WHERE name = ?1");
  sql::Rows rows = read.with(name);
  if (!rows.next()) return std::nullopt;
  return rows.text(0);
}

void write_fact(Connection& connection, std::string_view name, std::string_view value) {
  sql::Statement(connection,
                 "INSERT INTO fact (name, value) VALUES (?1, ?2)"
                 " ON CONFLICT (name) DO UPDATE SET value = excluded.value")
      .run(name, value);
}

Expected<OpenedPostgres, BadStore> open_postgres(
    const PostgresPlaces& places, const std::function<void(const std::string& row)>& damaged) {
  const auto rows = connect_rows(places);
  if (rows->failed()) return Unexpected{BadStore::no_answer};
  const auto keys = connect_keys(places);
  if (keys->failed()) return Unexpected{BadStore::no_keys_answer};
  return open_locked(*rows, *keys, places.key_file, damaged);
}

bool rotate_link_key(const PostgresPlaces& places) {
  const auto master = read_key_file(places.key_file);
  const auto keys = connect_keys(places);
  if (!master.ok() || keys->failed()) return false;
  const Key wrapping = master.value().derived("samtwrap");
  keys->text(shared_lock::opening);
  const auto known = all_of(*keys, wrapping, StoreKeyKind::links);
  const std::uint32_t version = (known.empty() ? 1 : known.back().version) + 1;
  const std::string wrapped =
      seal(wrapping, version, key_place(StoreKeyKind::links), Key::random().bytes());
  sql::Statement(*keys, "INSERT INTO store_key (kind, version, wrapped) VALUES (?1, ?2, ?3)")
      .run(key(StoreKeyKind::links), std::int64_t{version}, sql::Bytes{wrapped});
  return !keys->failed();
}

}  // namespace samtycke::server
