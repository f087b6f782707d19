// The keeper for a club that one machine is not enough for: a PostgreSQL database for the rows, a second one
// for their keys, and as many processes on them as there are.
//
// - A transaction is one caller's, on a connection of its own. What it changes of a member it does while it
//   holds that member's row (SELECT … FOR UPDATE), so that two processes never change one file at once.
// - Somebody else was faster (40001, 40P01, 23505): the whole transaction is carried out again, from its
//   first read.
// - A connection is lost: what reads is tried once more. What writes is too, unless it was committing: then
//   nobody knows, so it asks, for as long as that takes, for the row that names the transaction. Trying
//   again first inserts that name, and so waits for a COMMIT that may still be under way. The idempotency
//   key alone would not do: most changes have none.
// - A database that does not answer is `unavailable`, and the next call tries again: unlike SQLite's, such a
//   failure says nothing about what was acknowledged.
// - A leaf gets its number from one counted row, the last lock that a commit takes and holds until it is
//   durable. So the numbers have no gap and are in the order of the commits, which is what the ledger
//   promises; and commits with decisions follow each other, while others do not wait. Numbering by the
//   sequencer would lift that, and was turned down: a receipt would have no leaf until a second later, and a
//   decision would need to be written twice.
//
// We considered SERIALIZABLE and dropped it: every commit with a decision meets the counted row, and all but
// one of them would begin again each time.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "server/store/postgres_open.h"
#include "server/store/store.h"

namespace samtycke::server {

struct PostgresOptions {
  PostgresPlaces places;
  std::function<void(const std::string& row)> damaged;  // As SqliteOptions says.
  StepHook at_step;                                     // For tests.
  std::size_t most_connections = 16;                    // To each of the two databases.
};

// One line for a person at a terminal.
std::string sentence(BadStore, const PostgresPlaces&);

class PostgresStore final : public Store {
 public:
  // Makes the tables where there are none; finishes what a crash left half erased.
  static Expected<std::unique_ptr<PostgresStore>, BadStore> open(PostgresOptions);
  bool made_key_file() const;
  std::int64_t erased_again() const;
  ~PostgresStore() override;

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
  Expected<std::vector<LedgerEntry>, StoreFault> erasures(std::uint64_t from,
                                                          std::size_t most) override;
  Expected<std::optional<Instant>, StoreFault> erased_at(const Lookup&) override;
  Expected<bool, StoreFault> said_no_before(const Lookup&) override;
  Expected<bool, StoreFault> said_no_before(const Reached&) override;
  Expected<Done, StoreFault> forget_erased(Instant before) override;
  Expected<std::optional<Day>, StoreFault> told_before_erasure(const MemberId&) override;
  Expected<std::vector<Mail>, StoreFault> notices_of_erasure(std::size_t most) override;
  Expected<Done, StoreFault> notice_delivered(std::int64_t number) override;
  Expected<std::vector<LedgerEntry>, StoreFault> history(const MemberId&) override;
  Expected<std::vector<LedgerLeaf>, StoreFault> leaves(std::uint64_t from,
                                                       std::size_t most) override;
  bool wrote_erasure(const LedgerEntry&) override;
  Expected<LedgerState, StoreFault> ledger() override;
  Expected<proof::Tiles, StoreFault> tiles(const std::vector<proof::TilePlace>&) override;
  Expected<Done, StoreFault> grow_tree(const TreeGrowth&) override;
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
  // Always refused: a server's databases are backed up by the server's own means (README.md).
  Expected<Done, StoreFault> back_up(const std::string& data, const std::string& keys) override;
  Expected<std::optional<std::string>, StoreFault> setting(std::string_view name) override;
  Expected<Done, StoreFault> put_setting(std::string_view name, std::string_view value) override;
  bool has(Duty) override;
  Expected<Done, StoreFault> sweep(Instant now) override;

 private:
  struct Parts;
  explicit PostgresStore(std::unique_ptr<Parts>);
  std::unique_ptr<Parts> parts_;
};

}  // namespace samtycke::server
