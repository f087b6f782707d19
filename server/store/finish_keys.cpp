#include "server/store/finish_keys.h"

#include "server/store/sealing_migration.h"

namespace samtycke::server {
namespace {

bool take_into_force(sqlite::Database& database, Keystore& keystore, StoreKeyKind kind,
                     StoreKey& taken) {
  const auto version = number_fact(database, version_fact(kind));
  const auto keys = keystore.store_keys(kind);
  if (!version) return false;
  bool found = false;
  for (const StoreKey& one : keys) {
    if (one.version != *version) continue;
    taken = one;
    found = true;
  }
  if (found && keys.size() > 1) keystore.remove_all_but(kind, taken.version);
  return found;
}

// The keys are gone already. Answers what is left to note.
void finish_erasures(sqlite::Database& database, Keystore& keystore) {
  for (const MemberId& member : keystore.being_erased()) {
    sqlite::Statement(database, "DELETE FROM session WHERE member = ?1").run(member.text());
    sqlite::Statement(database, "DELETE FROM member WHERE id = ?1").run(member.text());
    if (!database.failed()) keystore.erased(member);
  }
}

void remove_keys_without_rows(sqlite::Database& database, Keystore& keystore) {
  sqlite::Statement in_force(database, "SELECT key_version FROM member WHERE id = ?1");
  for (const MemberId& member : keystore.with_several_keys()) {
    sqlite::Rows rows = in_force.with(member.text());
    if (rows.next()) keystore.remove_all_but(member, static_cast<std::uint32_t>(rows.number(0)));
  }
}

}  // namespace

Expected<Done, BadStore> finish_keys(sqlite::Database& database, Keystore& keystore,
                                     Secrets& secrets) {
  const auto name = read_fact(database, fact::store_name);
  if (!name || database.failed()) return Unexpected{BadStore::failed};
  if (*name != keystore.name()) return Unexpected{BadStore::other_keystore};
  if (!take_into_force(database, keystore, StoreKeyKind::index, secrets.index) ||
      !take_into_force(database, keystore, StoreKeyKind::visitors, secrets.visitors)) {
    return Unexpected{BadStore::keystore_damaged};
  }
  finish_erasures(database, keystore);
  // Somebody whose erasure was begun: it is carried out all the same where it was written down.
  database.run("UPDATE member SET revision = -revision WHERE revision < 0");
  if (keystore.is_changing_members()) remove_keys_without_rows(database, keystore);
  // Also where nothing was left to do: a crash may have left what was deleted in a WAL.
  const bool finished = !database.failed() && keystore.commit() &&
                        keystore.leave_nothing_behind() &&
                        database.checkpoint(sqlite::Database::Checkpoint::truncate);
  if (!finished) return Unexpected{BadStore::failed};
  return Done{};
}

}  // namespace samtycke::server
