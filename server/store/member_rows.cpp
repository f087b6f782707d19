#include "server/store/member_rows.h"

#include <algorithm>
#include <utility>

#include "core/base/check.h"
#include "core/wire/member_json.h"

namespace samtycke::server {
namespace {

constexpr const char* select_revision = "SELECT revision FROM member WHERE id = ?1";
constexpr const char* select_lookup = "SELECT member FROM lookup WHERE kind = ?1 AND value = ?2";
constexpr const char* select_idempotency =
    "SELECT body_sha256, answer, at FROM idempotency"
    " WHERE scope = ?1 AND route = ?2 AND key = ?3";

std::int64_t kind_number(LookupKind kind) {
  switch (kind) {
    case LookupKind::member_number: return 1;
    case LookupKind::email: return 2;
  }
  SAMTYCKE_NEVER("every case returns");
}

Expected<std::optional<std::string>, StoreFault> answer_in(sqlite::Statement& statement,
                                                           const Idempotency& now) {
  sqlite::Rows rows = statement.with(now.scope, now.route, now.key);
  if (!rows.next()) return std::optional<std::string>();
  // Not swept yet, but its day is over: the key is free again.
  if (now.at.utc_ms - rows.number(2) >= lifetime::idempotency_ms) {
    return std::optional<std::string>();
  }
  if (rows.text(0) != now.body_sha256) return Unexpected{StoreFault::key_used_otherwise};
  return std::optional(rows.text(1));
}

// False where a row does not hold what was once written there: the file is damaged.
template <class Thing>
bool read_all(sqlite::Statement& statement, const MemberId& id,
              Expected<Thing, wire::BadDocument> (*decode)(std::string_view),
              std::vector<Thing>& things) {
  sqlite::Rows rows = statement.with(id.text());
  while (rows.next()) {
    auto thing = decode(rows.text(0));
    if (!thing.ok()) return false;
    things.push_back(std::move(thing).value());
  }
  return true;
}

// The rows come in the order of their numbers, and those of one moment stay so.
template <class Thing>
void sort_by_time(std::vector<Thing>& things) {
  std::stable_sort(things.begin(), things.end(),
                   [](const Thing& a, const Thing& b) { return a.at < b.at; });
}

bool is_empty(const Change& change) {
  return change.decisions.empty() && change.records.empty() && change.removed.empty() &&
         change.receipts.empty() && change.interactions.empty();
}

}  // namespace

MemberReader::MemberReader(sqlite::Database& database)
    : begin_(database, "BEGIN"),
      end_(database, "COMMIT"),
      revision_(database, select_revision),
      records_(database, "SELECT body FROM record WHERE member = ?1 ORDER BY field"),
      receipts_(database, "SELECT body FROM receipt WHERE member = ?1 ORDER BY number"),
      interactions_(database, "SELECT body FROM interaction WHERE member = ?1 ORDER BY number"),
      decisions_(database, "SELECT body FROM decision WHERE member = ?1 ORDER BY place"),
      lookup_(database, select_lookup),
      ids_(database, "SELECT id FROM member WHERE id > ?1 ORDER BY id LIMIT 1000"),
      count_(database, "SELECT count(*) FROM member"),
      idempotency_(database, select_idempotency) {}

Expected<consent::MemberFile, StoreFault> MemberReader::load(const MemberId& id) {
  // One snapshot for all of the file, so that it is never half before and half after a commit.
  begin_.run();
  consent::MemberFile file;
  file.id = id;
  {
    sqlite::Rows rows = revision_.with(id.text());
    if (rows.next()) file.revision = rows.number(0);
  }
  bool whole = true;
  if (file.revision != 0) {
    whole = read_all(records_, id, wire::decode_record, file.holdings.records) &&
            read_all(receipts_, id, wire::decode_receipt, file.holdings.receipts) &&
            read_all(interactions_, id, wire::decode_interaction, file.holdings.interactions) &&
            read_all(decisions_, id, wire::decode_decision, file.decisions);
  }
  end_.run();
  if (!whole) return Unexpected{StoreFault::unavailable};
  if (file.revision == 0) return Unexpected{StoreFault::no_such_member};
  sort_by_time(file.holdings.receipts);
  sort_by_time(file.holdings.interactions);
  return file;
}

Expected<MemberId, StoreFault> MemberReader::find(const Lookup& lookup) {
  sqlite::Rows rows = lookup_.with(kind_number(lookup.kind), lookup.value);
  if (!rows.next()) return Unexpected{StoreFault::no_such_member};
  return MemberId(rows.text(0));
}

std::vector<MemberId> MemberReader::some_after(const MemberId& last) {
  std::vector<MemberId> ids;
  sqlite::Rows rows = ids_.with(last.text());
  while (rows.next()) ids.emplace_back(rows.text(0));
  return ids;
}

std::int64_t MemberReader::count() {
  sqlite::Rows rows = count_.with();
  return rows.next() ? rows.number(0) : 0;
}

Expected<std::optional<std::string>, StoreFault> MemberReader::earlier_answer(
    const Idempotency& now) {
  return answer_in(idempotency_, now);
}

ChangeRows::ChangeRows(const Change& source) : change(source) {
  for (const auto& record : change.records) {
    records.push_back({record.field.text(), wire::encode_record(record)});
  }
  for (const auto& receipt : change.receipts) {
    receipts.push_back({receipt.number, wire::encode_receipt(receipt)});
  }
  for (const auto& interaction : change.interactions) {
    interactions.push_back({interaction.number, wire::encode_interaction(interaction)});
  }
  for (const auto& decision : change.decisions) {
    decisions.push_back(wire::encode_decision(decision));
  }
}

MemberWriter::MemberWriter(sqlite::Database& database)
    : revision_(database, select_revision),
      put_member_(database,
                  "INSERT INTO member (id, revision, keep_until_month) VALUES (?1, ?2, ?3)"
                  " ON CONFLICT (id) DO UPDATE SET revision = ?2,"
                  " keep_until_month = coalesce(?3, keep_until_month)"),
      put_record_(database,
                  "INSERT INTO record (member, field, body) VALUES (?1, ?2, ?3)"
                  " ON CONFLICT (member, field) DO UPDATE SET body = ?3"),
      remove_record_(database, "DELETE FROM record WHERE member = ?1 AND field = ?2"),
      put_receipt_(database,
                   "INSERT INTO receipt (member, number, body) VALUES (?1, ?2, ?3)"
                   " ON CONFLICT (member, number) DO UPDATE SET body = ?3"),
      put_interaction_(database,
                       "INSERT INTO interaction (member, number, body) VALUES (?1, ?2, ?3)"
                       " ON CONFLICT (member, number) DO UPDATE SET body = ?3"),
      add_decision_(database,
                    "INSERT INTO decision (member, place, body)"
                    " SELECT ?1, coalesce(max(place), 0) + 1, ?2 FROM decision WHERE member = ?1"),
      lookup_(database, select_lookup),
      put_lookup_(database, "INSERT INTO lookup (kind, value, member) VALUES (?1, ?2, ?3)"),
      remove_lookup_(database, "DELETE FROM lookup WHERE member = ?1 AND kind = ?2"),
      idempotency_(database, select_idempotency),
      put_idempotency_(database,
                       "INSERT OR REPLACE INTO idempotency"
                       " (scope, route, key, body_sha256, answer, at)"
                       " VALUES (?1, ?2, ?3, ?4, ?5, ?6)"),
      forget_idempotency_(database, "DELETE FROM idempotency WHERE at <= ?1") {}

Expected<Committed, StoreFault> MemberWriter::commit(const ChangeRows& rows) {
  const Change& change = rows.change;
  std::int64_t stands = 0;
  {
    sqlite::Rows found = revision_.with(change.member.text());
    if (found.next()) stands = found.number(0);
  }
  if (change.idempotency) {
    const auto earlier = answer_in(idempotency_, *change.idempotency);
    if (!earlier.ok()) return Unexpected{earlier.reason()};
    if (earlier.value()) return Committed{stands, earlier.value()};
  }
  if (stands == 0 && change.based_on != 0) return Unexpected{StoreFault::no_such_member};
  if (change.based_on != whatever_stands && change.based_on != stands) {
    return Unexpected{StoreFault::changed_meanwhile};
  }

  const std::int64_t revision = stands == 0 || !is_empty(change) ? stands + 1 : stands;
  std::optional<std::int64_t> month;
  if (change.keep_until_month) month = change.keep_until_month->since_epoch;
  put_member_.run(change.member.text(), revision, month);
  if (const auto put = put_lookups(change); !put.ok()) return Unexpected{put.reason()};
  put_rows(rows);
  if (const auto& row = change.idempotency) {
    put_idempotency_.run(row->scope, row->route, row->key, row->body_sha256,
                         sqlite::Bytes{row->answer}, row->at.utc_ms);
  }
  return Committed{revision, std::nullopt};
}

Expected<Done, StoreFault> MemberWriter::put_lookups(const Change& change) {
  for (const FieldId& field : change.removed) {
    // Any record of the field tells its kind; the old value is not needed.
    const auto lookup = lookup_of(member::Record{field, {}, {}, {}});
    if (lookup) remove_lookup_.run(change.member.text(), kind_number(lookup->kind));
  }
  for (const member::Record& record : change.records) {
    const auto lookup = lookup_of(record);
    if (!lookup) continue;
    const std::int64_t kind = kind_number(lookup->kind);
    {
      sqlite::Rows owner = lookup_.with(kind, lookup->value);
      if (owner.next()) {
        if (owner.text(0) != change.member.text()) return Unexpected{StoreFault::already_taken};
        continue;
      }
    }
    remove_lookup_.run(change.member.text(), kind);
    put_lookup_.run(kind, lookup->value, change.member.text());
  }
  return Done{};
}

void MemberWriter::put_rows(const ChangeRows& rows) {
  const std::string& member = rows.change.member.text();
  for (const FieldId& field : rows.change.removed) remove_record_.run(member, field.text());
  for (const Row& row : rows.records) {
    put_record_.run(member, row.key, sqlite::Bytes{row.body});
  }
  for (const Row& row : rows.receipts) {
    put_receipt_.run(member, row.key, sqlite::Bytes{row.body});
  }
  for (const Row& row : rows.interactions) {
    put_interaction_.run(member, row.key, sqlite::Bytes{row.body});
  }
  for (const std::string& body : rows.decisions) {
    add_decision_.run(member, sqlite::Bytes{body});
  }
}

void MemberWriter::forget_answers(Instant at_or_before) {
  forget_idempotency_.run(at_or_before.utc_ms);
}

}  // namespace samtycke::server
