// Who was erased, outside of the database: `<store>.erased`, one line for each, synced before anything is
// destroyed.
//
// It is what brings an old copy of the store up to date: the store and its keystore each remember how many
// lines they have carried out, and every start carries out the rest. So a crash in the middle of an erasure,
// a backup that was restored and a file that was copied back by hand are one case. It also recognises a
// number or an address that comes back with an import.
//
//     samtycke erasures 1 <name of the store>
//     <version of the key> <moment in ms> <member> <number> <e-mail> <phone> <address>
//         <leaf> <reason> <decisions> <no> <seal>
//
// Member, number, e-mail, phone and address are keyed hashes, or "-". The leaf is the random id that the ledger
// tells of the erasure by, why, and how many decisions went with it (core/proof/payload.h).
//
// "no" stands in the line of somebody who had said no to something of the club's: whoever comes back with that
// number or e-mail address begins with it, and nothing is sent to that phone or that address before its new
// holder says so (core/consent/said_no.h); without a no neither of these two is remembered. A line whose time is
// over keeps its moment and its leaf and loses its hashes, so that the count of lines still says what is
// carried out; backups must not be kept for longer than that time, since nobody is left to be recognised in
// them.
//
// Each line is sealed to its place (erasure_line.h): one that was changed or put in from outside is refused at
// every start, since it would bring somebody back, or let a decision pass as erased. Lines from before there were
// seals are taken as they are, once, and get one; the keystore remembers that (Keystore::journal_is_sealed).
//
// It says how many were erased and when, and nothing about anyone without the store's keys: the hashes are
// HMAC-SHA-256 under a key of its own, cut to 16 bytes. A last line that a crash cut short was never
// answered for, and goes. We considered the member's id in clear and dropped it: then a backup's rows could
// be told to be theirs. We considered a table in the database and dropped it: a restore would take it back.
#pragma once

#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>

#include "core/base/expected.h"
#include "core/base/id.h"
#include "core/base/instant.h"
#include "core/consent/member_file.h"
#include "server/store/erasure_line.h"
#include "server/store/keystore.h"
#include "server/store/store.h"

namespace samtycke::server {

std::string erasure_journal_path(const std::string& store);  // <store>.erased

enum class BadJournal {
  damaged,       // What is no line of ours, or another store's journal.
  changed,       // A line that was changed, moved or put in: its seal does not fit it.
  not_readable,  // There, but it cannot be read.
};

// Who is erased, as far as they could still be read.
struct Erased {
  MemberId member;
  Instant at;
  std::string number;        // Canonical; empty: unknown.
  std::string email;         // As it was held; empty: none.
  std::string phone = {};    // Where a no is remembered; empty: none.
  std::string address = {};  // Its key (core/member/postal_address.h); the same.
  bool said_no = false;
  proof::ErasureReason reason = proof::ErasureReason::asked;
  std::uint64_t decisions = 0;  // That go with them.
};

// Who goes, by their file, which is null where it could not be read.
Erased erased_by(const consent::MemberFile* file, const MemberId&, Instant at, proof::ErasureReason,
                 std::uint64_t decisions);

// What is remembered of a number or an address.
struct Remembered {
  Instant at;  // The latest time somebody of it was erased.
  bool said_no = false;
};

// The keyed hashes that a journal knows somebody by, under its own key.
std::string erased_hash(const StoreKey&, const MemberId&);
std::string erased_hash(const StoreKey&, const Lookup&);
std::string erased_hash(const StoreKey&, const Reached&);
// The line that is to be written, with a random leaf, sealed to its place.
ErasureLine line_of(const Erased&, const StoreKey&, std::int64_t place);
// What the ledger says of an erasure. The salt is made from what it says: an old copy of the store that carries
// the erasure out once more gets the very same leaf, and its tree stays the one that was signed. And so nobody
// without the key can make one.
LedgerEntry erasure_leaf(const StoreKey&, const proof::Erased&);
bool is_erasure_leaf(const StoreKey&, const LedgerEntry&);

// May be asked from any thread.
class ErasureJournal {
 public:
  enum class Lines { sealed, of_any_age };
  // An empty one where there is no file. With lines of any age, those that
  // have no seal yet get one.
  static Expected<std::unique_ptr<ErasureJournal>, BadJournal> open(const std::string& path,
                                                                    const std::string& store_name,
                                                                    StoreKey key, Lines);
  ErasureJournal(const ErasureJournal&) = delete;
  ErasureJournal& operator=(const ErasureJournal&) = delete;

  const StoreKey& key() const { return key_; }
  // The file is there from now on, with no line in it if there was none: so one that is missing is missed, before
  // anybody was erased as well.
  bool begin();
  // On the disk when it answers. False: nothing was added, and nothing more can be.
  bool add(const Erased&);
  std::int64_t count();  // Lines.

  // The hashes of the members after the first `carried_out` lines.
  std::set<std::string> members_after(std::int64_t carried_out);
  std::string hash_of(const MemberId&) const;
  // What the ledger says of those lines, in their order.
  std::vector<LedgerEntry> leaves_after(std::int64_t carried_out);
  std::optional<Remembered> remembers(const Lookup&);
  bool remembers_no(const Reached&);
  // Nobody who was erased before is recognised any more. True also where there was nobody.
  bool forget_before(Instant);

 private:
  ErasureJournal(std::string path, std::string head, StoreKey key);
  Expected<Done, BadJournal> read(Lines);
  Expected<Done, BadJournal> seal_all();
  void take(ErasureLine);
  void remember(const std::string& hash, const Remembered&);
  std::optional<Remembered> remembered(const std::string& hash);

  const std::string path_;
  const std::string head_;
  const StoreKey key_;
  std::mutex mutex_;  // Guards everything below.
  bool broken_ = false;
  std::vector<std::string> members_;  // In the order of the lines; "-" for one that is forgotten.
  std::vector<std::optional<proof::Erased>> leaves_;  // The same.
  std::unordered_map<std::string, Remembered> values_;
};

}  // namespace samtycke::server
