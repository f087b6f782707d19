#include "server/store/sqlite_store.h"

#include <mutex>
#include <utility>

#include "core/base/check.h"
#include "server/store/group_writer.h"
#include "server/store/member_rows.h"
#include "server/store/sqlite_open.h"
#include "server/store/visitor_rows.h"

namespace samtycke::server {
namespace {

// A connection of the pool with its statements.
struct Reader {
  explicit Reader(const std::string& path)
      : database(open_for_reading(path)), members(*database), visitors(*database) {}
  std::unique_ptr<sqlite::Database> database;
  MemberReader members;
  VisitorReader visitors;
};

}  // namespace

std::string_view key(BadStore why) {
  switch (why) {
    case BadStore::not_writable: return "not_writable";
    case BadStore::held: return "held";
    case BadStore::not_a_database: return "not_a_database";
    case BadStore::another_programs: return "another_programs";
    case BadStore::newer_schema: return "newer_schema";
    case BadStore::damaged: return "damaged";
    case BadStore::failed: return "failed";
  }
  SAMTYCKE_NEVER("every case returns");
}

std::string sentence(BadStore why, const std::string& path) {
  switch (why) {
    case BadStore::not_writable:
      return path + ": cannot be written. Check the folder and who owns it.";
    case BadStore::held: return path + ": is in use by a running server or another command.";
    case BadStore::not_a_database:
      return path + ": is not a SQLite database. Nothing in it was changed.";
    case BadStore::another_programs:
      return path + ": is a database of another program. Nothing in it was changed.";
    case BadStore::newer_schema:
      return path + ": was written by a newer version of samtycke. Start that version.";
    case BadStore::damaged:
      return path + ": is damaged (quick_check failed). Restore it from a backup.";
    case BadStore::failed: return path + ": SQLite cannot open it here.";
  }
  SAMTYCKE_NEVER("every case returns");
}

struct SqliteStore::Parts {
  Parts(std::string where, StoreLock held, std::unique_ptr<sqlite::Database> database,
        std::function<void(std::string_view)> failed)
      : path(std::move(where)),
        lock(std::move(held)),
        writing(std::move(database)),
        members(*writing),
        visitors(*writing),
        writer(*writing, std::move(failed)) {}

  // Runs on the writer's thread; the answer is passed on only when it is durable.
  template <class T, class Work>
  Expected<T, StoreFault> write(const Work& work) {
    Expected<T, StoreFault> answer = Unexpected{StoreFault::unavailable};
    const bool durable = writer.carry_out([&] {
      answer = work();
      return answer.ok() ? GroupWriter::Keep::yes : GroupWriter::Keep::no;
    });
    if (!durable) return Unexpected{StoreFault::unavailable};
    return answer;
  }
  // The same for work that cannot be refused.
  template <class Work>
  Expected<Done, StoreFault> write_down(const Work& work) {
    const bool durable = writer.carry_out([&] {
      work();
      return GroupWriter::Keep::yes;
    });
    if (!durable) return Unexpected{StoreFault::unavailable};
    return Done{};
  }

  // With a connection of its own, from the pool or new. One that failed is not used again.
  template <class T, class Work>
  Expected<T, StoreFault> read(const Work& work) {
    if (writer.broken()) return Unexpected{StoreFault::unavailable};
    std::unique_ptr<Reader> reader = take_reader();
    Expected<T, StoreFault> answer = work(*reader);
    if (reader->database->failed()) return Unexpected{StoreFault::unavailable};
    const std::lock_guard guard(mutex);
    idle.push_back(std::move(reader));
    return answer;
  }

  std::unique_ptr<Reader> take_reader() {
    {
      const std::lock_guard guard(mutex);
      if (!idle.empty()) {
        std::unique_ptr<Reader> reader = std::move(idle.back());
        idle.pop_back();
        return reader;
      }
    }
    return std::make_unique<Reader>(path);
  }

  const std::string path;
  StoreLock lock;                             // Let go of last.
  std::unique_ptr<sqlite::Database> writing;  // Closed after the readers, and so it checkpoints.
  std::mutex mutex;                           // Guards the pool.
  std::vector<std::unique_ptr<Reader>> idle;
  MemberWriter members;
  VisitorWriter visitors;
  GroupWriter writer;  // Ends first.
};

Expected<std::unique_ptr<SqliteStore>, BadStore> SqliteStore::open(const std::string& path,
                                                                   SqliteOptions options) {
  if (!make_folder_of(path)) return Unexpected{BadStore::not_writable};
  if (!options.lock) {
    auto lock = StoreLock::try_take(path);
    if (!lock.ok()) {
      return Unexpected{lock.reason() == NoLock::held ? BadStore::held : BadStore::not_writable};
    }
    options.lock.emplace(std::move(lock).value());
  }
  auto database = open_for_writing(path);
  if (!database.ok()) return Unexpected{database.reason()};
  auto parts = std::make_unique<Parts>(path, std::move(*options.lock), std::move(database).value(),
                                       std::move(options.failed));
  return std::unique_ptr<SqliteStore>(new SqliteStore(std::move(parts)));
}

SqliteStore::SqliteStore(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
SqliteStore::~SqliteStore() = default;

Expected<consent::MemberFile, StoreFault> SqliteStore::load(const MemberId& id) {
  return parts_->read<consent::MemberFile>([&](Reader& reader) { return reader.members.load(id); });
}

Expected<MemberId, StoreFault> SqliteStore::find(const Lookup& lookup) {
  return parts_->read<MemberId>([&](Reader& reader) { return reader.members.find(lookup); });
}

Expected<Done, StoreFault> SqliteStore::for_each_member(
    const std::function<bool(const MemberId&)>& visit) {
  // In pieces, so that a slow visitor holds no snapshot that keeps the WAL from starting over.
  MemberId last;
  for (;;) {
    const auto some = parts_->read<std::vector<MemberId>>(
        [&](Reader& reader) { return reader.members.some_after(last); });
    if (!some.ok()) return Unexpected{some.reason()};
    if (some.value().empty()) return Done{};
    for (const MemberId& id : some.value()) {
      if (!visit(id)) return Done{};
    }
    last = some.value().back();
  }
}

Expected<std::int64_t, StoreFault> SqliteStore::count_members() {
  return parts_->read<std::int64_t>([](Reader& reader) { return reader.members.count(); });
}

Expected<Committed, StoreFault> SqliteStore::commit(const Change& change) {
  const ChangeRows rows(change);
  return parts_->write<Committed>([&] { return parts_->members.commit(rows); });
}

Expected<Done, StoreFault> SqliteStore::commit_all(const std::vector<Change>& changes) {
  const std::vector<ChangeRows> all(changes.begin(), changes.end());
  return parts_->write<Done>([&]() -> Expected<Done, StoreFault> {
    for (const ChangeRows& rows : all) {
      if (const auto committed = parts_->members.commit(rows); !committed.ok()) {
        return Unexpected{committed.reason()};
      }
    }
    return Done{};
  });
}

Expected<std::optional<std::string>, StoreFault> SqliteStore::earlier_answer(
    const Idempotency& now) {
  return parts_->read<std::optional<std::string>>(
      [&](Reader& reader) { return reader.members.earlier_answer(now); });
}

Expected<Done, StoreFault> SqliteStore::put_pending(const PendingSignIn& sign_in) {
  return parts_->write_down([&] { parts_->visitors.put_pending(sign_in); });
}

Expected<std::optional<PendingSignIn>, StoreFault> SqliteStore::pending(
    std::string_view browser_sha256) {
  return parts_->read<std::optional<PendingSignIn>>(
      [&](Reader& reader) { return reader.visitors.pending(browser_sha256); });
}

Expected<std::optional<PendingSignIn>, StoreFault> SqliteStore::redeem(
    std::string_view browser_sha256, std::string_view code_sha256, Instant now) {
  return parts_->write<std::optional<PendingSignIn>>(
      [&] { return parts_->visitors.redeem(browser_sha256, code_sha256, now); });
}

Expected<Done, StoreFault> SqliteStore::put_session(const Session& session) {
  return parts_->write_down([&] { parts_->visitors.put_session(session); });
}

Expected<std::optional<Session>, StoreFault> SqliteStore::session(std::string_view token_sha256) {
  return parts_->read<std::optional<Session>>(
      [&](Reader& reader) { return reader.visitors.session(token_sha256); });
}

Expected<Done, StoreFault> SqliteStore::touch_session(std::string_view token_sha256, Instant now) {
  return parts_->write_down([&] { parts_->visitors.touch_session(token_sha256, now); });
}

Expected<Done, StoreFault> SqliteStore::end_session(std::string_view token_sha256) {
  return parts_->write_down([&] { parts_->visitors.end_session(token_sha256); });
}

Expected<Done, StoreFault> SqliteStore::put_mail(const Mail& mail) {
  return parts_->write_down([&] { parts_->visitors.put_mail(mail); });
}

Expected<std::vector<Mail>, StoreFault> SqliteStore::latest_mail(std::size_t most) {
  return parts_->read<std::vector<Mail>>(
      [&](Reader& reader) { return reader.visitors.latest_mail(most); });
}

Expected<std::optional<std::string>, StoreFault> SqliteStore::setting(std::string_view name) {
  return parts_->read<std::optional<std::string>>(
      [&](Reader& reader) { return reader.visitors.setting(name); });
}

Expected<Done, StoreFault> SqliteStore::put_setting(std::string_view name, std::string_view value) {
  return parts_->write_down([&] { parts_->visitors.put_setting(name, value); });
}

Expected<Done, StoreFault> SqliteStore::sweep(Instant now) {
  return parts_->write_down([&] {
    parts_->members.forget_answers(Instant{now.utc_ms - lifetime::idempotency_ms});
    parts_->visitors.sweep(now);
  });
}

}  // namespace samtycke::server
