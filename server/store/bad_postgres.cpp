// What a store on PostgreSQL says about its refusals, in words.
#include "core/base/check.h"
#include "server/store/postgres_store.h"

namespace samtycke::server {

std::string sentence(BadStore why, const PostgresPlaces& places) {
  const std::string rows = postgres::shown(places.rows);
  const std::string keys = places.keys.empty() ? rows + "_keys" : postgres::shown(places.keys);
  switch (why) {
    case BadStore::no_answer:
      return rows + ": does not answer. Is the server up, is there such a database (createdb)," +
             " and may this user open it?";
    case BadStore::no_keys_answer:
      return keys + ", the database of the keys: does not answer. Make it by createdb, or name" +
             " another one with --keys-db.";
    case BadStore::not_writable:
      return rows + ": tables cannot be made by this user, neither here nor in " + keys +
             ". Let the user own both databases.";
    case BadStore::another_programs:
      return rows + " or " + keys + ": holds tables of another program. Nothing in it was changed.";
    case BadStore::newer_schema:
      return rows + ": was written by a newer version of samtycke. Start that version.";
    case BadStore::no_keystore:
      return rows + ": is sealed, and " + keys +
             ", the database of its keys, is empty. Restore that from its backup.";
    case BadStore::keystore_damaged:
      return keys + ": its keys are damaged. Restore the database from its backup.";
    case BadStore::other_keystore: return keys + ": holds the keys of another store.";
    case BadStore::no_journal:
      return keys + ": is older than " + rows +
             ", and does not know who was erased since. Restore its newest backup.";
    case BadStore::journal_changed:
      return keys + ": its table erased, which says who was erased, has a row that was changed or" +
             " put in by another than this program. Restore the database from its newest backup.";
    case BadStore::no_key_file:
    case BadStore::key_file_unreadable:
    case BadStore::key_file_open_to_others:
    case BadStore::not_a_key_file:
    case BadStore::key_file_not_writable:
    case BadStore::wrong_key_file: return sentence(why, rows, places.key_file);
    case BadStore::held:
    case BadStore::not_a_database:
    case BadStore::damaged:
    case BadStore::journal_damaged:
    case BadStore::not_provable:
    case BadStore::failed: return rows + ": could not be opened; the server's log says why.";
  }
  SAMTYCKE_NEVER("every case returns");
}

}  // namespace samtycke::server
