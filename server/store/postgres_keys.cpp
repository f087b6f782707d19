#include "server/store/postgres_keys.h"

#include <unordered_map>
#include <utility>

#include "core/base/check.h"
#include "server/store/postgres_open.h"
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

constexpr std::string_view journal_fact = "journal";

// As its row says it; -1 where nobody counted the decisions.
proof::Erased leaf_in(std::string id, std::int64_t reason, std::int64_t decisions) {
  proof::Erased leaf{std::move(id), static_cast<proof::ErasureReason>(reason)};
  if (decisions >= 0) leaf.decisions = static_cast<std::uint64_t>(decisions);
  return leaf;
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
                " ORDER BY at DESC LIMIT 1"),
      by_phone_(connection, "SELECT 1 FROM erased WHERE phone = ?1 LIMIT 1"),
      by_address_(connection, "SELECT 1 FROM erased WHERE address = ?1 LIMIT 1") {}

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
  const std::int64_t number = count_erasures() + 1;
  put_erased(number, line_of(erased, key, number));
}

void PostgresKeys::put_erased(std::int64_t number, const ErasureLine& line) {
  const auto hash = [](const std::string& text) {
    return text == "-" ? std::optional<std::string>() : text;
  };
  std::optional<std::int64_t> decisions;
  if (line.leaf->decisions) decisions = static_cast<std::int64_t>(*line.leaf->decisions);
  sql::Statement(connection_,
                 "INSERT INTO erased (number, at, member, member_number, email, phone, address,"
                 " leaf, reason, decisions, said_no, seal)"
                 " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)"
                 " ON CONFLICT (number) DO UPDATE SET member = excluded.member,"
                 " member_number = excluded.member_number, email = excluded.email,"
                 " phone = excluded.phone, address = excluded.address,"
                 " said_no = excluded.said_no, seal = excluded.seal")
      .run(number, line.at.utc_ms, line.member, hash(line.number), hash(line.email),
           hash(line.phone), hash(line.address), line.leaf->id,
           static_cast<std::int64_t>(line.leaf->reason), decisions, std::int64_t{line.said_no},
           line.seal);
}

// In the order of their numbers, which have no gap: the next thousand.
std::vector<ErasureLine> PostgresKeys::some_erased(std::int64_t after) {
  std::vector<ErasureLine> lines;
  sql::Statement some(connection_,
                      "SELECT number, at, member, coalesce(member_number, '-'),"
                      " coalesce(email, '-'), coalesce(phone, '-'), coalesce(address, '-'), leaf,"
                      " reason, coalesce(decisions, -1), said_no, coalesce(seal, '')"
                      " FROM erased WHERE number > ?1 ORDER BY number LIMIT 1000");
  sql::Rows rows = some.with(after);
  while (rows.next() && rows.number(0) == after + static_cast<std::int64_t>(lines.size()) + 1) {
    ErasureLine line;
    line.version = 1;  // Its key never changes.
    line.at = Instant{rows.number(1)};
    line.member = rows.text(2);
    line.number = rows.text(3);
    line.email = rows.text(4);
    line.phone = rows.text(5);
    line.address = rows.text(6);
    line.leaf = leaf_in(rows.text(7), rows.number(8), rows.number(9));
    line.said_no = rows.number(10) != 0;
    line.seal = rows.text(11);
    lines.push_back(std::move(line));
  }
  return lines;
}

bool PostgresKeys::check_erased(const StoreKey& key) {
  const bool only_sealed = read_fact(connection_, journal_fact) == "sealed";
  std::int64_t number = 0;
  for (auto some = some_erased(0); !some.empty(); some = some_erased(number)) {
    for (ErasureLine& line : some) {
      const std::string seal = seal_of(key, ++number, line);
      if (line.seal == seal) continue;
      if (!line.seal.empty() || only_sealed) return false;
      line.seal = seal;
      put_erased(number, line);
    }
  }
  // A gap ends the reading: a row was taken out.
  if (number != count_erasures()) return connection_.failed();
  if (!only_sealed) write_fact(connection_, journal_fact, "sealed");
  return true;
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
                      "SELECT leaf, reason, coalesce(decisions, -1) FROM erased"
                      " WHERE number > ?1 ORDER BY number");
  sql::Rows rows = some.with(carried_out);
  while (rows.next()) {
    leaves.push_back(erasure_leaf(key, leaf_in(rows.text(0), rows.number(1), rows.number(2))));
  }
  return leaves;
}

std::optional<Remembered> PostgresKeys::remembers(const Lookup& wanted, const StoreKey& key) {
  sql::Statement& latest = wanted.kind == LookupKind::email ? by_email_ : by_number_;
  sql::Rows rows = latest.with(erased_hash(key, wanted));
  if (!rows.next()) return std::nullopt;
  return Remembered{Instant{rows.number(0)}, rows.number(1) != 0};
}

bool PostgresKeys::remembers_no(const Reached& wanted, const StoreKey& key) {
  sql::Statement& one = wanted.by == ReachedBy::phone ? by_phone_ : by_address_;
  return one.with(erased_hash(key, wanted)).next();
}

void PostgresKeys::forget_erased(Instant before, const StoreKey& key) {
  connection_.run("BEGIN");
  std::int64_t number = 0;
  for (auto some = some_erased(0); !some.empty(); some = some_erased(number)) {
    for (const ErasureLine& line : some) {
      ++number;
      if (line.member == "-" || !(line.at < before)) continue;
      ErasureLine gone = forgotten(line);
      gone.seal = seal_of(key, number, gone);
      put_erased(number, gone);
    }
  }
  connection_.commit();
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
