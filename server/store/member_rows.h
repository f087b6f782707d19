// One member's rows: read as a file, and changed by a commit.
#pragma once

#include <string>
#include <vector>

#include "server/store/sqlite.h"
#include "server/store/store.h"

namespace samtycke::server {

// For a reader's connection.
class MemberReader {
 public:
  explicit MemberReader(sqlite::Database&);

  Expected<consent::MemberFile, StoreFault> load(const MemberId&);
  Expected<MemberId, StoreFault> find(const Lookup&);
  // The next ones after `last`, in the order of their ids.
  std::vector<MemberId> some_after(const MemberId& last);
  std::int64_t count();
  Expected<std::optional<std::string>, StoreFault> earlier_answer(const Idempotency&);

 private:
  sqlite::Statement begin_;
  sqlite::Statement end_;
  sqlite::Statement revision_;
  sqlite::Statement records_;
  sqlite::Statement receipts_;
  sqlite::Statement interactions_;
  sqlite::Statement decisions_;
  sqlite::Statement lookup_;
  sqlite::Statement ids_;
  sqlite::Statement count_;
  sqlite::Statement idempotency_;
};

// A change with its documents written out, so that the writer's thread does nothing but SQL. Sealing
// has its place here: a body is sealed when it is made, on the caller's thread.
struct Row {
  std::string key;  // A field, or a number.
  std::string body;
};
struct ChangeRows {
  explicit ChangeRows(const Change&);
  const Change& change;
  std::vector<Row> records;
  std::vector<Row> receipts;
  std::vector<Row> interactions;
  std::vector<std::string> decisions;
};

// For the writer's connection, within its transaction.
class MemberWriter {
 public:
  explicit MemberWriter(sqlite::Database&);

  // After a refusal the caller undoes what was written.
  Expected<Committed, StoreFault> commit(const ChangeRows&);
  void forget_answers(Instant at_or_before);

 private:
  Expected<Done, StoreFault> put_lookups(const Change&);
  void put_rows(const ChangeRows&);

  sqlite::Statement revision_;
  sqlite::Statement put_member_;
  sqlite::Statement put_record_;
  sqlite::Statement remove_record_;
  sqlite::Statement put_receipt_;
  sqlite::Statement put_interaction_;
  sqlite::Statement add_decision_;
  sqlite::Statement lookup_;
  sqlite::Statement put_lookup_;
  sqlite::Statement remove_lookup_;
  sqlite::Statement idempotency_;
  sqlite::Statement put_idempotency_;
  sqlite::Statement forget_idempotency_;
};

}  // namespace samtycke::server
