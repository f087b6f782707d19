// Rows about telling of an erasure: which day a member was told of beforehand, and the notices to those who
// were given their data (GDPR Art. 19).
//
// A notice names an erased member, so it must not outlive its use: each is sealed under a key of its own in
// the keystore, which is destroyed when the notice is delivered, or after lifetime::notice_ms. It is written
// before the erasure begins, while it is still known who the member was, and held back until the rows are
// gone: a crash in between tells nobody of an erasure that never came, and loses none that did.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "server/store/keystore.h"
#include "server/store/secrets.h"
#include "server/store/sql.h"
#include "server/store/store.h"

namespace samtycke::server {

// For a reader's connection.
class TellingReader {
 public:
  TellingReader(sql::Database&, MemberKeys&, const Secrets&);

  Expected<std::optional<Day>, StoreFault> told_before_erasure(const MemberId&);
  Expected<std::vector<Mail>, StoreFault> notices(std::size_t most);

 private:
  MemberKeys& keys_;
  const Secrets& secrets_;
  sql::Statement member_;
  sql::Statement told_;
  sql::Statement notices_;
};

// For the writer's connection, within its transaction.
class TellingWriter {
 public:
  TellingWriter(sql::Database&, KeyWriter&);

  void put_told(const MemberSeal&, Day last_day);
  // Held back until make_ready(); in the place of those that an erasure which never came left.
  void put_notices(const std::string& erased, const std::vector<Mail>&);
  void make_ready(const std::set<std::string>& erased);
  // Answer the names of the keys that are destroyed, to be forgotten once that is durable.
  std::vector<MemberId> end(std::int64_t number);
  std::vector<MemberId> end_older(Instant at_or_before);

 private:
  std::vector<MemberId> destroy(sql::Rows keys);

  KeyWriter& keystore_;
  sql::Statement put_told_;
  sql::Statement put_notice_;
  sql::Statement held_back_;
  sql::Statement make_ready_;
  sql::Statement one_;
  sql::Statement older_;
  sql::Statement remove_;
};

}  // namespace samtycke::server
