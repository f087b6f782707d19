// The keystore: a SQLite file of its own beside the store, `<store>.keys`, that holds every member's key
// and the store's own keys, each wrapped by the key in the key file. It is small, and a backup of it is
// kept apart from the store's and for a short time: what is erased here cannot be read anywhere.
//
// Two files are never committed at once, so the order says what a crash between them leaves:
// - A member who is new: the key first, then the rows. A crash leaves a key that opens nothing; a member
//   of that id would take it over.
// - A member who is erased: the key goes first, and its place notes that the rows must follow; then the
//   rows; then the note. The next start finishes what it finds noted.
// - A key that changes: the new one first, beside the old; then the rows, with the version they are
//   sealed with; then the old one goes. The store always says which version is in force.
// So no row is ever without its key, and none is ever written in clear on the way.
//
// We considered one file for both and dropped it: a backup of the members would then hold their keys.
// We considered deriving members' keys from the key file and dropped it: nothing could be destroyed.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/expected.h"
#include "core/base/id.h"
#include "server/store/sealed_box.h"
#include "server/store/sqlite.h"

namespace samtycke::server {

// Called by name between the steps of whatever spans both files, so that a test can end the process
// there. Not for anything else.
using StepHook = std::function<void(std::string_view step)>;

// A member's own key. Rows are named by a second key made from it, so that a row's name says nothing
// either once the key is gone.
struct MemberKey {
  MemberKey(std::uint32_t which, const Key& root)
      : version(which), box(root.derived("samtybox")), rows(root.derived("samtyrow")) {}
  std::uint32_t version;
  Key box;
  Key rows;
};

enum class NoKey { none, damaged, unavailable };

// What reading rows asks of the keys, for one thread at a time.
class MemberKeys {
 public:
  virtual ~MemberKeys() = default;
  virtual Expected<MemberKey, NoKey> find(const MemberId&) = 0;
  // The same for several, in their order.
  virtual std::vector<Expected<MemberKey, NoKey>> find_all(const std::vector<MemberId>&);
  virtual bool is_being_erased(const MemberId&) = 0;
  virtual bool failed() const = 0;
};

// What writing them does, before their own commit. With several versions, as in the middle of a change
// of keys, the highest counts.
class KeyWriter {
 public:
  virtual ~KeyWriter() = default;
  virtual Expected<MemberKey, NoKey> member(const MemberId&) = 0;
  // False: another process gave this member a key first.
  virtual bool put(const MemberId&, std::uint32_t version, const Key& root) = 0;
  virtual void take_back(const MemberId&) = 0;  // put() to a member who did not come to be.
  virtual void destroy(const MemberId&) = 0;    // Every version, and notes that the rows must go.
  virtual void remove(const MemberId&) = 0;     // Every version, of what has no rows to follow.
};

// The store's own keys, by what they are for.
enum class StoreKeyKind {
  index,     // Of the blind indexes.
  visitors,  // Of sign-ins and mails.
  erasures,  // Of what recognises an erased member; nothing is left that could be hashed anew.
  links,     // Of links in mails, where it was ever changed: every version stays (link_seal.h).
};
std::string_view key(StoreKeyKind);

struct StoreKey {
  std::uint32_t version;
  Key key;
};

std::string keystore_path(const std::string& store);  // <store>.keys

// How a key is wrapped, in every keeper's keystore: sealed, and bound to whose it is or what it is for.
SealedPlace key_place(const MemberId&);
SealedPlace key_place(StoreKeyKind);
std::optional<Key> unwrapped(const Key& wrapping, std::int64_t version, const SealedPlace&,
                             std::string_view wrapped);
// By a statement that yields version and wrapped key of the member ?1, the highest first.
Expected<MemberKey, NoKey> key_in(const sql::Database&, sql::Statement&, const Key& wrapping,
                                  const MemberId&);
// By one that yields version and wrapped key of the kind ?1, the oldest first. Empty where one does not open.
std::vector<StoreKey> keys_in(sql::Statement&, const Key& wrapping, StoreKeyKind);

// Reads members' keys, for one thread at a time.
class KeystoreReader {
 public:
  KeystoreReader(const std::string& path, const Key& wrapping);
  Expected<MemberKey, NoKey> member(const MemberId&);
  bool is_being_erased(const MemberId&);
  bool failed() const { return database_.failed(); }

 private:
  sqlite::Database database_;
  sqlite::Statement member_;
  sqlite::Statement erasing_;
  const Key wrapping_;
};

enum class BadKeystore { not_writable, damaged, newer, wrong_key };

// For the one that writes. What it changes is durable after commit(), and undone by undo().
class Keystore final : public KeyWriter {
 public:
  // Makes it, with a name of its own and the store's keys, where there is none or only the beginning of
  // one.
  static Expected<std::unique_ptr<Keystore>, BadKeystore> make(const std::string& path,
                                                               const Key& master);
  static Expected<std::unique_ptr<Keystore>, BadKeystore> open(const std::string& path,
                                                               const Key& master);
  static bool is_there(const std::string& path);

  // The random name that it shares with its store.
  const std::string& name() const { return name_; }
  const Key& wrapping() const { return wrapping_; }

  // ---- members
  Expected<MemberKey, NoKey> member(const MemberId&) override;
  Expected<MemberKey, NoKey> member(const MemberId&, std::uint32_t version);
  std::uint32_t version_for_new_members() const { return generation_; }
  bool put(const MemberId&, std::uint32_t version, const Key& root) override;
  void remove_all_but(const MemberId&, std::uint32_t version);
  void take_back(const MemberId&) override;
  std::vector<MemberId> with_several_keys();

  void destroy(const MemberId&) override;
  void remove(const MemberId& owner) override { take_back(owner); }
  std::vector<MemberId> being_erased();
  void erased(const MemberId&);     // The rows are gone.
  std::vector<MemberId> members();  // Everyone who has a key.
  // How many lines of the journal of erasures this file has carried out.
  std::int64_t erasures() const { return erasures_; }
  void put_erasures(std::int64_t);
  // Whether every line of that journal has its seal: from then on none without one is taken.
  bool journal_is_sealed() const { return journal_is_sealed_; }
  void note_journal_sealed();

  // ---- the store's own, every version, oldest first
  std::vector<StoreKey> store_keys(StoreKeyKind);
  void put(StoreKeyKind, std::uint32_t version, const Key&);
  void remove_all_but(StoreKeyKind, std::uint32_t version);

  // ---- changing keys
  bool is_changing_members() const { return changing_; }
  void begin_changing_members();  // New keys get a version of their own from here on.
  void end_changing_members();
  // Everything wrapped by another key. Until the key file follows, only the new one opens it.
  bool wrap_anew(const Key& master);

  bool has_changes() const { return in_transaction_; }
  bool commit();  // False: nothing more can be done with it.
  void undo();
  // Writes everything back and empties the WAL, so that what was deleted is in no file.
  bool leave_nothing_behind();
  void tidy();  // Writes back what has become long. After commits.
  bool failed() const { return database_.failed(); }

 private:
  Keystore(const std::string& path, const Key& master);
  Expected<Done, BadKeystore> read_facts();
  void begin();
  bool wrap_members(const Key& wrapping);
  void put_fact(std::string_view fact, std::string_view value);

  sqlite::Database database_;
  Key master_;
  Key wrapping_;
  std::string name_;
  std::uint32_t generation_ = 1;
  bool changing_ = false;
  std::int64_t erasures_ = 0;
  bool journal_is_sealed_ = false;
  bool in_transaction_ = false;
  // Prepared at their first use, since the tables may not be there before.
  std::optional<sqlite::Statement> find_;
  std::optional<sqlite::Statement> put_;
};

}  // namespace samtycke::server
