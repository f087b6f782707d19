#include "server/store/keystore.h"

#include <fcntl.h>
#include <unistd.h>

#include <charconv>
#include <utility>

#include "core/base/check.h"

namespace samtycke::server {
namespace {

constexpr std::int64_t keystore_application_id = 0x53414D4B;  // "SAMK"
constexpr std::int64_t keystore_schema = 1;
constexpr int long_wal_pages = 250;

constexpr const char* schema =
    "CREATE TABLE member_key ("
    " member TEXT NOT NULL, version INTEGER NOT NULL, wrapped BLOB NOT NULL,"
    " PRIMARY KEY (member, version)) STRICT, WITHOUT ROWID;"
    "CREATE TABLE store_key ("
    " kind TEXT NOT NULL, version INTEGER NOT NULL, wrapped BLOB NOT NULL,"
    " PRIMARY KEY (kind, version)) STRICT, WITHOUT ROWID;"
    "CREATE TABLE erasing (member TEXT NOT NULL PRIMARY KEY) STRICT, WITHOUT ROWID;"
    "CREATE TABLE fact (name TEXT NOT NULL PRIMARY KEY, value TEXT NOT NULL)"
    " STRICT, WITHOUT ROWID;";

constexpr const char* select_member =
    "SELECT version, wrapped FROM member_key WHERE member = ?1 ORDER BY version DESC";

// The members that a statement answers with.
std::vector<MemberId> members_of(sqlite::Database& database, const char* select) {
  std::vector<MemberId> members;
  sqlite::Statement statement(database, select);
  sqlite::Rows rows = statement.with();
  while (rows.next()) members.emplace_back(rows.text(0));
  return members;
}

template <class Number>
Number number_in(std::string_view text) {
  Number number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

}  // namespace

std::string_view key(StoreKeyKind kind) {
  switch (kind) {
    case StoreKeyKind::index: return "index";
    case StoreKeyKind::visitors: return "visitors";
    case StoreKeyKind::erasures: return "erasures";
    case StoreKeyKind::links: return "links";
  }
  SAMTYCKE_NEVER("every case returns");
}

std::string keystore_path(const std::string& store) {
  return store + ".keys";
}

SealedPlace key_place(const MemberId& member) {
  return {"member_key", member.text(), ""};
}

SealedPlace key_place(StoreKeyKind kind) {
  return {"store_key", "", key(kind)};
}

std::optional<Key> unwrapped(const Key& wrapping, std::int64_t version, const SealedPlace& place,
                             std::string_view wrapped) {
  const auto bytes = unseal(wrapping, static_cast<std::uint32_t>(version), place, wrapped);
  return bytes ? Key::of(*bytes) : std::nullopt;
}

Expected<MemberKey, NoKey> key_in(const sql::Database& database, sql::Statement& statement,
                                  const Key& wrapping, const MemberId& member) {
  sql::Rows rows = statement.with(member.text());
  if (!rows.next()) return Unexpected{database.failed() ? NoKey::unavailable : NoKey::none};
  const auto root = unwrapped(wrapping, rows.number(0), key_place(member), rows.text(1));
  if (!root) return Unexpected{NoKey::damaged};
  return MemberKey(static_cast<std::uint32_t>(rows.number(0)), *root);
}

std::vector<StoreKey> keys_in(sql::Statement& statement, const Key& wrapping, StoreKeyKind kind) {
  std::vector<StoreKey> keys;
  sql::Rows rows = statement.with(key(kind));
  while (rows.next()) {
    const auto found = unwrapped(wrapping, rows.number(0), key_place(kind), rows.text(1));
    if (!found) return {};
    keys.push_back({static_cast<std::uint32_t>(rows.number(0)), *found});
  }
  return keys;
}

std::vector<Expected<MemberKey, NoKey>> MemberKeys::find_all(const std::vector<MemberId>& members) {
  std::vector<Expected<MemberKey, NoKey>> keys;
  keys.reserve(members.size());
  for (const MemberId& member : members) keys.push_back(find(member));
  return keys;
}

KeystoreReader::KeystoreReader(const std::string& path, const Key& wrapping)
    : database_(path, sqlite::Mode::read_only),
      member_(database_, select_member),
      erasing_(database_, "SELECT 1 FROM erasing WHERE member = ?1"),
      wrapping_(wrapping) {
  database_.run("PRAGMA cache_size = -64");  // One row at a time, here and there.
}

Expected<MemberKey, NoKey> KeystoreReader::member(const MemberId& member) {
  return key_in(database_, member_, wrapping_, member);
}

bool KeystoreReader::is_being_erased(const MemberId& member) {
  return erasing_.with(member.text()).next();
}

// ---- the one that writes

Keystore::Keystore(const std::string& path, const Key& master)
    : database_(path, sqlite::Mode::read_write),
      master_(master),
      wrapping_(master.derived("samtwrap")) {
  database_.run(
      "PRAGMA trusted_schema = OFF;"
      "PRAGMA cell_size_check = ON;"
      "PRAGMA secure_delete = ON;");
}

bool Keystore::is_there(const std::string& path) {
  if (::access(path.c_str(), F_OK) != 0) return false;
  sqlite::Database database(path, sqlite::Mode::read_write);
  const auto version = database.number("PRAGMA user_version");
  // What cannot be read is there; what was begun and never committed is not.
  return !version || *version != 0;
}

Expected<std::unique_ptr<Keystore>, BadKeystore> Keystore::make(const std::string& path,
                                                                const Key& master) {
  // Ours before SQLite's, so that nobody else on the machine may read it; its -wal gets the same mode.
  const int descriptor = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (descriptor < 0) return Unexpected{BadKeystore::not_writable};
  ::close(descriptor);
  {
    Keystore fresh(path, master);
    sqlite::Database& database = fresh.database_;
    const auto mode = database.text("PRAGMA journal_mode = WAL");
    database.run("PRAGMA synchronous = FULL");
    if (mode != "wal") return Unexpected{BadKeystore::not_writable};
    fresh.begin();
    database.run(schema);
    database.run(("PRAGMA application_id = " + std::to_string(keystore_application_id)).c_str());
    database.run(("PRAGMA user_version = " + std::to_string(keystore_schema)).c_str());
    fresh.put_fact("name", hex(Key::random().bytes().substr(0, 16)));
    fresh.put_fact("master", master.fingerprint());
    fresh.put_fact("generation", "1");
    fresh.put_fact("changing", "");
    fresh.note_journal_sealed();  // It has no line yet.
    fresh.put(StoreKeyKind::index, 1, Key::random());
    fresh.put(StoreKeyKind::visitors, 1, Key::random());
    fresh.put(StoreKeyKind::erasures, 1, Key::random());
    if (!fresh.commit()) return Unexpected{BadKeystore::not_writable};
  }
  return open(path, master);
}

Expected<std::unique_ptr<Keystore>, BadKeystore> Keystore::open(const std::string& path,
                                                                const Key& master) {
  std::unique_ptr<Keystore> keystore(new Keystore(path, master));
  if (const auto read = keystore->read_facts(); !read.ok()) return Unexpected{read.reason()};
  return keystore;
}

Expected<Done, BadKeystore> Keystore::read_facts() {
  const auto id = database_.number("PRAGMA application_id");
  const auto version = database_.number("PRAGMA user_version");
  if (!id || !version || *id != keystore_application_id) return Unexpected{BadKeystore::damaged};
  if (*version > keystore_schema) return Unexpected{BadKeystore::newer};
  const auto sound = database_.text("PRAGMA quick_check(1)");
  if (sound != "ok") return Unexpected{BadKeystore::damaged};
  const auto mode = database_.text("PRAGMA journal_mode = WAL");
  database_.run("PRAGMA synchronous = FULL");
  const auto name = database_.text("SELECT value FROM fact WHERE name = 'name'");
  const auto fingerprint = database_.text("SELECT value FROM fact WHERE name = 'master'");
  const auto generation = database_.text("SELECT value FROM fact WHERE name = 'generation'");
  const auto changing = database_.text("SELECT value FROM fact WHERE name = 'changing'");
  const auto erasures = database_.text("SELECT value FROM fact WHERE name = 'erasures'");
  if (mode != "wal") return Unexpected{BadKeystore::not_writable};
  if (!name || !fingerprint || !generation || !changing) return Unexpected{BadKeystore::damaged};
  if (*fingerprint != master_.fingerprint()) return Unexpected{BadKeystore::wrong_key};
  name_ = *name;
  generation_ = number_in<std::uint32_t>(*generation);
  erasures_ = number_in<std::int64_t>(erasures.value_or("0"));
  journal_is_sealed_ = database_.text("SELECT value FROM fact WHERE name = 'journal'") == "sealed";
  changing_ = !changing->empty();
  return Done{};
}

void Keystore::begin() {
  if (in_transaction_) return;
  in_transaction_ = true;
  if (database_.begin_immediate() == sqlite::Database::Begun::busy) database_.note(5);
}

bool Keystore::commit() {
  if (!in_transaction_) return !database_.failed();
  in_transaction_ = false;
  database_.run("COMMIT");
  if (database_.failed()) {
    database_.roll_back();
    database_.leave_wal_on_close();
  }
  return !database_.failed();
}

void Keystore::undo() {
  if (std::exchange(in_transaction_, false)) database_.roll_back();
}

void Keystore::put_fact(std::string_view fact, std::string_view value) {
  begin();
  sqlite::Statement(database_, "INSERT OR REPLACE INTO fact (name, value) VALUES (?1, ?2)")
      .run(fact, value);
}

Expected<MemberKey, NoKey> Keystore::member(const MemberId& member) {
  if (!find_) find_.emplace(database_, select_member);
  return key_in(database_, *find_, wrapping_, member);
}

Expected<MemberKey, NoKey> Keystore::member(const MemberId& member, std::uint32_t version) {
  sqlite::Statement statement(database_,
                              "SELECT wrapped FROM member_key WHERE member = ?1 AND version = ?2");
  sqlite::Rows rows = statement.with(member.text(), std::int64_t{version});
  if (!rows.next()) return Unexpected{database_.failed() ? NoKey::unavailable : NoKey::none};
  const auto root = unwrapped(wrapping_, version, key_place(member), rows.text(0));
  if (!root) return Unexpected{NoKey::damaged};
  return MemberKey(version, *root);
}

bool Keystore::put(const MemberId& member, std::uint32_t version, const Key& root) {
  begin();
  if (!put_) {
    put_.emplace(database_,
                 "INSERT INTO member_key (member, version, wrapped) VALUES (?1, ?2, ?3)");
  }
  put_->run(member.text(), std::int64_t{version},
            sqlite::Bytes{seal(wrapping_, version, key_place(member), root.bytes())});
  return true;
}

void Keystore::remove_all_but(const MemberId& member, std::uint32_t version) {
  begin();
  sqlite::Statement(database_, "DELETE FROM member_key WHERE member = ?1 AND version <> ?2")
      .run(member.text(), std::int64_t{version});
}

void Keystore::take_back(const MemberId& member) {
  begin();
  sqlite::Statement(database_, "DELETE FROM member_key WHERE member = ?1").run(member.text());
}

std::vector<MemberId> Keystore::with_several_keys() {
  return members_of(database_, "SELECT member FROM member_key GROUP BY member HAVING count(*) > 1");
}

void Keystore::destroy(const MemberId& member) {
  begin();
  sqlite::Statement(database_, "INSERT OR IGNORE INTO erasing (member) VALUES (?1)")
      .run(member.text());
  sqlite::Statement(database_, "DELETE FROM member_key WHERE member = ?1").run(member.text());
}

std::vector<MemberId> Keystore::being_erased() {
  return members_of(database_, "SELECT member FROM erasing");
}

void Keystore::erased(const MemberId& member) {
  begin();
  sqlite::Statement(database_, "DELETE FROM erasing WHERE member = ?1").run(member.text());
}

std::vector<MemberId> Keystore::members() {
  return members_of(database_, "SELECT DISTINCT member FROM member_key");
}

void Keystore::put_erasures(std::int64_t count) {
  erasures_ = count;
  put_fact("erasures", std::to_string(count));
}

void Keystore::note_journal_sealed() {
  journal_is_sealed_ = true;
  put_fact("journal", "sealed");
}

std::vector<StoreKey> Keystore::store_keys(StoreKeyKind kind) {
  sqlite::Statement statement(
      database_, "SELECT version, wrapped FROM store_key WHERE kind = ?1 ORDER BY version");
  return keys_in(statement, wrapping_, kind);
}

void Keystore::put(StoreKeyKind kind, std::uint32_t version, const Key& added) {
  begin();
  const std::string_view name = server::key(kind);
  sqlite::Statement(database_, "INSERT INTO store_key (kind, version, wrapped) VALUES (?1, ?2, ?3)")
      .run(name, std::int64_t{version},
           sqlite::Bytes{seal(wrapping_, version, key_place(kind), added.bytes())});
}

void Keystore::remove_all_but(StoreKeyKind kind, std::uint32_t version) {
  begin();
  sqlite::Statement(database_, "DELETE FROM store_key WHERE kind = ?1 AND version <> ?2")
      .run(server::key(kind), std::int64_t{version});
}

void Keystore::begin_changing_members() {
  ++generation_;
  changing_ = true;
  put_fact("generation", std::to_string(generation_));
  put_fact("changing", "members");
}

void Keystore::end_changing_members() {
  changing_ = false;
  put_fact("changing", "");
}

// In pieces, since a row must not change while it is being walked over.
bool Keystore::wrap_members(const Key& wrapping) {
  sqlite::Statement some(database_,
                         "SELECT member, version, wrapped FROM member_key"
                         " WHERE (member, version) > (?1, ?2) ORDER BY member, version LIMIT 1000");
  sqlite::Statement put(database_,
                        "UPDATE member_key SET wrapped = ?3 WHERE member = ?1 AND version = ?2");
  struct Wrapped {
    MemberId member;
    std::uint32_t version;
    std::string bytes;
  };
  std::vector<Wrapped> piece = {{MemberId(), 0, ""}};
  while (!piece.empty()) {
    const Wrapped last = piece.back();
    piece.clear();
    {
      sqlite::Rows rows = some.with(last.member.text(), std::int64_t{last.version});
      while (rows.next()) {
        const MemberId member(rows.text(0));
        const auto version = static_cast<std::uint32_t>(rows.number(1));
        const auto root = unwrapped(wrapping_, version, key_place(member), rows.text(2));
        if (!root) return false;
        piece.push_back(
            {member, version, seal(wrapping, version, key_place(member), root->bytes())});
      }
    }
    for (const Wrapped& one : piece) {
      put.run(one.member.text(), std::int64_t{one.version}, sqlite::Bytes{one.bytes});
    }
  }
  return !database_.failed();
}

bool Keystore::wrap_anew(const Key& master) {
  const Key wrapping = master.derived("samtwrap");
  begin();
  bool whole = wrap_members(wrapping);
  for (const StoreKeyKind kind :
       {StoreKeyKind::index, StoreKeyKind::visitors, StoreKeyKind::erasures, StoreKeyKind::links}) {
    const auto keys = store_keys(kind);
    whole = whole && (!keys.empty() || kind == StoreKeyKind::links);
    for (const StoreKey& one : keys) {
      const std::string_view name = server::key(kind);
      sqlite::Statement(database_,
                        "UPDATE store_key SET wrapped = ?3 WHERE kind = ?1 AND version = ?2")
          .run(name, std::int64_t{one.version},
               sqlite::Bytes{seal(wrapping, one.version, key_place(kind), one.key.bytes())});
    }
  }
  put_fact("master", master.fingerprint());
  if (!whole) {
    undo();
    return false;
  }
  if (!commit()) return false;
  master_ = master;
  wrapping_ = wrapping;
  return true;
}

bool Keystore::leave_nothing_behind() {
  return database_.checkpoint(sqlite::Database::Checkpoint::truncate);
}

void Keystore::tidy() {
  if (database_.pages_in_wal() >= long_wal_pages) {
    database_.checkpoint(sqlite::Database::Checkpoint::passive);
  }
}

}  // namespace samtycke::server
