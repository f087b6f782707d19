// The keystore of a store on PostgreSQL: a second database, backed up apart, with what keystore.h says of
// SQLite's file, and the journal of erasures.
//
// Two databases are never committed at once either, so the order is the same, but each step is durable by
// itself: a new member's key before the rows that it seals, an erased member's key gone before their rows.
// A key that was given for a commit which then failed stays and opens nothing; it is not taken back, since
// another process may have sealed with it meanwhile.
//
// Members' keys are not kept in memory: once one process has erased somebody, no other may still hold their
// key. That costs one small read for each file.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "server/store/erasure_journal.h"
#include "server/store/keystore.h"
#include "server/store/postgres.h"

namespace samtycke::server {

// On one connection, for one thread at a time.
class PostgresKeys final : public MemberKeys, public KeyWriter {
 public:
  PostgresKeys(postgres::Connection&, const Key& wrapping);

  Expected<MemberKey, NoKey> find(const MemberId&) override;
  std::vector<Expected<MemberKey, NoKey>> find_all(const std::vector<MemberId>&) override;
  Expected<MemberKey, NoKey> member(const MemberId& member) override { return find(member); }
  bool is_being_erased(const MemberId&) override;
  bool failed() const override { return connection_.failed(); }

  bool put(const MemberId&, std::uint32_t version, const Key& root) override;
  void take_back(const MemberId&) override {}
  void destroy(const MemberId&) override;
  void remove(const MemberId& owner) override { destroy_.run(owner.text()); }

  // ---- erasures, one process after the other
  void write_down(const Erased&, const StoreKey& hashed_with);
  std::int64_t count_erasures();
  std::vector<std::string> erased_after(std::int64_t carried_out);  // Hashes of members.
  std::vector<LedgerEntry> leaves_after(std::int64_t carried_out, const StoreKey& hashed_with);
  std::optional<Remembered> remembers(const Lookup&, const StoreKey& hashed_with);
  bool remembers_no(const Reached&, const StoreKey& hashed_with);
  void forget_erased(Instant before, const StoreKey& sealed_with);
  // Whether every row is as one of us wrote it. Those from before there were seals get theirs, once.
  bool check_erased(const StoreKey& sealed_with);
  std::vector<MemberId> being_erased();
  void erased(const MemberId&);  // The rows are gone.
  std::vector<MemberId> some_after(const MemberId& last);

 private:
  std::vector<ErasureLine> some_erased(std::int64_t after);
  void put_erased(std::int64_t number, const ErasureLine&);

  postgres::Connection& connection_;
  const Key wrapping_;
  sql::Statement find_;
  sql::Statement find_all_;
  sql::Statement erasing_;
  sql::Statement put_;
  sql::Statement note_erasing_;
  sql::Statement destroy_;
  sql::Statement erased_;
  sql::Statement by_number_;
  sql::Statement by_email_;
  sql::Statement by_phone_;
  sql::Statement by_address_;
};

}  // namespace samtycke::server
