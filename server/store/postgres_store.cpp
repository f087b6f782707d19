#include "server/store/postgres_store.h"

#include <atomic>
#include <chrono>
#include <mutex>
#include <optional>
#include <set>
#include <span>
#include <thread>
#include <utility>

#include "server/store/file_scan.h"
#include "server/store/link_seal.h"
#include "server/store/postgres_duties.h"
#include "server/store/postgres_session.h"
#include "server/store/seal_changes.h"

namespace samtycke::server {
namespace {

using postgres::Connection;
using postgres::Trouble;

// How often somebody else may be faster, and a lost COMMIT is asked after: for about sixteen seconds.
constexpr int most_turns = 40;
constexpr auto short_wait = std::chrono::milliseconds(5);
constexpr auto long_wait = std::chrono::milliseconds(400);

std::int64_t number_fact(Connection& connection, std::string_view name) {
  const auto text = read_fact(connection, name);
  return text ? std::strtoll(text->c_str(), nullptr, 10) : 0;
}

}  // namespace

struct PostgresStore::Parts {
  Parts(PostgresOptions asked, OpenedPostgres opened)
      : options(std::move(asked)),
        erasures(std::move(opened.erasures)),
        links(std::move(opened.links)),
        version_for_new_members(opened.version_for_new_members),
        made_key_file(opened.made_key_file),
        secrets(std::move(opened.secrets)),
        pool(options.places, *secrets, options.most_connections),
        duties(options.places) {}

  void reached(std::string_view step) const {
    if (options.at_step) options.at_step(step);
  }

  // ---- one transaction
  enum class Ended { committed, refused, failed };
  // Carries out `work`, which answers whether to keep what it did, until it is known what became of it. The
  // work may run several times; what it answered last is what was committed.
  template <class Work>
  Ended carry_out(const Work& work) {
    const std::string name(Key::random().bytes().substr(0, 16));
    bool in_doubt = false;
    bool lost_before = false;
    for (int turn = 0; turn < most_turns; ++turn) {
      bool lost = false;
      {
        PostgresPool::Lease session(pool);
        const auto ended = try_once(*session, name, work, in_doubt);
        if (ended) return *ended;
        lost = session->lost();
        if (!lost && !session->may_try_again()) return Ended::failed;
      }
      if (lost && lost_before && !in_doubt) return Ended::failed;
      // The first new connection is tried at once: it may be the old one only that is gone.
      if (!lost || lost_before) std::this_thread::sleep_for(lost ? long_wait : short_wait);
      lost_before = lost_before || lost;
    }
    return Ended::failed;
  }
  // None: it did not come to an end, and the session says why.
  template <class Work>
  std::optional<Ended> try_once(PostgresSession& session, const std::string& name, const Work& work,
                                bool& in_doubt) {
    session.rows->run("BEGIN");
    const bool is_first = session.made.with(sql::Bytes{name}).next();
    if (session.failed()) return std::nullopt;
    if (!is_first) return Ended::committed;  // The COMMIT that was in doubt.
    in_doubt = false;                        // And if it was, it is undone now.
    const bool keep = work(session);
    if (session.failed()) return std::nullopt;
    if (!keep) return Ended::refused;
    reached("committing");
    if (session.rows->commit()) {
      ++commits;
      return Ended::committed;
    }
    in_doubt = session.lost();
    return std::nullopt;
  }

  template <class T, class Work>
  Expected<T, StoreFault> write(const Work& work) {
    Expected<T, StoreFault> answer = Unexpected{StoreFault::unavailable};
    const Ended ended = carry_out([&](PostgresSession& session) {
      answer = work(session);
      return answer.ok();
    });
    if (ended == Ended::failed) return Unexpected{StoreFault::unavailable};
    return answer;
  }
  // The same for work that cannot be refused.
  template <class Work>
  Expected<Done, StoreFault> write_down(const Work& work) {
    const Ended ended = carry_out([&](PostgresSession& session) {
      work(session);
      return true;
    });
    if (ended != Ended::committed) return Unexpected{StoreFault::unavailable};
    return Done{};
  }

  // Once more where the connection was lost.
  template <class T, class Work>
  Expected<T, StoreFault> read(const Work& work) {
    for (int turn = 0; turn < 2; ++turn) {
      PostgresPool::Lease session(pool);
      Expected<T, StoreFault> answer = work(*session);
      if (!session->failed()) return answer;
      if (!session->lost()) break;
    }
    return Unexpected{StoreFault::unavailable};
  }

  // ---- commits
  template <class T, class Work>
  Expected<T, StoreFault> write_sealed(std::span<const Change> changes, const Work& work) {
    for (int turn = 0; turn < most_turns; ++turn) {
      const auto rows =
          seal_changes(changes, *secrets, version_for_new_members, [this](const MemberId& member) {
            return read<std::optional<MemberKey>>([&](PostgresSession& session) {
              return key_or_none(session.keys.find(member), member, *secrets);
            });
          });
      if (!rows.ok()) return Unexpected{rows.reason()};
      bool other_key = false;
      auto answer = write<T>([&](PostgresSession& session) -> Expected<T, StoreFault> {
        session.member_writer.begin_command();
        Expected<T, NotCommitted> committed = work(session, rows.value());
        if (committed.ok()) return std::move(committed).value();
        const auto* fault = std::get_if<StoreFault>(&committed.reason());
        other_key = fault == nullptr;
        return Unexpected{fault != nullptr ? *fault : StoreFault::changed_meanwhile};
      });
      if (!other_key || (!answer.ok() && answer.reason() == StoreFault::unavailable)) return answer;
      // The rows of the one that was first follow, unless its process ended between key and rows.
      std::this_thread::sleep_for(short_wait);
    }
    return Unexpected{StoreFault::unavailable};
  }

  static Expected<Committed, NotCommitted> commit(PostgresSession& session,
                                                  const ChangeRows& rows) {
    auto committed = session.member_writer.commit(rows);
    if (!committed.ok() || committed.value().earlier_answer || !rows.change.told) return committed;
    session.telling_writer.put_told(rows.seal, rows.change.told->last_day);
    session.visitor_writer.put_mail(rows.change.told->mail);
    return committed;
  }

  template <class SomeAfter>
  Expected<Done, StoreFault> visit(const SomeAfter& some_after,
                                   const std::function<bool(const MemberId&)>& visitor) {
    return visit_in_pieces(
        [&](const MemberId& last) {
          return read<std::vector<MemberId>>(
              [&](PostgresSession& session) -> Expected<std::vector<MemberId>, StoreFault> {
                return some_after(session.members, last);
              });
        },
        visitor);
  }

  // ---- erasures. One after the other, across processes: `one` holds the lock, and does what is done to
  // the keys.
  struct Erasing {
    explicit Erasing(const Parts& parts)
        : connection(connect_keys(parts.options.places)),
          keys(*connection, parts.secrets->wrapping) {
      connection->text(shared_lock::erasing);
    }
    bool good() const { return !connection->failed(); }
    std::unique_ptr<Connection> connection;
    PostgresKeys keys;
  };

  // Answers how many decisions go; from here on nothing more of theirs is committed.
  Expected<std::uint64_t, StoreFault> begin_erasure(const MemberId& id, const std::string& hash,
                                                    const std::vector<Mail>& tell) {
    return write<std::uint64_t>(
        [&](PostgresSession& session) -> Expected<std::uint64_t, StoreFault> {
          const auto decisions = session.member_writer.begin_leaving(id);
          if (!decisions) return Unexpected{StoreFault::no_such_member};
          if (!tell.empty()) session.telling_writer.put_notices(hash, tell);
          return *decisions;
        });
  }

  // `written_down`: whose notices are ready now.
  Expected<Done, StoreFault> take_away_rows(Erasing& one, const std::vector<MemberId>& erased,
                                            const std::set<std::string>& written_down) {
    const auto marked = write_down([&](PostgresSession& session) {
      for (const MemberId& id : erased) session.member_writer.note_leaving(id);
    });
    if (!marked.ok()) return marked;
    reached("leaves marked");
    const auto gone = write_down([&](PostgresSession& session) {
      for (const MemberId& id : erased) session.member_writer.erase(id);
      session.telling_writer.make_ready(written_down);
    });
    if (!gone.ok()) return gone;
    reached("rows deleted");
    for (const MemberId& id : erased) one.keys.erased(id);
    return one.good() ? Expected<Done, StoreFault>(Done{}) : Unexpected{StoreFault::unavailable};
  }
  Expected<Done, StoreFault> forget_visitors(const std::string& email) {
    if (email.empty()) return Done{};
    return write_down([&](PostgresSession& session) { session.visitor_writer.forget(email); });
  }
  Expected<std::int64_t, StoreFault> erasures_in_rows() {
    return read<std::int64_t>([](PostgresSession& session) -> Expected<std::int64_t, StoreFault> {
      return number_fact(*session.rows, "erasures");
    });
  }
  Expected<Done, StoreFault> note_carried_out(Erasing& one) {
    const auto in_rows = erasures_in_rows();
    if (!in_rows.ok()) return Unexpected{in_rows.reason()};
    const std::string count = std::to_string(one.keys.count_erasures());
    // What the rows have carried out, and not the keys: those may be of another age.
    const std::vector<LedgerEntry> leaves = one.keys.leaves_after(in_rows.value(), erasures);
    write_fact(*one.connection, "erasures", count);
    if (!one.good()) return Unexpected{StoreFault::unavailable};
    return write_down([&](PostgresSession& session) {
      for (const LedgerEntry& leaf : leaves) session.member_writer.ledger().add_erasure(leaf);
      write_fact(*session.rows, "erasures", count);
    });
  }
  // Everybody of the journal's last lines who is there again, in the rows or with a key.
  Expected<std::set<MemberId>, StoreFault> back_again(Erasing& one, PostgresStore& store,
                                                      const std::set<std::string>& written_down) {
    std::set<MemberId> back;
    const auto look = [&](const MemberId& id) {
      if (written_down.count(erased_hash(erasures, id)) > 0) back.insert(id);
      return true;
    };
    if (const auto seen = store.for_each_member(look); !seen.ok()) return Unexpected{seen.reason()};
    MemberId last;
    for (auto some = one.keys.some_after(last); !some.empty(); some = one.keys.some_after(last)) {
      for (const MemberId& id : some) look(id);
      last = some.back();
    }
    if (!one.good()) return Unexpected{StoreFault::unavailable};
    return back;
  }
  // What a process that ended left half done, and whoever an older copy of a database brought back.
  Expected<Done, StoreFault> finish_erasures(Erasing& one, PostgresStore& store) {
    const auto in_rows = erasures_in_rows();
    if (!in_rows.ok()) return Unexpected{in_rows.reason()};
    const std::int64_t in_keys = number_fact(*one.connection, "erasures");
    const auto lines = one.keys.erased_after(std::min(in_rows.value(), in_keys));
    const std::vector<MemberId> half = one.keys.being_erased();
    if (!one.good()) return Unexpected{StoreFault::unavailable};
    if (!half.empty()) {
      std::set<std::string> hashes;
      for (const MemberId& id : half) hashes.insert(erased_hash(erasures, id));
      if (const auto done = take_away_rows(one, half, hashes); !done.ok()) return done;
    }
    if (lines.empty()) return let_stay();
    const std::set<std::string> written_down(lines.begin(), lines.end());
    const auto back = back_again(one, store, written_down);
    if (!back.ok()) return Unexpected{back.reason()};
    for (const MemberId& id : back.value()) {
      const auto file = store.load(id);
      if (!file.ok()) continue;
      const std::string email(member::value_of(file.value().holdings, member::field::email));
      if (const auto forgot = forget_visitors(email); !forgot.ok()) return forgot;
    }
    erased_again += static_cast<std::int64_t>(back.value().size());
    const auto done = take_away_rows(one, {back.value().begin(), back.value().end()}, written_down);
    if (!done.ok()) return done;
    const auto noted = note_carried_out(one);
    return noted.ok() ? let_stay() : noted;
  }
  // Everybody whose erasure was begun and never written down; nobody begins one meanwhile.
  Expected<Done, StoreFault> let_stay() {
    const auto some = read<bool>([](PostgresSession& session) -> Expected<bool, StoreFault> {
      return session.rows->text("SELECT 1 FROM member WHERE revision < 0 LIMIT 1") == "1";
    });
    if (!some.ok()) return Unexpected{some.reason()};
    if (!some.value()) return Done{};
    return write_down([](PostgresSession& session) { session.member_writer.let_stay(); });
  }

  const PostgresOptions options;
  const StoreKey erasures;
  const LinkKeys links;
  const std::uint32_t version_for_new_members;
  const bool made_key_file;
  const std::unique_ptr<Secrets> secrets;
  std::int64_t erased_again = 0;
  PostgresPool pool;
  PostgresDuties duties;
  std::atomic<std::uint64_t> commits{0};
};

Expected<std::unique_ptr<PostgresStore>, BadStore> PostgresStore::open(PostgresOptions options) {
  auto opened = open_postgres(options.places, options.damaged);
  if (!opened.ok()) return Unexpected{opened.reason()};
  std::unique_ptr<PostgresStore> store(
      new PostgresStore(std::make_unique<Parts>(std::move(options), std::move(opened).value())));
  Parts::Erasing one(*store->parts_);
  if (!one.good()) return Unexpected{BadStore::no_keys_answer};
  // The journal only grows, so a shorter one is an old copy: some would come back who were erased since.
  const auto carried_out = store->parts_->erasures_in_rows();
  if (carried_out.ok() && one.keys.count_erasures() < carried_out.value()) {
    return Unexpected{BadStore::no_journal};
  }
  const bool as_written = one.keys.check_erased(store->parts_->erasures);
  if (!one.good()) return Unexpected{BadStore::no_keys_answer};
  if (!as_written) return Unexpected{BadStore::journal_changed};
  if (!store->parts_->finish_erasures(one, *store).ok()) return Unexpected{BadStore::failed};
  return store;
}

PostgresStore::PostgresStore(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
PostgresStore::~PostgresStore() = default;

bool PostgresStore::made_key_file() const {
  return parts_->made_key_file;
}

std::int64_t PostgresStore::erased_again() const {
  return parts_->erased_again;
}

Expected<consent::MemberFile, StoreFault> PostgresStore::load(const MemberId& id) {
  return parts_->read<consent::MemberFile>(
      [&](PostgresSession& session) { return session.members.load(id); });
}

Expected<MemberId, StoreFault> PostgresStore::find(const Lookup& lookup) {
  return parts_->read<MemberId>(
      [&](PostgresSession& session) { return session.members.find(lookup); });
}

Expected<Done, StoreFault> PostgresStore::for_each_member(
    const std::function<bool(const MemberId&)>& visit) {
  return parts_->visit(
      [](MemberReader& reader, const MemberId& last) { return reader.some_after(last); }, visit);
}

Expected<Done, StoreFault> PostgresStore::for_each_member_until(
    Day month, const std::function<bool(const MemberId&)>& visit) {
  return parts_->visit([month](MemberReader& reader,
                               const MemberId& last) { return reader.some_after(last, month); },
                       visit);
}

Expected<Done, StoreFault> PostgresStore::for_each_file(const FileVisitor& visit) {
  const auto gone = [this](const MemberId& id) { return is_gone(*this, id); };
  const auto session = parts_->pool.one_more();
  // Whoever visits may take their time, as a reader of a pipe does.
  session->rows->run("SET idle_in_transaction_session_timeout = 0");
  FileScan scan(*session->rows, session->keys, *parts_->secrets);
  auto answer = scan.run(visit, {gone, [] { return false; }});
  if (session->failed()) return Unexpected{StoreFault::unavailable};
  return answer;
}

Expected<std::int64_t, StoreFault> PostgresStore::count_members() {
  return parts_->read<std::int64_t>(
      [](PostgresSession& session) -> Expected<std::int64_t, StoreFault> {
        return session.members.count();
      });
}

Expected<Committed, StoreFault> PostgresStore::commit(const Change& change) {
  return parts_->write_sealed<Committed>(
      std::span(&change, 1), [](PostgresSession& session, const std::vector<ChangeRows>& rows) {
        return Parts::commit(session, rows.front());
      });
}

Expected<Done, StoreFault> PostgresStore::commit_all(const std::vector<Change>& changes) {
  return parts_->write_sealed<Done>(
      changes,
      [](PostgresSession& session,
         const std::vector<ChangeRows>& all) -> Expected<Done, NotCommitted> {
        for (const ChangeRows& rows : all) {
          if (const auto committed = Parts::commit(session, rows); !committed.ok()) {
            return Unexpected{committed.reason()};
          }
        }
        return Done{};
      });
}

Expected<std::vector<LedgerEntry>, StoreFault> PostgresStore::erasures(std::uint64_t from,
                                                                       std::size_t most) {
  return parts_->read<std::vector<LedgerEntry>>(
      [&](PostgresSession& session) -> Expected<std::vector<LedgerEntry>, StoreFault> {
        return session.ledger.erasures(from, most);
      });
}

Expected<Done, StoreFault> PostgresStore::erase(const MemberId& id, Instant at,
                                                proof::ErasureReason reason,
                                                const std::vector<Mail>& tell) {
  Parts::Erasing one(*parts_);
  if (!one.good()) return Unexpected{StoreFault::unavailable};
  // The next count must not pass over one that could not be carried out.
  if (const auto before = parts_->finish_erasures(one, *this); !before.ok()) return before;
  const std::string hash = erased_hash(parts_->erasures, id);
  const auto decisions = parts_->begin_erasure(id, hash, tell);
  if (!decisions.ok()) return Unexpected{decisions.reason()};
  parts_->reached("erasure begun");
  // What says who they were can be read only while their key is there; and it changes no more.
  const auto file = load(id);
  const Erased erased =
      erased_by(file.ok() ? &file.value() : nullptr, id, at, reason, decisions.value());
  one.keys.write_down(erased, parts_->erasures);
  if (!one.good()) return Unexpected{StoreFault::unavailable};
  parts_->reached("erasure written down");
  if (const auto forgot = parts_->forget_visitors(erased.email); !forgot.ok()) return forgot;
  if (const auto gone = parts_->take_away_rows(one, {id}, {hash}); !gone.ok()) return gone;
  return parts_->note_carried_out(one);
}

Expected<std::optional<Instant>, StoreFault> PostgresStore::erased_at(const Lookup& lookup) {
  return parts_->read<std::optional<Instant>>(
      [&](PostgresSession& session) -> Expected<std::optional<Instant>, StoreFault> {
        const auto remembered = session.keys.remembers(lookup, parts_->erasures);
        return remembered ? std::optional(remembered->at) : std::nullopt;
      });
}

Expected<bool, StoreFault> PostgresStore::said_no_before(const Lookup& lookup) {
  return parts_->read<bool>([&](PostgresSession& session) -> Expected<bool, StoreFault> {
    const auto remembered = session.keys.remembers(lookup, parts_->erasures);
    return remembered && remembered->said_no;
  });
}

Expected<bool, StoreFault> PostgresStore::said_no_before(const Reached& reached) {
  return parts_->read<bool>([&](PostgresSession& session) -> Expected<bool, StoreFault> {
    return session.keys.remembers_no(reached, parts_->erasures);
  });
}

Expected<Done, StoreFault> PostgresStore::forget_erased(Instant before) {
  Parts::Erasing one(*parts_);
  if (!one.good()) return Unexpected{StoreFault::unavailable};
  // A row that is not carried out yet says whom to erase.
  if (const auto done = parts_->finish_erasures(one, *this); !done.ok()) return done;
  one.keys.forget_erased(before, parts_->erasures);
  if (!one.good()) return Unexpected{StoreFault::unavailable};
  return Done{};
}

Expected<std::optional<Day>, StoreFault> PostgresStore::told_before_erasure(const MemberId& id) {
  return parts_->read<std::optional<Day>>(
      [&](PostgresSession& session) { return session.telling.told_before_erasure(id); });
}

Expected<std::vector<Mail>, StoreFault> PostgresStore::notices_of_erasure(std::size_t most) {
  return parts_->read<std::vector<Mail>>(
      [&](PostgresSession& session) { return session.telling.notices(most); });
}

Expected<Done, StoreFault> PostgresStore::notice_delivered(std::int64_t number) {
  return parts_->write_down([&](PostgresSession& session) { session.telling_writer.end(number); });
}

Expected<std::vector<LedgerEntry>, StoreFault> PostgresStore::history(const MemberId& id) {
  return parts_->read<std::vector<LedgerEntry>>(
      [&](PostgresSession& session) { return session.members.history(id); });
}

Expected<std::vector<LedgerLeaf>, StoreFault> PostgresStore::leaves(std::uint64_t from,
                                                                    std::size_t most) {
  return parts_->read<std::vector<LedgerLeaf>>(
      [&](PostgresSession& session) -> Expected<std::vector<LedgerLeaf>, StoreFault> {
        return session.ledger.leaves(from, most);
      });
}

bool PostgresStore::wrote_erasure(const LedgerEntry& entry) {
  return is_erasure_leaf(parts_->erasures, entry);
}

Expected<LedgerState, StoreFault> PostgresStore::ledger() {
  return parts_->read<LedgerState>(
      [](PostgresSession& session) -> Expected<LedgerState, StoreFault> {
        return session.ledger.state();
      });
}

Expected<proof::Tiles, StoreFault> PostgresStore::tiles(
    const std::vector<proof::TilePlace>& places) {
  return parts_->read<proof::Tiles>(
      [&](PostgresSession& session) -> Expected<proof::Tiles, StoreFault> {
        return session.ledger.tiles(places);
      });
}

Expected<Done, StoreFault> PostgresStore::grow_tree(const TreeGrowth& growth) {
  return parts_->write<Done>(
      [&](PostgresSession& session) { return session.member_writer.ledger().grow_tree(growth); });
}

Expected<std::optional<std::string>, StoreFault> PostgresStore::earlier_answer(
    const Idempotency& now) {
  return parts_->read<std::optional<std::string>>(
      [&](PostgresSession& session) { return session.members.earlier_answer(now); });
}

Expected<Done, StoreFault> PostgresStore::put_pending(const PendingSignIn& sign_in) {
  return parts_->write_down(
      [&](PostgresSession& session) { session.visitor_writer.put_pending(sign_in); });
}

Expected<std::optional<PendingSignIn>, StoreFault> PostgresStore::pending(
    std::string_view browser_sha256) {
  return parts_->read<std::optional<PendingSignIn>>(
      [&](PostgresSession& session) { return session.visitors.pending(browser_sha256); });
}

Expected<std::optional<PendingSignIn>, StoreFault> PostgresStore::redeem(
    std::string_view browser_sha256, std::string_view code_sha256, Instant now) {
  return parts_->write<std::optional<PendingSignIn>>([&](PostgresSession& session) {
    return session.visitor_writer.redeem(browser_sha256, code_sha256, now);
  });
}

Expected<Done, StoreFault> PostgresStore::put_session(const Session& signed_in) {
  return parts_->write_down(
      [&](PostgresSession& session) { session.visitor_writer.put_session(signed_in); });
}

Expected<std::optional<Session>, StoreFault> PostgresStore::session(std::string_view token_sha256) {
  return parts_->read<std::optional<Session>>(
      [&](PostgresSession& session) -> Expected<std::optional<Session>, StoreFault> {
        return session.visitors.session(token_sha256);
      });
}

Expected<Done, StoreFault> PostgresStore::touch_session(std::string_view token_sha256,
                                                        Instant now) {
  return parts_->write_down(
      [&](PostgresSession& session) { session.visitor_writer.touch_session(token_sha256, now); });
}

Expected<Done, StoreFault> PostgresStore::end_session(std::string_view token_sha256) {
  return parts_->write_down(
      [&](PostgresSession& session) { session.visitor_writer.end_session(token_sha256); });
}

Expected<std::vector<Session>, StoreFault> PostgresStore::sessions_of(const MemberId& member) {
  return parts_->read<std::vector<Session>>(
      [&](PostgresSession& session) -> Expected<std::vector<Session>, StoreFault> {
        return session.visitors.sessions_of(member);
      });
}

Expected<Done, StoreFault> PostgresStore::end_sessions(const MemberId& member) {
  return parts_->write_down(
      [&](PostgresSession& session) { session.visitor_writer.end_sessions(member); });
}

Expected<Done, StoreFault> PostgresStore::put_mail(const Mail& mail) {
  return parts_->write_down(
      [&](PostgresSession& session) { session.visitor_writer.put_mail(mail); });
}

Expected<std::vector<Mail>, StoreFault> PostgresStore::latest_mail(std::size_t most) {
  return parts_->read<std::vector<Mail>>(
      [&](PostgresSession& session) { return session.visitors.latest_mail(most); });
}

Expected<std::vector<Mail>, StoreFault> PostgresStore::waiting_mail(std::int64_t after,
                                                                    std::size_t most) {
  return parts_->read<std::vector<Mail>>(
      [&](PostgresSession& session) { return session.visitors.waiting_mail(after, most); });
}

Expected<Done, StoreFault> PostgresStore::end_mail(std::int64_t number) {
  return parts_->write_down(
      [&](PostgresSession& session) { session.visitor_writer.end_mail(number); });
}

Expected<StoreFigures, StoreFault> PostgresStore::figures() {
  const auto mails = parts_->read<std::uint64_t>(
      [](PostgresSession& session) { return session.visitors.count_mail(); });
  if (!mails.ok()) return Unexpected{mails.reason()};
  // Each change is a transaction of its own here, and waits for a connection, not in a queue.
  const std::uint64_t commits = parts_->commits;
  return StoreFigures{commits, commits, 0, mails.value()};
}

std::string PostgresStore::seal_link(std::string_view purpose, std::string_view text) {
  return server::seal_link(parts_->links, purpose, text);
}

std::optional<std::string> PostgresStore::open_link(std::string_view purpose,
                                                    std::string_view link) {
  return server::open_link(parts_->links, purpose, link);
}

Expected<Done, StoreFault> PostgresStore::back_up(const std::string&, const std::string&) {
  return Unexpected{StoreFault::unavailable};
}

Expected<std::optional<std::string>, StoreFault> PostgresStore::setting(std::string_view name) {
  return parts_->read<std::optional<std::string>>(
      [&](PostgresSession& session) -> Expected<std::optional<std::string>, StoreFault> {
        return session.visitors.setting(name);
      });
}

Expected<Done, StoreFault> PostgresStore::put_setting(std::string_view name,
                                                      std::string_view value) {
  return parts_->write_down(
      [&](PostgresSession& session) { session.visitor_writer.put_setting(name, value); });
}

bool PostgresStore::has(Duty duty) {
  return parts_->duties.has(duty);
}

Expected<Done, StoreFault> PostgresStore::sweep(Instant now) {
  const auto swept = parts_->write_down([&](PostgresSession& session) {
    session.member_writer.forget_answers(Instant{now.utc_ms - lifetime::idempotency_ms});
    session.visitor_writer.sweep(now);
    session.telling_writer.end_older(Instant{now.utc_ms - lifetime::notice_ms});
    // By the database's clock: it is asked for seconds after, by whoever lost its connection.
    session.rows->run("DELETE FROM transaction_made WHERE at < now() - interval '10 minutes'");
  });
  if (!swept.ok()) return swept;
  Parts::Erasing one(*parts_);
  if (!one.good()) return Unexpected{StoreFault::unavailable};
  return parts_->finish_erasures(one, *this);
}

}  // namespace samtycke::server
