// What sqlite_store.h says about its refusals, in words.
#include "core/base/check.h"
#include "server/store/erasure_journal.h"
#include "server/store/key_file.h"
#include "server/store/keystore.h"
#include "server/store/sqlite_store.h"

namespace samtycke::server {

std::string_view key(BadStore why) {
  switch (why) {
    case BadStore::not_writable: return "not_writable";
    case BadStore::held: return "held";
    case BadStore::not_a_database: return "not_a_database";
    case BadStore::another_programs: return "another_programs";
    case BadStore::newer_schema: return "newer_schema";
    case BadStore::damaged: return "damaged";
    case BadStore::failed: return "failed";
    case BadStore::not_provable: return "not_provable";
    case BadStore::no_keystore: return "no_keystore";
    case BadStore::no_key_file: return "no_key_file";
    case BadStore::key_file_unreadable: return "key_file_unreadable";
    case BadStore::key_file_open_to_others: return "key_file_open_to_others";
    case BadStore::not_a_key_file: return "not_a_key_file";
    case BadStore::key_file_not_writable: return "key_file_not_writable";
    case BadStore::wrong_key_file: return "wrong_key_file";
    case BadStore::keystore_damaged: return "keystore_damaged";
    case BadStore::other_keystore: return "other_keystore";
    case BadStore::no_journal: return "no_journal";
    case BadStore::journal_damaged: return "journal_damaged";
    case BadStore::journal_changed: return "journal_changed";
    case BadStore::no_answer: return "no_answer";
    case BadStore::no_keys_answer: return "no_keys_answer";
  }
  SAMTYCKE_NEVER("every case returns");
}

std::string sentence(BadStore why, const std::string& path, std::string key_file) {
  if (key_file.empty()) key_file = default_key_file(path);
  switch (why) {
    case BadStore::not_writable:
      return path + ": cannot be written. Check the folder and who owns it.";
    case BadStore::held: return path + ": is in use by a running server or another command.";
    case BadStore::not_a_database:
      return path + ": is not a SQLite database. Nothing in it was changed.";
    case BadStore::another_programs:
      return path + ": is a database of another program. Nothing in it was changed.";
    case BadStore::newer_schema:
      return path + ": was written by a newer version of samtycke. Start that version.";
    case BadStore::damaged:
      return path + ": is damaged (quick_check failed). Restore it from a backup.";
    case BadStore::failed: return path + ": SQLite cannot open it here.";
    case BadStore::not_provable:
      return path + ": holds a decision that proves nothing (a time before 1970, or a text hash " +
             "that is not 64 hexadecimal digits). Nothing was changed. Restore it from a backup.";
    case BadStore::no_keystore:
      return path + ": is sealed, and its keys are not beside it. Restore " + keystore_path(path) +
             " from its backup.";
    case BadStore::no_key_file:
      return path + ": its key file " + key_file + " is missing. Put it back, or name it with" +
             " --key-file.";
    case BadStore::key_file_unreadable:
      return path + ": its key file " + key_file + " cannot be read by this user.";
    case BadStore::key_file_open_to_others:
      return path + ": its key file " + key_file + " can be read by others. Do: chmod 0400 " +
             key_file + ".";
    case BadStore::not_a_key_file:
      return path + ": " + key_file + " is no key file; that has exactly 32 bytes.";
    case BadStore::key_file_not_writable:
      return path + ": its key file " + key_file + " cannot be written. Check its folder.";
    case BadStore::wrong_key_file:
      return path + ": the key file " + key_file + " is not the one it was sealed with.";
    case BadStore::keystore_damaged:
      return path + ": its keys in " + keystore_path(path) +
             " are damaged. Restore them from their backup.";
    case BadStore::other_keystore:
      return path + ": the keys in " + keystore_path(path) + " are those of another store.";
    case BadStore::no_journal:
      return path + ": " + erasure_journal_path(path) +
             ", which says who was erased, is missing or too short. Put its newest copy back.";
    case BadStore::journal_damaged:
      return path + ": " + erasure_journal_path(path) +
             ", which says who was erased, is damaged or another store's. Put its newest copy "
             "back.";
    case BadStore::journal_changed:
      return path + ": " + erasure_journal_path(path) +
             ", which says who was erased, has a line that was changed or put in by another than "
             "this program. Put its newest copy back.";
    case BadStore::no_answer: return path + ": does not answer.";
    case BadStore::no_keys_answer: return path + ": the database of its keys does not answer.";
  }
  SAMTYCKE_NEVER("every case returns");
}

std::string key_file_made(const std::string& path, std::string key_file) {
  if (key_file.empty()) key_file = default_key_file(path);
  return "Made the key file " + key_file + ". Keep a copy of it apart from " + path +
         ": without it nobody can read the store.";
}

}  // namespace samtycke::server
