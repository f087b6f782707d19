#include "server/store/file_scan.h"

#include <algorithm>
#include <deque>
#include <future>
#include <thread>
#include <unordered_map>
#include <utility>

namespace samtycke::server {

bool is_gone(Store& store, const MemberId& id) {
  const auto now = store.load(id);
  return !now.ok() && now.reason() == StoreFault::no_such_member;
}

FileScan::FileScan(sql::Database& database, MemberKeys& keys, const Secrets& secrets)
    : database_(database),
      keys_(keys),
      secrets_(secrets),
      begin_(database, database.dialect().begin_reading),
      end_(database, "COMMIT"),
      // So few that what is under way stays within some megabytes, so many that a thread is worth its start.
      members_(database, "SELECT id, abs(revision) FROM member WHERE id > ?1 ORDER BY id LIMIT 32"),
      records_(database,
               "SELECT member, name, body FROM record WHERE member > ?1 AND member <= ?2"),
      receipts_(database,
                "SELECT member, name, body FROM receipt WHERE member > ?1 AND member <= ?2"),
      interactions_(database,
                    "SELECT member, name, body FROM interaction"
                    " WHERE member > ?1 AND member <= ?2"),
      decisions_(database,
                 "SELECT member, CAST(place AS TEXT), body FROM decision"
                 " WHERE member > ?1 AND member <= ?2 ORDER BY member, decision.place") {}

Expected<Done, StoreFault> FileScan::run(const Store::FileVisitor& visit,
                                         const WhileReading& meanwhile) {
  begin_.run();
  const auto answer = visit_all(visit, meanwhile);
  end_.run();
  return answer;
}

Expected<Done, StoreFault> FileScan::visit_all(const Store::FileVisitor& visit,
                                               const WhileReading& meanwhile) {
  const std::size_t threads = std::max(1U, std::thread::hardware_concurrency());
  std::deque<std::future<std::vector<Opened>>> under_way;
  MemberId last;
  bool more = true;
  for (;;) {
    while (more && under_way.size() < threads) {
      std::vector<Sealed> batch = next_batch(last);
      // A step that failed yields no row, and so a file without its last decisions: never hand it over.
      if (database_.failed() || keys_.failed()) return Unexpected{StoreFault::unavailable};
      more = !batch.empty();
      if (!more) break;
      last = batch.back().member;
      // Where the machine has no thread left, it is opened here when its turn comes.
      under_way.push_back(std::async(std::launch::async | std::launch::deferred, open_batch,
                                     std::move(batch), std::cref(secrets_)));
    }
    if (under_way.empty()) return Done{};
    const std::vector<Opened> batch = under_way.front().get();
    under_way.pop_front();
    for (const Opened& one : batch) {
      if (meanwhile.must_end()) return Unexpected{StoreFault::unavailable};
      if (!one.has_key && meanwhile.is_gone(one.member)) continue;
      if (!visit(one.file)) return Done{};
    }
  }
}

std::vector<FileScan::Sealed> FileScan::next_batch(const MemberId& last) {
  std::vector<MemberId> members;
  std::vector<std::int64_t> revisions;
  {
    sql::Rows rows = members_.with(last.text());
    while (rows.next()) {
      members.emplace_back(rows.text(0));
      revisions.push_back(rows.number(1));
    }
  }
  std::vector<Sealed> batch;
  if (members.empty()) return batch;
  const auto keys = keys_.find_all(members);
  for (std::size_t i = 0; i < members.size(); ++i) {
    if (keys[i].ok()) {
      batch.push_back(
          {members[i],
           SealedFile{MemberSeal(members[i], keys[i].value()), revisions[i], {}, {}, {}, {}}});
    } else {
      batch.push_back({members[i], Unexpected{keys[i].reason()}});
    }
  }
  read_into(batch, last, records_, &SealedFile::records);
  read_into(batch, last, receipts_, &SealedFile::receipts);
  read_into(batch, last, interactions_, &SealedFile::interactions);
  read_into(batch, last, decisions_, &SealedFile::decisions);
  return batch;
}

void FileScan::read_into(std::vector<Sealed>& batch, const MemberId& last,
                         sql::Statement& statement, std::vector<Row> SealedFile::*rows_of) {
  // By name and not by order, which is the database's own.
  std::unordered_map<std::string_view, SealedFile*> files;
  for (Sealed& one : batch) {
    if (one.file.ok()) files.emplace(one.member.text(), &one.file.value());
  }
  sql::Rows rows = statement.with(last.text(), batch.back().member.text());
  while (rows.next()) {
    const auto file = files.find(rows.text(0));
    if (file != files.end()) (file->second->*rows_of).push_back({rows.text(1), rows.text(2)});
  }
}

std::vector<FileScan::Opened> FileScan::open_batch(const std::vector<Sealed>& batch,
                                                   const Secrets& secrets) {
  std::vector<Opened> opened;
  opened.reserve(batch.size());
  for (const Sealed& one : batch) {
    const bool has_key = one.file.ok() || one.file.reason() != NoKey::none;
    opened.push_back({one.member, has_key, Unexpected{StoreFault::unavailable}});
    if (one.file.ok()) {
      auto file = open_file(one.file.value(), secrets);
      if (file) opened.back().file = *std::move(file);
    } else if (has_key) {
      secrets.report({"key", one.member.text(), ""});
    }
  }
  return opened;
}

}  // namespace samtycke::server
