// One member's rows: read as a file, and changed by a commit.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <variant>
#include <vector>

#include "core/proof/chain.h"
#include "server/store/keystore.h"
#include "server/store/ledger_rows.h"
#include "server/store/sealed_file.h"
#include "server/store/secrets.h"
#include "server/store/sql.h"
#include "server/store/store.h"

namespace samtycke::server {

// For a reader's connection.
class MemberReader {
 public:
  // `files`: where those read last are kept, if they may be.
  using Files = MemberCache<std::shared_ptr<const consent::MemberFile>>;
  MemberReader(sql::Database&, MemberKeys&, const Secrets&, Files* files = nullptr);

  Expected<consent::MemberFile, StoreFault> load(const MemberId&);
  Expected<std::vector<LedgerEntry>, StoreFault> history(const MemberId&);
  Expected<MemberId, StoreFault> find(const Lookup&);
  // The next ones after `last`, in the order of their ids.
  std::vector<MemberId> some_after(const MemberId& last);
  // The same of those whose month is not later than this one, or not known.
  std::vector<MemberId> some_after(const MemberId& last, Day month);
  std::int64_t count();
  Expected<std::optional<std::string>, StoreFault> earlier_answer(const Idempotency&);

 private:
  enum class Found { whole, nobody, no_key, damaged_key };
  // `read` is handed the member's seal and revision, in a snapshot: so what it reads is never half before
  // and half after a commit.
  template <class Read>
  Expected<Done, StoreFault> within_snapshot(const MemberId&, const Read& read);
  bool is_leaving(const MemberId&);

  sql::Database& database_;
  MemberKeys& keys_;
  const Secrets& secrets_;
  Files* files_;
  sql::Statement begin_;
  sql::Statement end_;
  sql::Statement revision_;
  sql::Statement records_;
  sql::Statement receipts_;
  sql::Statement interactions_;
  sql::Statement decisions_;
  sql::Statement lookup_;
  sql::Statement ids_;
  sql::Statement ids_until_;
  sql::Statement count_;
  sql::Statement idempotency_;
};

// Each member, in the pieces that `some_after(last)` reads, so that a slow visitor holds no connection and no
// snapshot. The visitor answers whether to go on.
template <class SomeAfter>
Expected<Done, StoreFault> visit_in_pieces(const SomeAfter& some_after,
                                           const std::function<bool(const MemberId&)>& visitor) {
  MemberId last;
  for (;;) {
    const Expected<std::vector<MemberId>, StoreFault> some = some_after(last);
    if (!some.ok()) return Unexpected{some.reason()};
    if (some.value().empty()) return Done{};
    for (const MemberId& id : some.value()) {
      if (!visitor(id)) return Done{};
    }
    last = some.value().back();
  }
}

// A change with its documents written out and sealed, on the caller's thread, so that the writer's does
// little but SQL. Decisions are sealed there, since only there their places are known.
struct LookupRow {
  LookupKind kind;
  std::string value;  // Blind.
  std::string bound;  // To the member.
};
struct ChangeRows {
  // `fresh`: the member had no key, and this is what their own is made from.
  ChangeRows(const Change&, const Secrets&, MemberSeal, std::optional<Key> fresh);
  const Change& change;
  MemberSeal seal;
  std::optional<Key> fresh;
  std::vector<std::string> removed;
  std::vector<std::string> removed_receipts;
  std::vector<std::string> removed_interactions;
  std::vector<Row> records;
  std::vector<Row> receipts;
  std::vector<Row> interactions;
  std::vector<LookupKind> removed_lookups;
  std::vector<LookupRow> lookups;
  std::optional<Row> idempotency;
};

// While the change was being sealed with a fresh key, somebody else made the member. Seal it again.
struct OtherKeyMeanwhile {};
using NotCommitted = std::variant<StoreFault, OtherKeyMeanwhile>;

// For the writer's connection, within its transaction.
class MemberWriter {
 public:
  MemberWriter(sql::Database&, KeyWriter&, const Secrets&);

  LedgerWriter& ledger() { return ledger_; }

  // After a refusal the caller undoes what was written; what the keystore was given for new members
  // since begin_command() is taken back by undo_command().
  void begin_command() { new_members_.clear(); }
  void undo_command();
  Expected<Committed, NotCommitted> commit(const ChangeRows&);

  // The member is going: nothing more of theirs is committed (a revision below zero), so that the number of
  // decisions that it answers, as far as they open, stays what it is. None: nobody is there.
  std::optional<std::uint64_t> begin_leaving(const MemberId&);
  // Whoever was going and is not, since a crash came before it was written down.
  void let_stay();
  // Notes in the ledger that a member's decisions are being erased: before their key goes, since after
  // that nobody can say which leaves were theirs.
  void note_leaving(const MemberId&);
  // Destroys the keys and takes away every row, where there are any.
  void erase(const MemberId&);
  void forget_answers(Instant at_or_before);

 private:
  Expected<Done, NotCommitted> agree_on_key(const ChangeRows&, bool is_new);
  Expected<Done, NotCommitted> put_lookups(const ChangeRows&);
  void put_rows(const ChangeRows&);
  Expected<Done, NotCommitted> add_decisions(const ChangeRows&);
  std::optional<proof::ChainEnd> end_of_chain(const MemberSeal&);
  std::set<std::uint64_t> leaves_of(const MemberId&);

  KeyWriter& keystore_;
  const Secrets& secrets_;
  LedgerWriter ledger_;
  std::vector<MemberId> new_members_;
  sql::Statement revision_;
  sql::Statement add_member_;
  sql::Statement change_member_;
  sql::Statement begin_leaving_;
  sql::Statement let_stay_;
  sql::Statement put_record_;
  sql::Statement remove_record_;
  sql::Statement put_receipt_;
  sql::Statement remove_receipt_;
  sql::Statement put_interaction_;
  sql::Statement remove_interaction_;
  sql::Statement decisions_;
  sql::Statement last_decision_;
  sql::Statement add_decision_;
  sql::Statement lookup_;
  sql::Statement put_lookup_;
  sql::Statement remove_lookup_;
  sql::Statement idempotency_;
  sql::Statement put_idempotency_;
  sql::Statement free_idempotency_;
  sql::Statement forget_idempotency_;
  sql::Statement erase_member_;
  sql::Statement erase_sessions_;
};

}  // namespace samtycke::server
