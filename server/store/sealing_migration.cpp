#include "server/store/sealing_migration.h"

#include <charconv>
#include <utility>

#include "core/base/check.h"

namespace samtycke::server {
namespace {

constexpr const char* put_new_in_place =
    "DROP TABLE record;      ALTER TABLE sealed_record RENAME TO record;"
    "DROP TABLE receipt;     ALTER TABLE sealed_receipt RENAME TO receipt;"
    "DROP TABLE interaction; ALTER TABLE sealed_interaction RENAME TO interaction;"
    "DROP TABLE decision;    ALTER TABLE sealed_decision RENAME TO decision;"
    "DROP TABLE lookup;      ALTER TABLE sealed_lookup RENAME TO lookup;"
    "DROP TABLE idempotency; ALTER TABLE sealed_idempotency RENAME TO idempotency;"
    "DROP TABLE pending_sign_in;"
    "ALTER TABLE sealed_pending_sign_in RENAME TO pending_sign_in;"
    "CREATE UNIQUE INDEX lookup_of_member ON lookup (member, kind);"
    "CREATE INDEX idempotency_by_age ON idempotency (at);"
    "CREATE INDEX idempotency_of_member ON idempotency (member);"
    "CREATE INDEX pending_by_recipient ON pending_sign_in (recipient);"
    "ALTER TABLE mail DROP COLUMN recipient;"
    "ALTER TABLE mail DROP COLUMN subject;"
    "CREATE INDEX mail_by_addressee ON mail (addressee);"
    "CREATE INDEX session_of_member ON session (member);";

// Seals row after row; the rows come in the order of the members, so one key at a time is enough.
class Sealing {
 public:
  Sealing(sqlite::Database& database, Keystore& keystore, const Secrets& secrets)
      : database_(database), keystore_(keystore), secrets_(secrets) {}

  bool give_keys() {
    sqlite::Statement members(database_, "SELECT id FROM member");
    sqlite::Rows rows = members.with();
    while (rows.next()) {
      const MemberId member(rows.text(0));
      const auto known = keystore_.member(member);
      if (known.ok()) continue;  // From a try that was cut short.
      if (known.reason() != NoKey::none) return false;
      keystore_.put(member, keystore_.version_for_new_members(), Key::random());
    }
    database_.run(
        ("UPDATE member SET key_version = " + std::to_string(keystore_.version_for_new_members()))
            .c_str());
    return keystore_.commit() && !database_.failed();
  }

  // Tables of rows that are named by a field or a number.
  bool seal_named(std::string_view table, const char* select, const char* insert) {
    sqlite::Statement old(database_, select);
    sqlite::Statement put(database_, insert);
    sqlite::Rows rows = old.with();
    while (rows.next()) {
      const MemberSeal* seal = seal_of(MemberId(rows.text(0)));
      if (seal == nullptr) return false;
      const std::string name = seal->name(table, rows.text(1));
      put.run(seal->member().text(), sqlite::Bytes{name},
              sqlite::Bytes{seal->seal(table, name, rows.text(2))});
    }
    return !database_.failed();
  }

  bool seal_decisions() {
    sqlite::Statement old(database_, "SELECT member, place, body FROM decision ORDER BY member");
    sqlite::Statement put(database_, "INSERT INTO sealed_decision VALUES (?1, ?2, ?3)");
    sqlite::Rows rows = old.with();
    while (rows.next()) {
      const MemberSeal* seal = seal_of(MemberId(rows.text(0)));
      if (seal == nullptr) return false;
      const std::int64_t place = rows.number(1);
      put.run(seal->member().text(), place,
              sqlite::Bytes{seal->seal("decision", std::to_string(place), rows.text(2))});
    }
    return !database_.failed();
  }

  void blind_lookups() {
    sqlite::Statement old(database_, "SELECT kind, value, member FROM lookup");
    sqlite::Statement put(database_, "INSERT INTO sealed_lookup VALUES (?1, ?2, ?3, ?4)");
    sqlite::Rows rows = old.with();
    while (rows.next()) {
      const auto kind = rows.number(0) == 1 ? LookupKind::member_number : LookupKind::email;
      const std::string value = secrets_.lookup({kind, rows.text(1)});
      const MemberId member(rows.text(2));
      put.run(rows.number(0), sqlite::Bytes{value}, member.text(),
              sqlite::Bytes{secrets_.bind_lookup(value, member)});
    }
  }

  // An answer whose member cannot be told from its scope is dropped: nobody could erase it.
  bool seal_answers() {
    sqlite::Statement old(database_,
                          "SELECT member.id, scope, route, key, body_sha256, answer, at"
                          " FROM idempotency JOIN member ON scope = 'member:' || member.id"
                          " ORDER BY member.id");
    sqlite::Statement put(database_, "INSERT INTO sealed_idempotency VALUES (?1, ?2, ?3, ?4)");
    sqlite::Rows rows = old.with();
    while (rows.next()) {
      const MemberSeal* seal = seal_of(MemberId(rows.text(0)));
      if (seal == nullptr) return false;
      const Idempotency row{rows.text(1), rows.text(2), rows.text(3),
                            rows.text(4), rows.text(5), Instant{rows.number(6)}};
      const std::string name = secrets_.idempotency(row);
      put.run(sqlite::Bytes{name}, seal->member().text(),
              sqlite::Bytes{seal->seal("idempotency", name, pack(row))}, row.at.utc_ms);
    }
    return !database_.failed();
  }

  void seal_pending() {
    sqlite::Statement old(database_,
                          "SELECT browser_sha256, code_sha256, member, email, expires, tries_left"
                          " FROM pending_sign_in");
    sqlite::Statement put(database_,
                          "INSERT INTO sealed_pending_sign_in VALUES (?1, ?2, ?3, ?4, ?5)");
    sqlite::Rows rows = old.with();
    while (rows.next()) {
      PendingSignIn sign_in;
      sign_in.code_sha256 = rows.text(1);
      if (!rows.is_null(2)) sign_in.member = MemberId(rows.text(2));
      sign_in.email = rows.text(3);
      const std::string browser = rows.text(0);
      put.run(browser, sqlite::Bytes{secrets_.addressee(sign_in.email)},
              sqlite::Bytes{secrets_.seal_visitor("pending_sign_in", browser, pack(sign_in))},
              rows.number(4), rows.number(5));
    }
  }

  void seal_mails() {
    std::vector<Mail> mails;
    {
      sqlite::Statement old(database_, "SELECT number, recipient, subject, body FROM mail");
      sqlite::Rows rows = old.with();
      while (rows.next()) {
        mails.push_back({rows.number(0), rows.text(1), rows.text(2), rows.text(3), {}});
      }
    }
    sqlite::Statement put(database_,
                          "UPDATE mail SET recipient = '', subject = '', body = ?2, addressee = ?3"
                          " WHERE number = ?1");
    for (const Mail& mail : mails) {
      put.run(mail.number,
              sqlite::Bytes{secrets_.seal_visitor("mail", std::to_string(mail.number), pack(mail))},
              sqlite::Bytes{secrets_.addressee(mail.to)});
    }
  }

 private:
  const MemberSeal* seal_of(const MemberId& member) {
    if (seal_ && seal_->member() == member) return &*seal_;
    auto key = keystore_.member(member);
    if (!key.ok()) return nullptr;
    seal_.emplace(member, std::move(key).value());
    return &*seal_;
  }

  sqlite::Database& database_;
  Keystore& keystore_;
  const Secrets& secrets_;
  std::optional<MemberSeal> seal_;
};

}  // namespace

std::string version_fact(StoreKeyKind kind) {
  return std::string(key(kind)) + "_version";
}

std::optional<std::string> read_fact(sqlite::Database& database, std::string_view name) {
  sqlite::Statement statement(database, "SELECT value FROM sealing WHERE name = ?1");
  sqlite::Rows rows = statement.with(name);
  if (!rows.next()) return std::nullopt;
  return rows.text(0);
}

std::optional<std::int64_t> number_fact(sqlite::Database& database, std::string_view name) {
  const auto text = read_fact(database, name);
  std::int64_t number = 0;
  if (!text) return std::nullopt;
  const auto read = std::from_chars(text->data(), text->data() + text->size(), number);
  if (read.ec != std::errc()) return std::nullopt;
  return number;
}

void write_fact(sqlite::Database& database, std::string_view name, std::string_view value) {
  sqlite::Statement(database, "INSERT OR REPLACE INTO sealing (name, value) VALUES (?1, ?2)")
      .run(name, value);
}

void remove_fact(sqlite::Database& database, std::string_view name) {
  sqlite::Statement(database, "DELETE FROM sealing WHERE name = ?1").run(name);
}

bool seal_everything(sqlite::Database& database, Keystore& keystore, const Secrets& secrets) {
  Sealing sealing(database, keystore, secrets);
  const bool sealed =
      sealing.give_keys() &&
      sealing.seal_named("record", "SELECT member, field, body FROM record ORDER BY member",
                         "INSERT INTO sealed_record VALUES (?1, ?2, ?3)") &&
      sealing.seal_named("receipt", "SELECT member, number, body FROM receipt ORDER BY member",
                         "INSERT INTO sealed_receipt VALUES (?1, ?2, ?3)") &&
      sealing.seal_named("interaction",
                         "SELECT member, number, body FROM interaction ORDER BY member",
                         "INSERT INTO sealed_interaction VALUES (?1, ?2, ?3)") &&
      sealing.seal_decisions() && sealing.seal_answers();
  if (!sealed) return false;
  sealing.blind_lookups();
  sealing.seal_pending();
  sealing.seal_mails();
  database.run(put_new_in_place);
  write_fact(database, fact::store_name, keystore.name());
  write_fact(database, version_fact(StoreKeyKind::index), std::to_string(secrets.index.version));
  write_fact(database, version_fact(StoreKeyKind::visitors),
             std::to_string(secrets.visitors.version));
  write_fact(database, fact::to_rewrite, "1");
  return !database.failed();
}

bool rewrite_without_traces(sqlite::Database& database) {
  database.run("VACUUM");
  if (!database.checkpoint(sqlite::Database::Checkpoint::truncate)) return false;
  remove_fact(database, fact::to_rewrite);
  return !database.failed();
}

}  // namespace samtycke::server
