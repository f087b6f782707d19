#include "server/store/seal_anew.h"

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/wire/member_json.h"

namespace samtycke::server {
namespace {

// The hashes cannot be read back, so they are made from the records they find.
bool hash_lookups(sqlite::Database& database, Keystore& keystore, const Secrets& now,
                  const Secrets& next) {
  database.run("DELETE FROM lookup");
  sqlite::Statement records(database, "SELECT member, name, body FROM record ORDER BY member");
  sqlite::Statement put(database,
                        "INSERT INTO lookup (kind, value, member, body) VALUES (?1, ?2, ?3, ?4)");
  std::optional<MemberSeal> seal;
  sqlite::Rows rows = records.with();
  while (rows.next()) {
    const MemberId member(rows.text(0));
    if (!seal || !(seal->member() == member)) {
      auto key = keystore.member(member);
      if (!key.ok()) return false;
      seal.emplace(member, std::move(key).value());
    }
    const std::string name = rows.text(1);
    // Only two fields are looked up, and their rows' names are known.
    const bool found_by = name == seal->name("record", member::field::email.text()) ||
                          name == seal->name("record", member::field::member_number.text());
    if (!found_by) continue;
    const auto text = seal->unseal(now, "record", name, rows.text(2));
    if (!text) return false;
    const auto record = wire::decode_record(*text);
    const auto lookup = record.ok() ? lookup_of(record.value()) : std::nullopt;
    if (!lookup) return false;
    const std::string value = next.lookup(*lookup);
    put.run(std::int64_t{lookup->kind == LookupKind::member_number ? 1 : 2}, sqlite::Bytes{value},
            member.text(), sqlite::Bytes{next.bind_lookup(value, member)});
  }
  return !database.failed();
}

bool hash_answers(sqlite::Database& database, Keystore& keystore, const Secrets& now,
                  const Secrets& next) {
  sqlite::Statement answers(database, "SELECT name, member, body, at FROM idempotency");
  struct Answer {
    std::string old_name;
    MemberId member;
    std::string name;
    std::string body;
  };
  std::vector<Answer> all;
  {
    sqlite::Rows rows = answers.with();
    while (rows.next()) {
      const std::string name = rows.text(0);
      const MemberId member(rows.text(1));
      const auto key = keystore.member(member);
      if (!key.ok()) return false;
      const MemberSeal seal(member, key.value());
      const auto text = seal.unseal(now, "idempotency", name, rows.text(2));
      const auto row = text ? unpack_idempotency(*text) : std::nullopt;
      if (!row) return false;
      const std::string next_name = next.idempotency(*row);
      all.push_back({name, member, next_name, seal.seal("idempotency", next_name, *text)});
    }
  }
  sqlite::Statement put(database, "UPDATE idempotency SET name = ?2, body = ?3 WHERE name = ?1");
  for (const Answer& one : all) {
    put.run(sqlite::Bytes{one.old_name}, sqlite::Bytes{one.name}, sqlite::Bytes{one.body});
  }
  return !database.failed();
}

bool hash_addressees(sqlite::Database& database, const Secrets& now, const Secrets& next) {
  std::vector<std::pair<std::string, std::string>> pending;  // Browser, addressee.
  {
    sqlite::Statement old(database, "SELECT browser_sha256, body FROM pending_sign_in");
    sqlite::Rows rows = old.with();
    while (rows.next()) {
      const std::string browser = rows.text(0);
      const auto text = now.unseal_visitor("pending_sign_in", browser, rows.text(1));
      const auto sign_in = text ? unpack_pending(*text) : std::nullopt;
      if (!sign_in) return false;
      pending.emplace_back(browser, next.addressee(sign_in->email));
    }
  }
  std::vector<std::pair<std::int64_t, std::string>> mails;
  {
    sqlite::Statement old(database, "SELECT number, body FROM mail");
    sqlite::Rows rows = old.with();
    while (rows.next()) {
      const std::int64_t number = rows.number(0);
      const auto text = now.unseal_visitor("mail", std::to_string(number), rows.text(1));
      const auto mail = text ? unpack_mail(*text) : std::nullopt;
      if (!mail) return false;
      mails.emplace_back(number, next.addressee(mail->to));
    }
  }
  sqlite::Statement put_pending(
      database, "UPDATE pending_sign_in SET recipient = ?2 WHERE browser_sha256 = ?1");
  for (const auto& [browser, to] : pending) put_pending.run(browser, sqlite::Bytes{to});
  sqlite::Statement put_mail(database, "UPDATE mail SET addressee = ?2 WHERE number = ?1");
  for (const auto& [number, to] : mails) put_mail.run(number, sqlite::Bytes{to});
  return !database.failed();
}

// The name of a row is made with the member's key, from the field or the number in the row.
std::string clear_name(std::string_view table, const std::string& text) {
  if (table == "record") {
    const auto record = wire::decode_record(text);
    return record.ok() ? record.value().field.text() : std::string();
  }
  if (table == "receipt") {
    const auto receipt = wire::decode_receipt(text);
    return receipt.ok() ? receipt.value().number : std::string();
  }
  const auto interaction = wire::decode_interaction(text);
  return interaction.ok() ? interaction.value().number : std::string();
}

bool seal_table(sqlite::Database& database, const Secrets& secrets, std::string_view table,
                const MemberSeal& old, const MemberSeal& next) {
  const std::string name(table);
  const std::string& member = old.member().text();
  std::vector<std::pair<std::string, std::string>> all;
  {
    sqlite::Statement rows_of(database, "SELECT name, body FROM " + name + " WHERE member = ?1");
    sqlite::Rows rows = rows_of.with(member);
    while (rows.next()) {
      const std::string row = rows.text(0);
      const auto text = old.unseal(secrets, table, row, rows.text(1));
      if (!text) return false;
      const std::string next_row = next.name(table, clear_name(table, *text));
      all.emplace_back(next_row, next.seal(table, next_row, *text));
    }
  }
  sqlite::Statement(database, "DELETE FROM " + name + " WHERE member = ?1").run(member);
  sqlite::Statement put(database, "INSERT INTO " + name + " VALUES (?1, ?2, ?3)");
  for (const auto& [row, body] : all) put.run(member, sqlite::Bytes{row}, sqlite::Bytes{body});
  return !database.failed();
}

bool seal_decisions(sqlite::Database& database, const Secrets& secrets, const MemberSeal& old,
                    const MemberSeal& next) {
  const std::string& member = old.member().text();
  std::vector<std::pair<std::int64_t, std::string>> all;
  {
    sqlite::Statement rows_of(database, "SELECT place, body FROM decision WHERE member = ?1");
    sqlite::Rows rows = rows_of.with(member);
    while (rows.next()) {
      const std::string row = std::to_string(rows.number(0));
      const auto text = old.unseal(secrets, "decision", row, rows.text(1));
      if (!text) return false;
      all.emplace_back(rows.number(0), next.seal("decision", row, *text));
    }
  }
  sqlite::Statement put(database, "UPDATE decision SET body = ?3 WHERE member = ?1 AND place = ?2");
  for (const auto& [place, body] : all) put.run(member, place, sqlite::Bytes{body});
  return !database.failed();
}

bool seal_told(sqlite::Database& database, const Secrets& secrets, const MemberSeal& old,
               const MemberSeal& next) {
  std::string body;
  {
    sqlite::Statement row_of(database, "SELECT body FROM told WHERE member = ?1");
    sqlite::Rows rows = row_of.with(old.member().text());
    if (!rows.next()) return !database.failed();
    const auto text = old.unseal(secrets, "told", "", rows.text(0));
    if (!text) return false;
    body = next.seal("told", "", *text);
  }
  sqlite::Statement(database, "UPDATE told SET body = ?2 WHERE member = ?1")
      .run(old.member().text(), sqlite::Bytes{body});
  return !database.failed();
}

bool seal_answers(sqlite::Database& database, const Secrets& secrets, const MemberSeal& old,
                  const MemberSeal& next) {
  std::vector<std::pair<std::string, std::string>> all;
  {
    sqlite::Statement rows_of(database, "SELECT name, body FROM idempotency WHERE member = ?1");
    sqlite::Rows rows = rows_of.with(old.member().text());
    while (rows.next()) {
      const std::string row = rows.text(0);
      const auto text = old.unseal(secrets, "idempotency", row, rows.text(1));
      if (!text) return false;
      all.emplace_back(row, next.seal("idempotency", row, *text));
    }
  }
  sqlite::Statement put(database, "UPDATE idempotency SET body = ?2 WHERE name = ?1");
  for (const auto& [row, body] : all) put.run(sqlite::Bytes{row}, sqlite::Bytes{body});
  return !database.failed();
}

}  // namespace

bool hash_anew(sqlite::Database& database, Keystore& keystore, const Secrets& now,
               const Secrets& next) {
  return hash_lookups(database, keystore, now, next) &&
         hash_answers(database, keystore, now, next) && hash_addressees(database, now, next);
}

bool seal_visitors_anew(sqlite::Database& database, const Secrets& now, const Secrets& next) {
  struct Sealed {
    std::string row;
    std::string body;
  };
  const auto anew = [&](const char* table, const char* select, const char* update) {
    std::vector<Sealed> all;
    {
      sqlite::Statement old(database, select);
      sqlite::Rows rows = old.with();
      while (rows.next()) {
        const std::string row = rows.text(0);
        const auto text = now.unseal_visitor(table, row, rows.text(1));
        if (!text) return false;
        all.push_back({row, next.seal_visitor(table, row, *text)});
      }
    }
    sqlite::Statement put(database, update);
    for (const Sealed& one : all) put.run(one.row, sqlite::Bytes{one.body});
    return !database.failed();
  };
  return anew("pending_sign_in", "SELECT browser_sha256, body FROM pending_sign_in",
              "UPDATE pending_sign_in SET body = ?2 WHERE browser_sha256 = ?1") &&
         anew("mail", "SELECT CAST(number AS TEXT), body FROM mail",
              "UPDATE mail SET body = ?2 WHERE number = CAST(?1 AS INTEGER)");
}

bool seal_member_anew(sqlite::Database& database, const Secrets& secrets, const MemberSeal& old,
                      const MemberSeal& next) {
  for (const char* table : {"record", "receipt", "interaction"}) {
    if (!seal_table(database, secrets, table, old, next)) return false;
  }
  return seal_decisions(database, secrets, old, next) && seal_told(database, secrets, old, next) &&
         seal_answers(database, secrets, old, next) && !database.failed();
}

}  // namespace samtycke::server
