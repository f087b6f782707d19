#include "server/store/sqlite_store.h"

#include <atomic>
#include <mutex>
#include <set>
#include <span>
#include <utility>

#include "server/store/backup.h"
#include "server/store/erasure_journal.h"
#include "server/store/file_scan.h"
#include "server/store/group_writer.h"
#include "server/store/key_file.h"
#include "server/store/link_seal.h"
#include "server/store/member_rows.h"
#include "server/store/seal_changes.h"
#include "server/store/sealing_migration.h"
#include "server/store/sqlite_open.h"
#include "server/store/telling_rows.h"
#include "server/store/visitor_rows.h"

namespace samtycke::server {
namespace {

// A connection of the pool with its statements.
struct Reader {
  Reader(const std::string& path, Secrets& secrets)
      : keys(keystore_path(path), secrets),
        database(open_for_reading(path)),
        members(*database, keys, secrets, &secrets.files),
        visitors(*database, secrets),
        ledger(*database),
        telling(*database, keys, secrets) {}
  bool failed() const { return database->failed() || keys.failed(); }
  KeyRing keys;
  std::unique_ptr<sqlite::Database> database;
  MemberReader members;
  VisitorReader visitors;
  LedgerReader ledger;
  TellingReader telling;
};

}  // namespace

struct SqliteStore::Parts {
  Parts(std::string where, SqliteOptions options, OpenedStore opened)
      : path(std::move(where)),
        lock(std::move(*options.lock)),
        at_step(std::move(options.at_step)),
        made_key_file(opened.made_key_file),
        secrets(std::move(opened.secrets)),
        keystore(std::move(opened.keystore)),
        journal(std::move(opened.journal)),
        links(link_keys(journal->key(), keystore->store_keys(StoreKeyKind::links))),
        carried_out(opened.erasures),
        writing(std::move(opened.database)),
        members(*writing, *keystore, *secrets),
        visitors(*writing, *secrets),
        telling(*writing, *keystore),
        writer(*writing, first(), std::move(options.failed)) {}

  // The keys of a group are durable before its rows are (keystore.h).
  CommitFirst first() {
    return {[this] {
              const bool durable = keystore->commit();
              reached("keys durable");
              return durable;
            },
            [this] { keystore->undo(); },
            [this] {
              keystore->tidy();
              if (!leave_nothing_behind.exchange(false)) return;
              keystore->leave_nothing_behind();
              if (writer.is_read_at_length()) {
                leave_nothing_behind = true;  // For the group after the reading.
                return;
              }
              writing->checkpoint(sqlite::Database::Checkpoint::truncate);
            }};
  }
  void reached(std::string_view step) const {
    if (at_step) at_step(step);
  }

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
    if (reader->failed()) return Unexpected{StoreFault::unavailable};
    const std::lock_guard guard(mutex);
    idle.push_back(std::move(reader));
    return answer;
  }

  template <class SomeAfter>
  Expected<Done, StoreFault> visit(const SomeAfter& some_after,
                                   const std::function<bool(const MemberId&)>& visitor) {
    return visit_in_pieces(
        [&](const MemberId& last) {
          return read<std::vector<MemberId>>(
              [&](Reader& reader) { return some_after(reader.members, last); });
        },
        visitor);
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
    return std::make_unique<Reader>(path, *secrets);
  }

  Expected<std::vector<ChangeRows>, StoreFault> sealed(std::span<const Change> changes) {
    return seal_changes(changes, *secrets, keystore->version_for_new_members(),
                        [this](const MemberId& member) {
                          using Found = std::optional<MemberKey>;
                          if (auto cached = secrets->keys.find(member)) {
                            return Expected<Found, StoreFault>(std::move(cached));
                          }
                          return read<Found>([&](Reader& reader) {
                            return key_or_none(reader.keys.find(member), member, *secrets);
                          });
                        });
  }
  // Again where somebody else made one of the members in between: then there is a key to seal with.
  template <class T, class Work>
  Expected<T, StoreFault> write_sealed(std::span<const Change> changes, const Work& work) {
    for (;;) {
      const auto rows = sealed(changes);
      if (!rows.ok()) return Unexpected{rows.reason()};
      bool other_key = false;
      auto answer = write<T>([&]() -> Expected<T, StoreFault> {
        members.begin_command();
        Expected<T, NotCommitted> committed = work(rows.value());
        if (committed.ok()) return std::move(committed).value();
        members.undo_command();
        const auto* fault = std::get_if<StoreFault>(&committed.reason());
        other_key = fault == nullptr;
        return Unexpected{fault != nullptr ? *fault : StoreFault::changed_meanwhile};
      });
      if (!other_key || (!answer.ok() && answer.reason() == StoreFault::unavailable)) return answer;
    }
  }

  // What waits for somebody's address.
  Expected<Done, StoreFault> forget_visitors(const std::string& email) {
    if (email.empty()) return Done{};
    return write_down([&] { visitors.forget(email); });
  }
  Expected<Committed, NotCommitted> commit(const ChangeRows& rows) {
    auto committed = members.commit(rows);
    if (committed.ok() && rows.change.leaves_no_trace) leave_nothing_behind = true;
    if (!committed.ok() || committed.value().earlier_answer || !rows.change.told) return committed;
    telling.put_told(rows.seal, rows.change.told->last_day);
    visitors.put_mail(rows.change.told->mail);
    return committed;
  }
  // Notices whose keys `end` destroys.
  template <class End>
  Expected<Done, StoreFault> end_notices(const End& end) {
    std::vector<MemberId> ended;
    const auto done = write_down([&] {
      ended = end();
      leave_nothing_behind = leave_nothing_behind || !ended.empty();
    });
    if (!done.ok() || ended.empty()) return done;
    for (const MemberId& key : ended) secrets->keys.forget(key);
    return write_down([] {});  // Both WALs are empty before it.
  }

  // Answers how many decisions go; from here on nothing more of theirs is committed.
  Expected<std::uint64_t, StoreFault> begin_erasure(const MemberId& id, const std::string& hash,
                                                    const std::vector<Mail>& tell) {
    return write<std::uint64_t>([&]() -> Expected<std::uint64_t, StoreFault> {
      const auto decisions = members.begin_leaving(id);
      if (!decisions) return Unexpected{StoreFault::no_such_member};
      if (!tell.empty()) telling.put_notices(hash, tell);
      return *decisions;
    });
  }

  // Everything that the journal says: keys first, then rows, then every trace of both; and that it is
  // done. They may be gone already, in whole or in part. `written_down`: their hashes.
  Expected<Done, StoreFault> carry_out(const std::vector<MemberId>& erased,
                                       const std::string& email,
                                       const std::set<std::string>& written_down) {
    if (const auto forgot = forget_visitors(email); !forgot.ok()) return forgot;
    reached("mail forgotten");
    const auto marked = write_down([&] {
      for (const MemberId& id : erased) members.note_leaving(id);
    });
    if (!marked.ok()) return marked;
    reached("leaves marked");
    const auto gone = write_down([&] {
      for (const MemberId& id : erased) members.erase(id);
      telling.make_ready(written_down);
    });
    if (!gone.ok()) return gone;
    reached("rows deleted");
    for (const MemberId& id : erased) {
      secrets->keys.forget(id);
      secrets->files.forget(id);
    }
    const auto noted = write_down([&] {
      for (const MemberId& id : erased) keystore->erased(id);
      // What the rows have carried out, and not the keys: those may be of another age.
      const std::int64_t known = number_fact(*writing, fact::erasures).value_or(0);
      for (LedgerEntry& leaf : journal->leaves_after(known)) {
        members.ledger().add_erasure(std::move(leaf));
      }
      carried_out = journal->count();
      keystore->put_erasures(carried_out);
      write_fact(*writing, fact::erasures, std::to_string(carried_out));
      leave_nothing_behind = true;
    });
    if (!noted.ok()) return noted;
    reached("erasure noted");
    // The writer empties both WALs after that group; a group that follows it comes after that.
    return write_down([] {});
  }

  const std::string path;
  StoreLock lock;  // Let go of last.
  const StepHook at_step;
  const bool made_key_file;
  std::atomic<bool> leave_nothing_behind = false;
  std::unique_ptr<Secrets> secrets;
  std::unique_ptr<Keystore> keystore;  // The writer's thread, but for what never changes.
  std::unique_ptr<ErasureJournal> journal;
  const LinkKeys links;
  std::mutex erasing;  // One erasure after the other, so that a count says which are carried out.
  std::int64_t carried_out;  // Lines of the journal.
  std::int64_t erased_again = 0;
  std::unique_ptr<sqlite::Database> writing;  // Closed after the readers, and so it checkpoints.
  std::mutex mutex;                           // Guards the pool.
  std::vector<std::unique_ptr<Reader>> idle;
  MemberWriter members;
  VisitorWriter visitors;
  TellingWriter telling;
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
  const std::string key_file = options.key_file.empty() ? default_key_file(path) : options.key_file;
  auto opened = open_for_writing({path, key_file, options.at_step, options.damaged});
  if (!opened.ok()) return Unexpected{opened.reason()};
  auto parts = std::make_unique<Parts>(path, std::move(options), std::move(opened).value());
  std::unique_ptr<SqliteStore> store(new SqliteStore(std::move(parts)));
  if (!store->erase_again().ok()) return Unexpected{BadStore::failed};
  return store;
}

SqliteStore::SqliteStore(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
SqliteStore::~SqliteStore() = default;

bool SqliteStore::made_key_file() const {
  return parts_->made_key_file;
}

std::int64_t SqliteStore::erased_again() const {
  return parts_->erased_again;
}

Expected<consent::MemberFile, StoreFault> SqliteStore::load(const MemberId& id) {
  return parts_->read<consent::MemberFile>([&](Reader& reader) { return reader.members.load(id); });
}

Expected<MemberId, StoreFault> SqliteStore::find(const Lookup& lookup) {
  return parts_->read<MemberId>([&](Reader& reader) { return reader.members.find(lookup); });
}

Expected<Done, StoreFault> SqliteStore::for_each_member(
    const std::function<bool(const MemberId&)>& visit) {
  return parts_->visit(
      [](MemberReader& reader, const MemberId& last) { return reader.some_after(last); }, visit);
}

Expected<Done, StoreFault> SqliteStore::for_each_member_until(
    Day month, const std::function<bool(const MemberId&)>& visit) {
  return parts_->visit([month](MemberReader& reader,
                               const MemberId& last) { return reader.some_after(last, month); },
                       visit);
}

Expected<Done, StoreFault> SqliteStore::for_each_file(const FileVisitor& visit) {
  const auto gone = [this](const MemberId& id) { return is_gone(*this, id); };
  auto answer = Expected<Done, StoreFault>(Done{});
  {
    const GroupWriter::LongReading reading(parts_->writer);
    const FileScan::WhileReading meanwhile{
        gone, [&] { return reading.must_end() || parts_->writer.broken(); }};
    answer = parts_->read<Done>([&](Reader& reader) {
      return FileScan(*reader.database, reader.keys, *parts_->secrets).run(visit, meanwhile);
    });
  }
  // Whoever was erased meanwhile left rows in the WAL; an empty group empties it.
  if (parts_->leave_nothing_behind) static_cast<void>(parts_->write_down([] {}));
  return answer;
}

Expected<std::int64_t, StoreFault> SqliteStore::count_members() {
  return parts_->read<std::int64_t>([](Reader& reader) { return reader.members.count(); });
}

Expected<Committed, StoreFault> SqliteStore::commit(const Change& change) {
  return parts_->write_sealed<Committed>(
      std::span(&change, 1),
      [&](const std::vector<ChangeRows>& rows) { return parts_->commit(rows.front()); });
}

Expected<Done, StoreFault> SqliteStore::commit_all(const std::vector<Change>& changes) {
  return parts_->write_sealed<Done>(
      changes, [&](const std::vector<ChangeRows>& all) -> Expected<Done, NotCommitted> {
        for (const ChangeRows& rows : all) {
          if (const auto committed = parts_->commit(rows); !committed.ok()) {
            return Unexpected{committed.reason()};
          }
        }
        return Done{};
      });
}

Expected<Done, StoreFault> SqliteStore::erase(const MemberId& id, Instant at,
                                              proof::ErasureReason reason,
                                              const std::vector<Mail>& tell) {
  const std::lock_guard one(parts_->erasing);
  // The next count must not pass over one that could not be carried out.
  if (const auto before = erase_again(); !before.ok()) return before;
  const std::string hash = parts_->journal->hash_of(id);
  const auto decisions = parts_->begin_erasure(id, hash, tell);
  if (!decisions.ok()) return Unexpected{decisions.reason()};
  parts_->reached("erasure begun");
  // What says who they were can be read only while their key is there; and it changes no more.
  const auto file = load(id);
  const Erased erased =
      erased_by(file.ok() ? &file.value() : nullptr, id, at, reason, decisions.value());
  if (!parts_->journal->add(erased)) {
    // Whether the line is on the disk, nobody knows. The next start reads it; until then nothing that this
    // member is promised would be sure to stand, so nothing is served.
    static_cast<void>(parts_->write_down([this] { parts_->writing->give_up(); }));
    return Unexpected{StoreFault::unavailable};
  }
  parts_->reached("erasure written down");
  return parts_->carry_out({id}, erased.email, {hash});
}

Expected<std::optional<Instant>, StoreFault> SqliteStore::erased_at(const Lookup& lookup) {
  const auto remembered = parts_->journal->remembers(lookup);
  return remembered ? std::optional(remembered->at) : std::nullopt;
}

Expected<bool, StoreFault> SqliteStore::said_no_before(const Lookup& lookup) {
  const auto remembered = parts_->journal->remembers(lookup);
  return remembered && remembered->said_no;
}

Expected<bool, StoreFault> SqliteStore::said_no_before(const Reached& reached) {
  return parts_->journal->remembers_no(reached);
}

Expected<Done, StoreFault> SqliteStore::forget_erased(Instant before) {
  const std::lock_guard one(parts_->erasing);
  // A line that is not carried out yet says whom to erase.
  if (const auto carried_out = erase_again(); !carried_out.ok()) return carried_out;
  if (!parts_->journal->forget_before(before)) return Unexpected{StoreFault::unavailable};
  return Done{};
}

// What a crash or a busy disk cut short, and whoever an older copy of the files brought back.
Expected<Done, StoreFault> SqliteStore::erase_again() {
  const auto written_down = parts_->journal->members_after(parts_->carried_out);
  if (written_down.empty()) return Done{};
  std::set<MemberId> back;
  const auto if_erased = [&](const MemberId& id) {
    if (written_down.count(parts_->journal->hash_of(id)) > 0) back.insert(id);
    return true;
  };
  if (const auto seen = for_each_member(if_erased); !seen.ok()) return seen;
  // A keystore may be older than the rows are.
  std::vector<MemberId> readable;
  const auto keys = parts_->write_down([&] {
    for (const MemberId& id : parts_->keystore->members()) {
      if (written_down.count(parts_->journal->hash_of(id)) > 0) readable.push_back(id);
    }
  });
  if (!keys.ok()) return keys;
  back.insert(readable.begin(), readable.end());
  parts_->erased_again += static_cast<std::int64_t>(back.size());
  for (const MemberId& id : readable) {
    const auto file = load(id);
    if (!file.ok()) continue;
    const std::string email(member::value_of(file.value().holdings, member::field::email));
    if (const auto forgot = parts_->forget_visitors(email); !forgot.ok()) return forgot;
  }
  return parts_->carry_out({back.begin(), back.end()}, {}, written_down);
}

Expected<std::optional<Day>, StoreFault> SqliteStore::told_before_erasure(const MemberId& id) {
  return parts_->read<std::optional<Day>>(
      [&](Reader& reader) { return reader.telling.told_before_erasure(id); });
}

Expected<std::vector<Mail>, StoreFault> SqliteStore::notices_of_erasure(std::size_t most) {
  return parts_->read<std::vector<Mail>>(
      [&](Reader& reader) { return reader.telling.notices(most); });
}

Expected<Done, StoreFault> SqliteStore::notice_delivered(std::int64_t number) {
  return parts_->end_notices([&] { return parts_->telling.end(number); });
}

Expected<std::vector<LedgerEntry>, StoreFault> SqliteStore::history(const MemberId& id) {
  return parts_->read<std::vector<LedgerEntry>>(
      [&](Reader& reader) { return reader.members.history(id); });
}

Expected<std::vector<LedgerLeaf>, StoreFault> SqliteStore::leaves(std::uint64_t from,
                                                                  std::size_t most) {
  return parts_->read<std::vector<LedgerLeaf>>(
      [&](Reader& reader) { return reader.ledger.leaves(from, most); });
}

Expected<std::vector<LedgerEntry>, StoreFault> SqliteStore::erasures(std::uint64_t from,
                                                                     std::size_t most) {
  return parts_->read<std::vector<LedgerEntry>>(
      [&](Reader& reader) { return reader.ledger.erasures(from, most); });
}

bool SqliteStore::wrote_erasure(const LedgerEntry& entry) {
  return is_erasure_leaf(parts_->journal->key(), entry);
}

Expected<LedgerState, StoreFault> SqliteStore::ledger() {
  return parts_->read<LedgerState>([](Reader& reader) { return reader.ledger.state(); });
}

Expected<proof::Tiles, StoreFault> SqliteStore::tiles(const std::vector<proof::TilePlace>& places) {
  return parts_->read<proof::Tiles>([&](Reader& reader) { return reader.ledger.tiles(places); });
}

Expected<Done, StoreFault> SqliteStore::grow_tree(const TreeGrowth& growth) {
  return parts_->write<Done>([&] { return parts_->members.ledger().grow_tree(growth); });
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

Expected<std::vector<Session>, StoreFault> SqliteStore::sessions_of(const MemberId& member) {
  return parts_->read<std::vector<Session>>(
      [&](Reader& reader) { return reader.visitors.sessions_of(member); });
}

Expected<Done, StoreFault> SqliteStore::end_sessions(const MemberId& member) {
  return parts_->write_down([&] { parts_->visitors.end_sessions(member); });
}

Expected<Done, StoreFault> SqliteStore::put_mail(const Mail& mail) {
  return parts_->write_down([&] { parts_->visitors.put_mail(mail); });
}

Expected<std::vector<Mail>, StoreFault> SqliteStore::latest_mail(std::size_t most) {
  return parts_->read<std::vector<Mail>>(
      [&](Reader& reader) { return reader.visitors.latest_mail(most); });
}

Expected<std::vector<Mail>, StoreFault> SqliteStore::waiting_mail(std::int64_t after,
                                                                  std::size_t most) {
  return parts_->read<std::vector<Mail>>(
      [&](Reader& reader) { return reader.visitors.waiting_mail(after, most); });
}

Expected<Done, StoreFault> SqliteStore::end_mail(std::int64_t number) {
  return parts_->write_down([&] { parts_->visitors.end_mail(number); });
}

Expected<StoreFigures, StoreFault> SqliteStore::figures() {
  const auto mails =
      parts_->read<std::uint64_t>([](Reader& reader) { return reader.visitors.count_mail(); });
  if (!mails.ok()) return Unexpected{mails.reason()};
  const GroupWriter::Counted counted = parts_->writer.counted();
  return StoreFigures{counted.groups, counted.commands, counted.queued, mails.value()};
}

std::string SqliteStore::seal_link(std::string_view purpose, std::string_view text) {
  return server::seal_link(parts_->links, purpose, text);
}

std::optional<std::string> SqliteStore::open_link(std::string_view purpose, std::string_view link) {
  return server::open_link(parts_->links, purpose, link);
}

Expected<Done, StoreFault> SqliteStore::back_up(const std::string& data, const std::string& keys) {
  if (parts_->writer.broken()) return Unexpected{StoreFault::unavailable};
  const GroupWriter::LongReading reading(parts_->writer);
  // Rows from before an erasure with keys from after it could never say which leaves were theirs.
  const std::lock_guard no_erasure(parts_->erasing);
  const auto copied = server::back_up(parts_->path, {data, keys});
  if (!copied.ok()) return Unexpected{StoreFault::unavailable};
  return Done{};
}

Expected<std::optional<std::string>, StoreFault> SqliteStore::setting(std::string_view name) {
  return parts_->read<std::optional<std::string>>(
      [&](Reader& reader) { return reader.visitors.setting(name); });
}

Expected<Done, StoreFault> SqliteStore::put_setting(std::string_view name, std::string_view value) {
  return parts_->write_down([&] { parts_->visitors.put_setting(name, value); });
}

Expected<Done, StoreFault> SqliteStore::sweep(Instant now) {
  parts_->secrets->files.forget_all();  // Nobody's stays in memory for longer than they are here.
  return parts_->end_notices([&] {
    parts_->members.forget_answers(Instant{now.utc_ms - lifetime::idempotency_ms});
    parts_->visitors.sweep(now);
    return parts_->telling.end_older(Instant{now.utc_ms - lifetime::notice_ms});
  });
}

}  // namespace samtycke::server
