// Every member's file, one after the other, as all of them stood at one moment.
//
// Members are read in batches, by ranges of their ids, so that a database server is asked a few times for
// each batch and not for each member; and opened on as many threads as the machine has cores, since opening
// takes four times as long as reading. The visitor is called on the caller's thread, in the order of the ids.
#pragma once

#include <functional>
#include <vector>

#include "server/store/sealed_file.h"

namespace samtycke::server {

// Whether there is no such member by now: by another connection, and so not as of a scan's snapshot.
bool is_gone(Store&, const MemberId&);

class FileScan {
 public:
  FileScan(sql::Database&, MemberKeys&, const Secrets&);

  // What is asked while the snapshot is held.
  struct WhileReading {
    std::function<bool(const MemberId&)> is_gone;  // By now: whether a lost key was an erased one.
    std::function<bool()> must_end;
  };
  Expected<Done, StoreFault> run(const Store::FileVisitor&, const WhileReading&);

 private:
  struct Sealed {
    MemberId member;
    Expected<SealedFile, NoKey> file;
  };
  struct Opened {
    MemberId member;
    bool has_key;
    Expected<consent::MemberFile, StoreFault> file;
  };
  static std::vector<Opened> open_batch(const std::vector<Sealed>&, const Secrets&);

  Expected<Done, StoreFault> visit_all(const Store::FileVisitor&, const WhileReading&);
  std::vector<Sealed> next_batch(const MemberId& last);
  void read_into(std::vector<Sealed>&, const MemberId& last, sql::Statement&,
                 std::vector<Row> SealedFile::*rows);

  sql::Database& database_;
  MemberKeys& keys_;
  const Secrets& secrets_;
  sql::Statement begin_;
  sql::Statement end_;
  sql::Statement members_;
  sql::Statement records_;
  sql::Statement receipts_;
  sql::Statement interactions_;
  sql::Statement decisions_;
};

}  // namespace samtycke::server
