// The embedded keeper: one SQLite file, for a club that fits on one machine.
//
// - One connection writes, and it alone checkpoints. It lives on a thread of its own and commits in
//   groups: what queued while the last sync ran (at most 256 commands, no timer) becomes one
//   transaction with a savepoint for each command; all are answered after the one COMMIT.
// - Readers are read-only connections from a pool. They never checkpoint, not when they close either.
// - A COMMIT, a sync or a checkpoint that fails is never tried again: after a failed sync the kernel
//   may have dropped the pages and call the next one a success. Everything in the batch is answered
//   `unavailable`, so is everything after it, and the owner is told, once, to end the process. The
//   next start reads what really reached the disk.
// - SQLite's own autocheckpoint ignores its errors, so the writer checkpoints by itself, after it has
//   answered, and treats an error there in the same way.
//
// - A reading of all files (for_each_file) holds one snapshot, so the WAL cannot start over until it ends.
//   The writer never waits for it: the WAL grows, and a reading that has let it grow to 1 GiB is ended.
//   Reading in pieces of a snapshot each would need none of this, and was turned down: a list for
//   sending would then stand for no moment at all.
//
// We considered a connection for each thread with BEGIN IMMEDIATE and dropped it: each commit then
// pays a sync of its own, and the WAL fault of SQLite before 3.51.3 becomes possible.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/store/keystore.h"
#include "server/store/store.h"
#include "server/store/store_lock.h"

namespace samtycke::server {

// In the order they are checked.
enum class BadStore {
  not_writable,      // The folder or the file; or the folder cannot be made.
  held,              // Another process has it open: a running server.
  not_a_database,    // The file is something else.
  another_programs,  // A SQLite database, but not one of ours.
  newer_schema,      // Written by a newer version of this program.
  damaged,           // quick_check found something.
  failed,            // SQLite could not open it for another reason.
  not_provable,      // An older store's decision has no canonical form, so it cannot be taken over.
  // Its keys (keystore.h, key_file.h).
  no_keystore,              // The store is sealed, and the file with its keys is not beside it.
  no_key_file,              // There is a keystore, and no key file.
  key_file_unreadable,      // Not by this user; or it is no file.
  key_file_open_to_others,  // The group or everybody may read it.
  not_a_key_file,           // Not 32 bytes.
  key_file_not_writable,    // It cannot be made or replaced.
  wrong_key_file,           // Of another store, or an older one.
  keystore_damaged,
  other_keystore,  // Of another store.
  // Its journal of erasures (erasure_journal.h).
  no_journal,       // It is missing, or shorter than what the store has carried out.
  journal_damaged,  // Or of another store.
  journal_changed,  // A line of it was changed or put in by somebody without the store's keys.
  // Of a keeper on a server (postgres_store.h).
  no_answer,       // The database is not there, does not answer, or does not let us in.
  no_keys_answer,  // Nor does the one with the keys.
};
std::string_view key(BadStore);
// One clear line for a person at a terminal, with the path in it. `key_file` empty: the default one.
std::string sentence(BadStore, const std::string& path, std::string key_file = {});

// What the person at the terminal must know of a key file that was just made.
std::string key_file_made(const std::string& path, std::string key_file = {});

struct SqliteOptions {
  // Called once, on the writer's thread, when the disk failed and everyone who waited has been
  // answered. `why` is SQLite's word for the kind of error and holds no value. The owner says so and
  // ends the process; it must not wait here for the store to close, which waits for this thread.
  std::function<void(std::string_view why)> failed;
  // A lock that the caller has taken already; without one, open() takes it.
  std::optional<StoreLock> lock;
  // Where the key file lies; empty: `<store>.key`. Made, with a new keystore, for a store that has never
  // been sealed.
  std::string key_file;
  // Told of every row that does not open, by its name ("record 3f… of member 01…") and never by a
  // value; the caller of the store is answered `unavailable`. From any thread.
  std::function<void(const std::string& row)> damaged;
  StepHook at_step;  // For tests.
};

class SqliteStore final : public Store {
 public:
  // Makes the file, and its folder, where there is none; brings an older schema up to date.
  static Expected<std::unique_ptr<SqliteStore>, BadStore> open(const std::string& path,
                                                               SqliteOptions = {});
  // Whether open() made the key file, which the owner should hear of: it must be kept.
  bool made_key_file() const;
  // How many members open() erased again, since the files were older than the journal of erasures.
  std::int64_t erased_again() const;
  // Carries out what is queued, checkpoints and closes. No call may be under way.
  ~SqliteStore() override;

  Expected<consent::MemberFile, StoreFault> load(const MemberId&) override;
  Expected<MemberId, StoreFault> find(const Lookup&) override;
  Expected<Done, StoreFault> for_each_member(const std::function<bool(const MemberId&)>&) override;
  Expected<Done, StoreFault> for_each_member_until(
      Day month, const std::function<bool(const MemberId&)>&) override;
  Expected<Done, StoreFault> for_each_file(const FileVisitor&) override;
  Expected<std::int64_t, StoreFault> count_members() override;
  Expected<StoreFigures, StoreFault> figures() override;
  Expected<Committed, StoreFault> commit(const Change&) override;
  Expected<Done, StoreFault> commit_all(const std::vector<Change>&) override;
  Expected<Done, StoreFault> erase(const MemberId&, Instant at,
                                   proof::ErasureReason = proof::ErasureReason::asked,
                                   const std::vector<Mail>& tell = {}) override;
  Expected<std::optional<Instant>, StoreFault> erased_at(const Lookup&) override;
  Expected<bool, StoreFault> said_no_before(const Lookup&) override;
  Expected<bool, StoreFault> said_no_before(const Reached&) override;
  Expected<Done, StoreFault> forget_erased(Instant before) override;
  Expected<std::vector<LedgerEntry>, StoreFault> history(const MemberId&) override;
  Expected<std::vector<LedgerLeaf>, StoreFault> leaves(std::uint64_t from,
                                                       std::size_t most) override;
  Expected<std::vector<LedgerEntry>, StoreFault> erasures(std::uint64_t from,
                                                          std::size_t most) override;
  bool wrote_erasure(const LedgerEntry&) override;
  Expected<LedgerState, StoreFault> ledger() override;
  Expected<proof::Tiles, StoreFault> tiles(const std::vector<proof::TilePlace>&) override;
  Expected<Done, StoreFault> grow_tree(const TreeGrowth&) override;
  Expected<std::optional<Day>, StoreFault> told_before_erasure(const MemberId&) override;
  Expected<std::vector<Mail>, StoreFault> notices_of_erasure(std::size_t most) override;
  Expected<Done, StoreFault> notice_delivered(std::int64_t number) override;
  Expected<std::optional<std::string>, StoreFault> earlier_answer(const Idempotency&) override;
  Expected<Done, StoreFault> put_pending(const PendingSignIn&) override;
  Expected<std::optional<PendingSignIn>, StoreFault> pending(
      std::string_view browser_sha256) override;
  Expected<std::optional<PendingSignIn>, StoreFault> redeem(std::string_view browser_sha256,
                                                            std::string_view code_sha256,
                                                            Instant now) override;
  Expected<Done, StoreFault> put_session(const Session&) override;
  Expected<std::optional<Session>, StoreFault> session(std::string_view token_sha256) override;
  Expected<Done, StoreFault> touch_session(std::string_view token_sha256, Instant) override;
  Expected<Done, StoreFault> end_session(std::string_view token_sha256) override;
  Expected<std::vector<Session>, StoreFault> sessions_of(const MemberId&) override;
  Expected<Done, StoreFault> end_sessions(const MemberId&) override;
  Expected<Done, StoreFault> put_mail(const Mail&) override;
  Expected<std::vector<Mail>, StoreFault> latest_mail(std::size_t most) override;
  Expected<std::vector<Mail>, StoreFault> waiting_mail(std::int64_t after,
                                                       std::size_t most) override;
  Expected<Done, StoreFault> end_mail(std::int64_t number) override;
  std::string seal_link(std::string_view purpose, std::string_view text) override;
  std::optional<std::string> open_link(std::string_view purpose, std::string_view link) override;
  Expected<Done, StoreFault> back_up(const std::string& data, const std::string& keys) override;
  Expected<std::optional<std::string>, StoreFault> setting(std::string_view name) override;
  Expected<Done, StoreFault> put_setting(std::string_view name, std::string_view value) override;
  Expected<Done, StoreFault> sweep(Instant now) override;

 private:
  struct Parts;
  explicit SqliteStore(std::unique_ptr<Parts>);
  Expected<Done, StoreFault> erase_again();
  std::unique_ptr<Parts> parts_;
};

}  // namespace samtycke::server
