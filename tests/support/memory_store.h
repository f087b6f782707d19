// A Store in memory that keeps every promise of store.h, passes the same contract tests as SQLite
// and PostgreSQL, and can be told to fail. For tests only: nothing in it survives.
#pragma once

#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "server/store/store.h"

namespace samtycke::server {

class MemoryStore : public Store {
 public:
  // The next commit or commit_all writes nothing and answers this.
  void fail_next_commit(StoreFault);
  // While it is away, every function answers `unavailable` and changes nothing.
  void go_away();
  void come_back();
  // This member's file cannot be read from now on, as one whose rows were changed on the disk.
  void spoil(const MemberId&);

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
  struct Member {
    std::int64_t revision = 0;
    std::optional<Day> keep_until_month;
    std::optional<Day> told;
    std::map<FieldId, member::Record> records;
    std::map<std::string, member::Receipt> receipts;
    std::map<std::string, member::Interaction> interactions;
    std::vector<LedgerEntry> entries;
  };
  using IdempotencyKey = std::tuple<std::string, std::string, std::string>;
  using LookupKey = std::pair<LookupKind, std::string>;
  // What a commit may touch, so that commit_all can work on a copy and put it in place at the end.
  struct Members {
    std::map<MemberId, Member> files;
    std::map<LookupKey, MemberId> lookups;
    struct Answer {
      MemberId member;
      Idempotency row;
    };
    std::map<IdempotencyKey, Answer> idempotency;
    std::vector<LedgerLeaf> leaves;
    std::vector<LedgerEntry> erasures;
  };

  Expected<Done, StoreFault> visit(const std::function<bool(const Member&)>& wanted,
                                   const std::function<bool(const MemberId&)>&);
  Expected<consent::MemberFile, StoreFault> file_of(const MemberId&, const Member&) const;
  static Expected<Committed, StoreFault> apply(Members&, const Change&);
  static Expected<std::optional<std::string>, StoreFault> earlier_answer(const Members&,
                                                                         const Idempotency&);
  static bool takes_from_another(const Members&, const Change&);
  static void put_records(Members&, Member&, const Change&);
  static std::optional<std::vector<LedgerEntry>> entries_of(const Members&, const Change&);
  std::optional<StoreFault> fault_to_give();
  void mail_what_is_told(const Change&);
  void remember_no(const member::Holdings&, Instant);

  std::mutex mutex_;  // Guards everything below.
  bool away_ = false;
  std::set<MemberId> spoilt_;
  std::optional<StoreFault> next_fault_;
  Members members_;
  struct Erased {
    Instant at;
    bool said_no = false;
  };
  std::map<LookupKey, Erased> erased_;
  std::map<std::pair<ReachedBy, std::string>, Instant> nos_;
  proof::Tiles tiles_;
  std::string checkpoint_;
  std::map<std::string, PendingSignIn, std::less<>> pending_;
  std::map<std::string, Session, std::less<>> sessions_;
  std::vector<Mail> mail_;
  std::int64_t mails_ever_ = 0;
  std::uint64_t commits_ = 0;
  std::vector<std::pair<std::string, std::string>>
      links_;  // Purpose and text, by the link's number.
  std::vector<Mail> notices_;
  std::int64_t notices_ever_ = 0;
  std::map<std::string, std::string, std::less<>> settings_;
};

}  // namespace samtycke::server
