#include "server/store/member_rows.h"

#include <algorithm>
#include <utility>

#include "core/base/check.h"
#include "core/proof/commitment.h"
#include "core/wire/member_json.h"
#include "server/store/decision_row.h"

namespace samtycke::server {
namespace {

// Below zero for one who is going (MemberWriter::begin_leaving), whose file is read as before.
constexpr const char* select_revision = "SELECT revision FROM member WHERE id = ?1";
constexpr const char* read_revision = "SELECT abs(revision) FROM member WHERE id = ?1";
constexpr const char* select_lookup =
    "SELECT member, body FROM lookup WHERE kind = ?1 AND value = ?2";
constexpr const char* select_idempotency =
    "SELECT member, body, at FROM idempotency WHERE name = ?1";
// By the column and not by its text, which PostgreSQL would take "place" for: 1, 10, 2.
constexpr const char* select_decisions =
    "SELECT CAST(place AS TEXT), body FROM decision WHERE member = ?1 ORDER BY decision.place";
constexpr std::string_view idempotency_table = "idempotency";

std::int64_t kind_number(LookupKind kind) {
  switch (kind) {
    case LookupKind::member_number: return 1;
    case LookupKind::email: return 2;
  }
  SAMTYCKE_NEVER("every case returns");
}

// `key_of` finds the key of the member whose answer it is.
template <class KeyOf>
Expected<std::optional<std::string>, StoreFault> answer_in(sql::Statement& statement,
                                                           const Idempotency& now,
                                                           const Secrets& secrets,
                                                           const KeyOf& key_of) {
  const std::string name = secrets.idempotency(now);
  sql::Rows rows = statement.with(sql::Bytes{name});
  if (!rows.next()) return std::optional<std::string>();
  // Not swept yet, but its day is over: the key is free again.
  if (now.at.utc_ms - rows.number(2) >= lifetime::idempotency_ms) {
    return std::optional<std::string>();
  }
  const MemberId member(rows.text(0));
  const Expected<MemberKey, NoKey> key = key_of(member);
  // The answer of a member who is being erased is gone.
  if (!key.ok() && key.reason() == NoKey::none) return std::optional<std::string>();
  if (!key.ok()) return Unexpected{StoreFault::unavailable};
  const auto text =
      MemberSeal(member, key.value()).unseal(secrets, idempotency_table, name, rows.text(1));
  const auto first = text ? unpack_idempotency(*text) : std::nullopt;
  if (!first) return Unexpected{StoreFault::unavailable};
  if (first->body_sha256 != now.body_sha256) return Unexpected{StoreFault::key_used_otherwise};
  return std::optional(first->answer);
}

// Each row of a member: its name or place, and its body.
std::vector<Row> rows_of(const MemberId& member, sql::Statement& statement) {
  std::vector<Row> found;
  sql::Rows rows = statement.with(member.text());
  while (rows.next()) found.push_back({rows.text(0), rows.text(1)});
  return found;
}

std::vector<MemberId> ids_in(sql::Rows rows) {
  std::vector<MemberId> ids;
  while (rows.next()) ids.emplace_back(rows.text(0));
  return ids;
}

bool is_empty(const Change& change) {
  return change.decisions.empty() && change.records.empty() && change.removed.empty() &&
         change.receipts.empty() && change.interactions.empty() &&
         change.removed_receipts.empty() && change.removed_interactions.empty();
}

}  // namespace

MemberReader::MemberReader(sql::Database& database, MemberKeys& keys, const Secrets& secrets,
                           Files* files)
    : database_(database),
      keys_(keys),
      secrets_(secrets),
      files_(files),
      begin_(database, database.dialect().begin_reading),
      end_(database, "COMMIT"),
      revision_(database, read_revision),
      records_(database, "SELECT name, body FROM record WHERE member = ?1"),
      receipts_(database, "SELECT name, body FROM receipt WHERE member = ?1"),
      interactions_(database, "SELECT name, body FROM interaction WHERE member = ?1"),
      decisions_(database, select_decisions),
      lookup_(database, select_lookup),
      ids_(database, "SELECT id FROM member WHERE id > ?1 ORDER BY id LIMIT 1000"),
      // Without an index of the months: to look at every row of this small table takes a fraction of a
      // second where there are a million, and each commit would pay for keeping the index.
      ids_until_(database,
                 "SELECT id FROM member WHERE id > ?1"
                 " AND (keep_until_month IS NULL OR keep_until_month <= ?2)"
                 " ORDER BY id LIMIT 1000"),
      count_(database, "SELECT count(*) FROM member"),
      idempotency_(database, select_idempotency) {}

template <class Read>
Expected<Done, StoreFault> MemberReader::within_snapshot(const MemberId& id, const Read& read) {
  begin_.run();
  const Found found = [&] {
    std::int64_t revision = 0;
    {
      sql::Rows rows = revision_.with(id.text());
      if (rows.next()) revision = rows.number(0);
    }
    if (revision == 0) return Found::nobody;
    // A key is there before its rows are. If there is none, the rows are on their way out, or lost.
    const auto key = keys_.find(id);
    if (!key.ok()) return key.reason() == NoKey::none ? Found::no_key : Found::damaged_key;
    read(MemberSeal(id, key.value()), revision);
    return Found::whole;
  }();
  end_.run();
  switch (found) {
    case Found::whole: return Done{};
    case Found::nobody: return Unexpected{StoreFault::no_such_member};
    case Found::no_key:
      if (is_leaving(id)) return Unexpected{StoreFault::no_such_member};
      break;
    case Found::damaged_key: break;
  }
  secrets_.report({"key", id.text(), ""});
  return Unexpected{StoreFault::unavailable};
}

Expected<consent::MemberFile, StoreFault> MemberReader::load(const MemberId& id) {
  const std::uint64_t epoch = files_ != nullptr ? files_->epoch() : 0;
  std::shared_ptr<const consent::MemberFile> known;
  std::optional<SealedFile> sealed;
  const auto read = within_snapshot(id, [&](const MemberSeal& seal, std::int64_t revision) {
    if (files_ != nullptr) known = files_->find(id).value_or(nullptr);
    // Whatever changes a file gives it another revision.
    if (known && known->revision == revision) return;
    known = nullptr;
    sealed = SealedFile{seal,
                        revision,
                        rows_of(id, records_),
                        rows_of(id, receipts_),
                        rows_of(id, interactions_),
                        rows_of(id, decisions_)};
  });
  if (!read.ok()) return Unexpected{read.reason()};
  if (known) return *known;
  auto file = open_file(*sealed, secrets_);
  if (!file) return Unexpected{StoreFault::unavailable};
  // A step that failed yields no row: what lacks its last decisions is not kept, nor handed on.
  if (files_ != nullptr && !database_.failed() && !keys_.failed()) {
    files_->put(id, std::make_shared<const consent::MemberFile>(*file), epoch, sealed->rows());
  }
  return *std::move(file);
}

Expected<std::vector<LedgerEntry>, StoreFault> MemberReader::history(const MemberId& id) {
  std::optional<MemberSeal> with;
  std::vector<Row> decisions;
  const auto read = within_snapshot(id, [&](const MemberSeal& seal, std::int64_t) {
    with = seal;
    decisions = rows_of(id, decisions_);
  });
  if (!read.ok()) return Unexpected{read.reason()};
  auto entries = open_entries(*with, decisions, secrets_);
  if (!entries) return Unexpected{StoreFault::unavailable};
  return *std::move(entries);
}

// Their key was destroyed after our snapshot was taken: the rows follow, or have followed by now.
bool MemberReader::is_leaving(const MemberId& id) {
  return keys_.is_being_erased(id) || !revision_.with(id.text()).next();
}

Expected<MemberId, StoreFault> MemberReader::find(const Lookup& lookup) {
  const std::string value = secrets_.lookup(lookup);
  sql::Rows rows = lookup_.with(kind_number(lookup.kind), sql::Bytes{value});
  if (!rows.next()) return Unexpected{StoreFault::no_such_member};
  MemberId member(rows.text(0));
  if (!secrets_.leads_to(value, member, rows.text(1))) return Unexpected{StoreFault::unavailable};
  return member;
}

std::vector<MemberId> MemberReader::some_after(const MemberId& last) {
  return ids_in(ids_.with(last.text()));
}

std::vector<MemberId> MemberReader::some_after(const MemberId& last, Day month) {
  return ids_in(ids_until_.with(last.text(), std::int64_t{month.since_epoch}));
}

std::int64_t MemberReader::count() {
  sql::Rows rows = count_.with();
  return rows.next() ? rows.number(0) : 0;
}

Expected<std::optional<std::string>, StoreFault> MemberReader::earlier_answer(
    const Idempotency& now) {
  return answer_in(idempotency_, now, secrets_,
                   [&](const MemberId& member) { return keys_.find(member); });
}

ChangeRows::ChangeRows(const Change& source, const Secrets& secrets, MemberSeal with,
                       std::optional<Key> fresh_key)
    : change(source), seal(std::move(with)), fresh(std::move(fresh_key)) {
  const auto row = [this](std::string_view table, std::string_view clear, const std::string& text) {
    std::string name = seal.name(table, clear);
    std::string body = seal.seal(table, name, text);
    return Row{std::move(name), std::move(body)};
  };
  for (const FieldId& field : change.removed) {
    removed.push_back(seal.name("record", field.text()));
    // Any record of the field tells its kind; the old value is not needed.
    const auto lookup = lookup_of(member::Record{field, {}, {}, {}});
    if (lookup) removed_lookups.push_back(lookup->kind);
  }
  for (const std::string& number : change.removed_receipts) {
    removed_receipts.push_back(seal.name("receipt", number));
  }
  for (const std::string& number : change.removed_interactions) {
    removed_interactions.push_back(seal.name("interaction", number));
  }
  for (const auto& record : change.records) {
    records.push_back(row("record", record.field.text(), wire::encode_record(record)));
    const auto lookup = lookup_of(record);
    if (lookup) {
      std::string value = secrets.lookup(*lookup);
      std::string bound = secrets.bind_lookup(value, change.member);
      lookups.push_back({lookup->kind, std::move(value), std::move(bound)});
    }
  }
  for (const auto& receipt : change.receipts) {
    receipts.push_back(row("receipt", receipt.number, wire::encode_receipt(receipt)));
  }
  for (const auto& interaction : change.interactions) {
    interactions.push_back(
        row("interaction", interaction.number, wire::encode_interaction(interaction)));
  }
  if (change.idempotency) {
    std::string name = secrets.idempotency(*change.idempotency);
    std::string body = seal.seal(idempotency_table, name, pack(*change.idempotency));
    idempotency = Row{std::move(name), std::move(body)};
  }
}

MemberWriter::MemberWriter(sql::Database& database, KeyWriter& keystore, const Secrets& secrets)
    : keystore_(keystore),
      secrets_(secrets),
      ledger_(database),
      revision_(database, std::string(select_revision) + database.dialect().for_update),
      add_member_(database,
                  "INSERT INTO member (id, revision, keep_until_month, key_version)"
                  " VALUES (?1, ?2, ?3, ?4)"),
      change_member_(database,
                     "UPDATE member SET revision = ?2,"
                     " keep_until_month = coalesce(?3, keep_until_month) WHERE id = ?1"),
      begin_leaving_(database, "UPDATE member SET revision = -abs(revision) WHERE id = ?1"),
      let_stay_(database, "UPDATE member SET revision = -revision WHERE revision < 0"),
      put_record_(database,
                  "INSERT INTO record (member, name, body) VALUES (?1, ?2, ?3)"
                  " ON CONFLICT (member, name) DO UPDATE SET body = ?3"),
      remove_record_(database, "DELETE FROM record WHERE member = ?1 AND name = ?2"),
      put_receipt_(database,
                   "INSERT INTO receipt (member, name, body) VALUES (?1, ?2, ?3)"
                   " ON CONFLICT (member, name) DO UPDATE SET body = ?3"),
      remove_receipt_(database, "DELETE FROM receipt WHERE member = ?1 AND name = ?2"),
      put_interaction_(database,
                       "INSERT INTO interaction (member, name, body) VALUES (?1, ?2, ?3)"
                       " ON CONFLICT (member, name) DO UPDATE SET body = ?3"),
      remove_interaction_(database, "DELETE FROM interaction WHERE member = ?1 AND name = ?2"),
      decisions_(database, select_decisions),
      last_decision_(database,
                     "SELECT place, body FROM decision WHERE member = ?1"
                     " ORDER BY place DESC LIMIT 1"),
      add_decision_(database, "INSERT INTO decision (member, place, body) VALUES (?1, ?2, ?3)"),
      lookup_(database, select_lookup),
      put_lookup_(database,
                  "INSERT INTO lookup (kind, value, member, body) VALUES (?1, ?2, ?3, ?4)"),
      remove_lookup_(database, "DELETE FROM lookup WHERE member = ?1 AND kind = ?2"),
      idempotency_(database, select_idempotency),
      put_idempotency_(database,
                       "INSERT INTO idempotency (name, member, body, at)"
                       " VALUES (?1, ?2, ?3, ?4)"),
      free_idempotency_(database, "DELETE FROM idempotency WHERE name = ?1 AND at <= ?2"),
      forget_idempotency_(database, "DELETE FROM idempotency WHERE at <= ?1"),
      erase_member_(database, "DELETE FROM member WHERE id = ?1"),
      erase_sessions_(database, "DELETE FROM session WHERE member = ?1") {}

void MemberWriter::undo_command() {
  for (const MemberId& member : new_members_) keystore_.take_back(member);
}

Expected<Committed, NotCommitted> MemberWriter::commit(const ChangeRows& rows) {
  const Change& change = rows.change;
  std::int64_t stands = 0;
  {
    sql::Rows found = revision_.with(change.member.text());
    if (found.next()) stands = found.number(0);
  }
  if (change.idempotency) {
    const auto earlier =
        answer_in(idempotency_, *change.idempotency, secrets_,
                  [&](const MemberId& member) { return keystore_.member(member); });
    if (!earlier.ok()) return Unexpected{NotCommitted{earlier.reason()}};
    if (earlier.value()) return Committed{stands, earlier.value()};
  }
  if (stands < 0 || (stands == 0 && change.based_on != 0)) {
    return Unexpected{NotCommitted{StoreFault::no_such_member}};
  }
  if (change.based_on != whatever_stands && change.based_on != stands) {
    return Unexpected{NotCommitted{StoreFault::changed_meanwhile}};
  }

  const std::int64_t revision = stands == 0 || !is_empty(change) ? stands + 1 : stands;
  std::optional<std::int64_t> month;
  if (change.keep_until_month) month = change.keep_until_month->since_epoch;
  if (stands == 0) {
    add_member_.run(change.member.text(), revision, month, std::int64_t{rows.seal.version()});
  } else {
    change_member_.run(change.member.text(), revision, month);
  }
  if (const auto put = put_lookups(rows); !put.ok()) return Unexpected{put.reason()};
  // After every refusal: a keeper with a second database cannot take a key back.
  if (const auto agreed = agree_on_key(rows, stands == 0); !agreed.ok()) {
    return Unexpected{agreed.reason()};
  }
  put_rows(rows);
  if (const auto added = add_decisions(rows); !added.ok()) return Unexpected{added.reason()};
  if (const auto& row = rows.idempotency) {
    // One whose day is over. An upsert would let two who came first with the same key both think so.
    free_idempotency_.run(sql::Bytes{row->name},
                          change.idempotency->at.utc_ms - lifetime::idempotency_ms);
    put_idempotency_.run(sql::Bytes{row->name}, change.member.text(), sql::Bytes{row->body},
                         change.idempotency->at.utc_ms);
  }
  return Committed{revision, std::nullopt};
}

// The key that a new member's rows were sealed with is theirs, or becomes it now. Another one means that
// somebody else made the member meanwhile, or that the key was destroyed since it was read.
Expected<Done, NotCommitted> MemberWriter::agree_on_key(const ChangeRows& rows, bool is_new) {
  if (!is_new && !rows.fresh) return Done{};
  const MemberId& member = rows.change.member;
  const auto known = keystore_.member(member);
  if (known.ok() && rows.seal.same_key(known.value())) return Done{};
  const bool is_free = !known.ok() && known.reason() == NoKey::none;
  if (is_new && is_free && rows.fresh) {
    if (!keystore_.put(member, rows.seal.version(), *rows.fresh)) {
      return Unexpected{NotCommitted{OtherKeyMeanwhile{}}};
    }
    new_members_.push_back(member);
    return Done{};
  }
  if (known.ok() || (is_new && is_free)) return Unexpected{NotCommitted{OtherKeyMeanwhile{}}};
  secrets_.report({"key", member.text(), ""});
  return Unexpected{NotCommitted{StoreFault::unavailable}};
}

Expected<Done, NotCommitted> MemberWriter::put_lookups(const ChangeRows& rows) {
  const std::string& member = rows.change.member.text();
  for (const LookupKind kind : rows.removed_lookups) remove_lookup_.run(member, kind_number(kind));
  for (const LookupRow& lookup : rows.lookups) {
    const std::int64_t kind = kind_number(lookup.kind);
    {
      sql::Rows owner = lookup_.with(kind, sql::Bytes{lookup.value});
      if (owner.next()) {
        if (owner.text(0) != member) return Unexpected{NotCommitted{StoreFault::already_taken}};
        continue;
      }
    }
    remove_lookup_.run(member, kind);
    put_lookup_.run(kind, sql::Bytes{lookup.value}, member, sql::Bytes{lookup.bound});
  }
  return Done{};
}

void MemberWriter::put_rows(const ChangeRows& rows) {
  const std::string& member = rows.change.member.text();
  for (const std::string& name : rows.removed) remove_record_.run(member, sql::Bytes{name});
  for (const std::string& name : rows.removed_receipts) {
    remove_receipt_.run(member, sql::Bytes{name});
  }
  for (const std::string& name : rows.removed_interactions) {
    remove_interaction_.run(member, sql::Bytes{name});
  }
  for (const Row& row : rows.records) {
    put_record_.run(member, sql::Bytes{row.name}, sql::Bytes{row.body});
  }
  for (const Row& row : rows.receipts) {
    put_receipt_.run(member, sql::Bytes{row.name}, sql::Bytes{row.body});
  }
  for (const Row& row : rows.interactions) {
    put_interaction_.run(member, sql::Bytes{row.name}, sql::Bytes{row.body});
  }
}

Expected<Done, NotCommitted> MemberWriter::add_decisions(const ChangeRows& rows) {
  const Change& change = rows.change;
  if (change.decisions.empty()) return Done{};
  auto end = end_of_chain(rows.seal);
  if (!end) return Unexpected{NotCommitted{StoreFault::unavailable}};
  for (const consent::Decision& decision : change.decisions) {
    auto entry = next_entry(*end, change.member, decision, change.request);
    if (!entry) return Unexpected{NotCommitted{StoreFault::not_provable}};
    entry->index = ledger_.add_leaf(proof::commitment(entry->salt, entry->payload));
    *end = proof::after(*end, entry->payload);
    const std::string body = rows.seal.seal("decision", std::to_string(end->length), pack(*entry));
    add_decision_.run(change.member.text(), static_cast<std::int64_t>(end->length),
                      sql::Bytes{body});
  }
  return Done{};
}

// None where the newest decision does not open: nothing can hang on it.
std::optional<proof::ChainEnd> MemberWriter::end_of_chain(const MemberSeal& seal) {
  sql::Rows rows = last_decision_.with(seal.member().text());
  if (!rows.next()) return proof::ChainEnd{};
  const std::int64_t place = rows.number(0);
  const auto entry = open_entry(seal, {std::to_string(place), rows.text(1)}, secrets_);
  if (!entry) return std::nullopt;
  return proof::after({static_cast<std::uint64_t>(place) - 1, {}}, entry->payload);
}

std::set<std::uint64_t> MemberWriter::leaves_of(const MemberId& member) {
  std::set<std::uint64_t> leaves;
  auto key = keystore_.member(member);
  if (!key.ok()) return leaves;
  const MemberSeal seal(member, std::move(key).value());
  for (const Row& row : rows_of(member, decisions_)) {
    const auto entry = open_entry(seal, row, secrets_);
    if (entry) leaves.insert(entry->index);
  }
  return leaves;
}

std::optional<std::uint64_t> MemberWriter::begin_leaving(const MemberId& member) {
  begin_leaving_.run(member.text());
  if (!revision_.with(member.text()).next()) return std::nullopt;
  return leaves_of(member).size();
}

void MemberWriter::let_stay() {
  let_stay_.run();
}

void MemberWriter::note_leaving(const MemberId& member) {
  for (const std::uint64_t leaf : leaves_of(member)) ledger_.note_erased(leaf);
}

void MemberWriter::erase(const MemberId& member) {
  // Locks the row, where others write too: whoever commits now comes before this, with their leaves, or
  // finds nobody.
  static_cast<void>(revision_.with(member.text()).next());
  note_leaving(member);
  keystore_.destroy(member);
  erase_sessions_.run(member.text());
  erase_member_.run(member.text());  // Takes every other row of theirs with it.
}

void MemberWriter::forget_answers(Instant at_or_before) {
  forget_idempotency_.run(at_or_before.utc_ms);
}

}  // namespace samtycke::server
