#include "server/store/telling_rows.h"

#include <algorithm>
#include <limits>

namespace samtycke::server {
namespace {

constexpr std::string_view told_table = "told";
constexpr std::string_view notice_table = "notice";
constexpr std::uint32_t only_version = 1;

// No member's id looks like this one.
std::string new_key_name() {
  return "notice-" + hex(Key::random().bytes().substr(0, 16));
}

}  // namespace

TellingReader::TellingReader(sql::Database& database, MemberKeys& keys, const Secrets& secrets)
    : keys_(keys),
      secrets_(secrets),
      member_(database, "SELECT 1 FROM member WHERE id = ?1"),
      told_(database, "SELECT body FROM told WHERE member = ?1"),
      notices_(database,
               "SELECT number, key, body, at FROM notice WHERE ready = 1"
               " ORDER BY number LIMIT ?1") {}

Expected<std::optional<Day>, StoreFault> TellingReader::told_before_erasure(
    const MemberId& member) {
  if (!member_.with(member.text()).next()) return Unexpected{StoreFault::no_such_member};
  sql::Rows rows = told_.with(member.text());
  if (!rows.next()) return std::optional<Day>();
  const auto key = keys_.find(member);
  if (!key.ok()) return Unexpected{StoreFault::unavailable};
  const auto text = MemberSeal(member, key.value()).unseal(secrets_, told_table, "", rows.text(0));
  if (!text) return Unexpected{StoreFault::unavailable};
  Unpacked packed(*text);
  const std::int64_t day = packed.number();
  if (!packed.whole() || day != static_cast<std::int32_t>(day)) {
    return Unexpected{StoreFault::unavailable};
  }
  return std::optional(Day{static_cast<std::int32_t>(day)});
}

Expected<std::vector<Mail>, StoreFault> TellingReader::notices(std::size_t most) {
  const auto limit = static_cast<std::int64_t>(
      std::min<std::size_t>(most, std::numeric_limits<std::int32_t>::max()));
  std::vector<Mail> all;
  sql::Rows rows = notices_.with(limit);
  while (rows.next()) {
    const MemberId owner(rows.text(1));
    const auto key = keys_.find(owner);
    // Delivered since, by another thread.
    if (!key.ok() && key.reason() == NoKey::none) continue;
    if (!key.ok()) return Unexpected{StoreFault::unavailable};
    const auto text =
        MemberSeal(owner, key.value()).unseal(secrets_, notice_table, "", rows.text(2));
    auto mail = text ? unpack_mail(*text) : std::nullopt;
    if (!mail) return Unexpected{StoreFault::unavailable};
    mail->number = rows.number(0);
    mail->at = Instant{rows.number(3)};
    all.push_back(*std::move(mail));
  }
  return all;
}

TellingWriter::TellingWriter(sql::Database& database, KeyWriter& keystore)
    : keystore_(keystore),
      put_told_(database,
                "INSERT INTO told (member, body) VALUES (?1, ?2)"
                " ON CONFLICT (member) DO UPDATE SET body = ?2"),
      put_notice_(database,
                  "INSERT INTO notice (erased, ready, key, body, at) VALUES (?1, 0, ?2, ?3, ?4)"),
      held_back_(database, "SELECT key FROM notice WHERE erased = ?1 AND ready = 0"),
      make_ready_(database, "UPDATE notice SET ready = 1 WHERE erased = ?1"),
      one_(database, "SELECT key FROM notice WHERE number = ?1"),
      older_(database, "SELECT key FROM notice WHERE at <= ?1"),
      remove_(database, "DELETE FROM notice WHERE key = ?1") {}

void TellingWriter::put_told(const MemberSeal& seal, Day last_day) {
  const std::string text = Packed().add(std::int64_t{last_day.since_epoch}).bytes();
  put_told_.run(seal.member().text(), sql::Bytes{seal.seal(told_table, "", text)});
}

void TellingWriter::put_notices(const std::string& erased, const std::vector<Mail>& notices) {
  destroy(held_back_.with(erased));
  for (const Mail& notice : notices) {
    const MemberId owner(new_key_name());
    const Key root = Key::random();
    static_cast<void>(keystore_.put(owner, only_version, root));  // The name is new.
    const MemberSeal seal(owner, MemberKey(only_version, root));
    put_notice_.run(erased, owner.text(),
                    sql::Bytes{seal.seal(notice_table, "", pack(named(notice)))}, notice.at.utc_ms);
  }
}

void TellingWriter::make_ready(const std::set<std::string>& erased) {
  for (const std::string& one : erased) make_ready_.run(one);
}

std::vector<MemberId> TellingWriter::end(std::int64_t number) {
  return destroy(one_.with(number));
}

std::vector<MemberId> TellingWriter::end_older(Instant at_or_before) {
  return destroy(older_.with(at_or_before.utc_ms));
}

std::vector<MemberId> TellingWriter::destroy(sql::Rows rows) {
  std::vector<MemberId> keys;
  while (rows.next()) keys.emplace_back(rows.text(0));
  for (const MemberId& key : keys) {
    keystore_.remove(key);
    remove_.run(key.text());
  }
  return keys;
}

}  // namespace samtycke::server
