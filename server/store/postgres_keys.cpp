#include "server/store/postgres_keys.h"

#include <unordered_map>

#include "core/base/check.h"
#include "core/member/validate.h"
#include "server/store/sealed_box.h"

namespace samtycke::server {
namespace {

// {"a","b"}: an array as PostgreSQL reads one.
std::string text_array(const std::vector<MemberId>& members) {
  std::string array = "{";
  for (const MemberId& member : members) {
    array += array.size() > 1 ? ",\"" : "\"";
    for (const char c : member.text()) {
      if (c == '"' || c == '\\') array += '\\';
      array += c;
    }
    array += '"';
  }
  return array + "}";
}

}  // namespace

PostgresKeys::PostgresKeys(postgres::Connection& connection, const Key& wrapping)
    : connection_(connection),
      wrapping_(wrapping),
      find_(connection,
            "SELECT version, wrapped FROM member_key WHERE member = ?1 ORDER BY version DESC"),
      find_all_(connection,
                "SELECT member, version, wrapped FROM member_key"
                " WHERE member = ANY(CAST(CAST(?1 AS text) AS text[])) ORDER BY version"),
      erasing_(connection, "SELECT member FROM erasing WHERE member = ?1"),
      // Not to somebody whose rows are still on their way out: those would take the new ones along.
      put_(connection,
           "INSERT INTO member_key (member, version, wrapped)"
           " SELECT CAST(?1 AS text), CAST(?2 AS bigint), CAST(?3 AS bytea)"
           " WHERE NOT EXISTS (SELECT 1 FROM erasing WHERE member = ?1)"
           " ON CONFLICT (member, version) DO NOTHING RETURNING version"),
      note_erasing_(connection,
                    "INSERT INTO erasing (member) VALUES (?1) ON CONFLICT (member) DO NOTHING"),
      destroy_(connection, "DELETE FROM member_key WHERE member = ?1"),
      erased_(connection, "DELETE FROM erasing WHERE member = ?1"),
      by_number_(connection,
                 "SELECT at, said_no FROM erased WHERE member_number = ?1"
                 " ORDER BY at DESC LIMIT 1"),
      by_email_(connection,
                "SELECT at, said_no FROM erased WHERE email = ?1"
                " ORDER BY at DESC LIMIT 1") {}

Expected<MemberKey, NoKey> PostgresKeys::find(const MemberId& member) {
  return key_in(connection_, find_, wrapping_, member);
}

std::vector<Expected<MemberKey, NoKey>> PostgresKeys::find_all(
    const std::vector<MemberId>& members) {
  using Found = Expected<MemberKey, NoKey>;
  std::unordered_map<std::string, Found> found;
  sql::Rows rows = find_all_.with(text_array(members));
  while (rows.next()) {
    const MemberId member(rows.text(0));
    const auto root = unwrapped(wrapping_, rows.number(1), key_place(member), rows.text(2));
    // The highest version comes last, and counts.
    found.insert_or_assign(
        member.text(), root ? Found(MemberKey(static_cast<std::uint32_t>(rows.number(1)), *root))
                            : Found(Unexpected{NoKey::damaged}));
  }
  const NoKey without = connection_.failed() ? NoKey::unavailable : NoKey::none;
  std::vector<Found> keys;
  keys.reserve(members.size());
  for (const MemberId& member : members) {
    const auto key = found.find(member.text());
    keys.push_back(key == found.end() ? Found(Unexpected{without}) : key->second);
  }
  return keys;
}

bool PostgresKeys::is_being_erased(const MemberId& member) {
  return erasing_.with(member.text()).next();
}

bool PostgresKeys::put(const MemberId& member, std::uint32_t version, const Key& root) {
  const std::string wrapped = seal(wrapping_, version, key_place(member), root.bytes());
  return put_.with(member.text(), std::int64_t{version}, sql::Bytes{wrapped}).next();
}

void PostgresKeys::destroy(const MemberId& member) {
  connection_.run("BEGIN");
  note_erasing_.run(member.text());
  destroy_.run(member.text());
  connection_.commit();
}

void PostgresKeys::write_down(const Erased& erased, const StoreKey& key) {
  std::optional<std::string> number;
  if (!erased.number.empty()) number = erased_hash(key, {LookupKind::member_number, erased.number});
  std::optional<std::string> email;
  if (!erased.email.empty()) {
    email = erased_hash(key, {LookupKind::email, member::email_lookup_key(erased.email)});
  }
  sql::Statement(connection_,
                 "INSERT INTO erased (number, at, member, member_number, email, leaf, reason,"
                 " said_no)"
                 " SELECT coalesce(max(number), 0) + 1, CAST(?1 AS bigint), CAST(?2 AS text),"
                 " CAST(?3 AS text), CAST(?4 AS text), CAST(?5 AS text), CAST(?6 AS bigint),"
                 " CAST(?7 AS bigint)"
                 " FROM erased")
      .run(erased.at.utc_ms, erased_hash(key, erased.member), number, email,
           hex(Key::random().bytes().substr(0, 16)), static_cast<std::int64_t>(erased.reason),
           std::int64_t{erased.said_no});
}

std::int64_t PostgresKeys::count_erasures() {
  sql::Statement count(connection_, "SELECT coalesce(max(number), 0) FROM erased");
  sql::Rows rows = count.with();
  return rows.next() ? rows.number(0) : 0;
}

std::vector<std::string> PostgresKeys::erased_after(std::int64_t carried_out) {
  std::vector<std::string> hashes;
  sql::Statement some(connection_, "SELECT member FROM erased WHERE number > ?1");
  sql::Rows rows = some.with(carried_out);
  while (rows.next()) hashes.push_back(rows.text(0));
  return hashes;
}

std::vector<LedgerEntry> PostgresKeys::leaves_after(std::int64_t carried_out, const StoreKey& key) {
  std::vector<LedgerEntry> leaves;
  sql::Statement some(connection_,
                      "SELECT leaf, reason FROM erased WHERE number > ?1 ORDER BY number");
  sql::Rows rows = some.with(carried_out);
  while (rows.next()) {
    leaves.push_back(
        erasure_leaf(key, {rows.text(0), static_cast<proof::ErasureReason>(rows.number(1))}));
  }
  return leaves;
}

std::optional<Remembered> PostgresKeys::remembers(const Lookup& wanted, const StoreKey& key) {
  sql::Statement& latest = wanted.kind == LookupKind::email ? by_email_ : by_number_;
  sql::Rows rows = latest.with(erased_hash(key, wanted));
  if (!rows.next()) return std::nullopt;
  return Remembered{Instant{rows.number(0)}, rows.number(1) != 0};
}

void PostgresKeys::forget_erased(Instant before) {
  sql::Statement(connection_,
                 "UPDATE erased SET member = '-', member_number = NULL, email = NULL"
                 " WHERE at < ?1")
      .run(before.utc_ms);
}

std::vector<MemberId> PostgresKeys::being_erased() {
  std::vector<MemberId> members;
  sql::Statement all(connection_, "SELECT member FROM erasing");
  sql::Rows rows = all.with();
  while (rows.next()) members.emplace_back(rows.text(0));
  return members;
}

void PostgresKeys::erased(const MemberId& member) {
  erased_.run(member.text());
}

std::vector<MemberId> PostgresKeys::some_after(const MemberId& last) {
  std::vector<MemberId> members;
  sql::Statement some(connection_,
                      "SELECT DISTINCT member FROM member_key WHERE member > ?1"
                      " ORDER BY member LIMIT 1000");
  sql::Rows rows = some.with(last.text());
  while (rows.next()) members.emplace_back(rows.text(0));
  return members;
}

}  // namespace samtycke::server
