// What only the keeper on PostgreSQL promises: several processes on one database, and connections that end.
#include "server/store/postgres_store.h"

#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <set>
#include <thread>

#include "core/proof/chain.h"
#include "core/proof/commitment.h"
#include "server/jobs/daily_retention.h"
#include "server/jobs/retention_sweep.h"
#include "server/ledger/verify_store.h"
#include "tests/contract/lossy_proxy.h"
#include "tests/contract/postgres_club.h"
#include "tests/server/store/sealed_town.h"
#include "tests/support/builders.h"

namespace samtycke::server {
namespace {

using support::PostgresServer;

const Instant noon = support::at("2026-03-14T11:00:00Z");

consent::Decision withdrawal() {
  return {consent::Withdraw{support::cell("own", "email")},
          1,
          support::swedish(),
          support::text_hash("words"),
          consent::Way::portal,
          "member",
          noon};
}

Change with_decision(const MemberId& member, std::int64_t based_on) {
  Change made;
  made.member = member;
  made.based_on = based_on;
  made.decisions = {withdrawal()};
  return made;
}

// Ends the connections that are in a transaction on the rows.
std::string end_whoever_writes(PostgresServer& server) {
  return server.run("postgres",
                    "SELECT count(pg_terminate_backend(pid, 5000)) FROM pg_stat_activity"
                    " WHERE datname = 'club' AND state = 'idle in transaction'");
}

class PostgresStoreTest : public testing::Test {
 protected:
  void SetUp() override {
    if (!PostgresServer::is_installed()) {
      GTEST_SKIP() << "PostgreSQL is not installed: ./dev setup installs postgresql-15";
    }
    options_ = empty_postgres_club();
    store_ = open_postgres_club(options_);
  }
  PostgresServer& server() { return postgres_server(); }

  PostgresOptions options_;
  std::unique_ptr<PostgresStore> store_;
};

// ---- several processes

TEST_F(PostgresStoreTest, WhatOneProcessCommittedAnotherReadsAndChanges) {
  const auto other = open_postgres_club(options_);
  ASSERT_TRUE(store_->commit(with_decision(asa(), 0)).ok());
  EXPECT_EQ(other->load(asa()).value().revision, 1);
  ASSERT_TRUE(other->commit(with_decision(asa(), 1)).ok());
  EXPECT_EQ(store_->load(asa()).value().decisions.size(), 2U);
  EXPECT_EQ(store_->commit(with_decision(asa(), 1)).reason(), StoreFault::changed_meanwhile);
}

TEST_F(PostgresStoreTest, DecisionsOfManyProcessesAreAllInOneChainAndOnePlaceOfTheLedger) {
  constexpr int each = 25;
  std::vector<std::unique_ptr<PostgresStore>> processes;
  for (int n = 0; n < 4; ++n) processes.push_back(open_postgres_club(options_));
  std::atomic<int> committed = 0;
  std::vector<std::thread> threads;
  for (std::size_t n = 0; n < 8; ++n) {
    threads.emplace_back([&, n] {
      // Half of them decide for the same member, and half for one of their own.
      const MemberId member = n % 2 == 0 ? asa() : MemberId("member" + std::to_string(n));
      Store& store = *processes[n % processes.size()];
      for (int turn = 0; turn < each;) {
        const auto file = store.load(member);
        const auto done =
            store.commit(with_decision(member, file.ok() ? file.value().revision : 0));
        if (done.ok()) {
          ++turn;
          ++committed;
        } else if (done.reason() != StoreFault::changed_meanwhile) {
          ADD_FAILURE() << key(done.reason());
          return;
        }
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  ASSERT_EQ(committed, 8 * each);
  EXPECT_EQ(store_->ledger().value().leaves, 8U * each);
  EXPECT_EQ(store_->leaves(0, 1000).value().size(), 8U * each) << "numbers have no gaps";
  EXPECT_EQ(store_->load(asa()).value().decisions.size(), 4U * each);
  std::set<std::uint64_t> indices;
  const auto history = store_->history(asa());
  ASSERT_TRUE(history.ok());
  for (const LedgerEntry& entry : history.value()) indices.insert(entry.index);
  EXPECT_EQ(indices.size(), 4U * each);
}

TEST_F(PostgresStoreTest, OneKeyFromManyProcessesIsCarriedOutOnce) {
  std::vector<std::unique_ptr<PostgresStore>> processes;
  for (int n = 0; n < 4; ++n) processes.push_back(open_postgres_club(options_));
  ASSERT_TRUE(store_->commit(with_decision(asa(), 0)).ok());
  std::atomic<int> first = 0;
  std::atomic<int> again = 0;
  std::vector<std::thread> threads;
  for (const auto& process : processes) {
    threads.emplace_back([&] {
      Change made = with_decision(asa(), whatever_stands);
      made.idempotency =
          Idempotency{"member:" + asa().text(), "POST /x", "key", "sha", "the first answer", noon};
      const auto done = process->commit(made);
      ASSERT_TRUE(done.ok()) << key(done.reason());
      ++(done.value().earlier_answer ? again : first);
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(first, 1);
  EXPECT_EQ(again, 3);
  EXPECT_EQ(store_->load(asa()).value().decisions.size(), 2U);
}

TEST_F(PostgresStoreTest, OneNewMemberFromManyProcessesIsMadeOnceAndCanBeRead) {
  std::vector<std::unique_ptr<PostgresStore>> processes;
  for (int n = 0; n < 4; ++n) processes.push_back(open_postgres_club(options_));
  std::atomic<int> made = 0;
  std::vector<std::thread> threads;
  for (const auto& process : processes) {
    threads.emplace_back([&] {
      const auto done = process->commit(with_decision(asa(), 0));
      if (done.ok()) ++made;
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(made, 1);
  EXPECT_EQ(store_->load(asa()).value().revision, 1);
}

TEST_F(PostgresStoreTest, ADutyIsOneProcessesAndAnothersWhenThatEnds) {
  auto other = open_postgres_club(options_);
  EXPECT_TRUE(store_->has(Duty::ledger));
  EXPECT_TRUE(store_->has(Duty::ledger)) << "and it stays theirs";
  EXPECT_FALSE(other->has(Duty::ledger));
  EXPECT_TRUE(other->has(Duty::retention)) << "another duty";
  store_.reset();
  bool taken_over = false;
  // The server sees the connection's end a moment later.
  for (int turn = 0; turn < 1000 && !taken_over; ++turn) taken_over = other->has(Duty::ledger);
  EXPECT_TRUE(taken_over);
}

TEST_F(PostgresStoreTest, ADutyOfAProcessThatWasKilledIsTakenOver) {
  std::array<int, 2> pipe{};
  ASSERT_EQ(::pipe(pipe.data()), 0);
  const pid_t child = ::fork();
  if (child == 0) {
    const auto store = open_postgres_club(options_);
    const char has = store->has(Duty::ledger) ? 'y' : 'n';
    if (::write(pipe[1], &has, 1) != 1) ::_exit(1);
    for (;;) ::pause();
  }
  char has = '?';
  ASSERT_EQ(::read(pipe[0], &has, 1), 1);
  EXPECT_EQ(has, 'y');
  EXPECT_FALSE(store_->has(Duty::ledger));
  const auto killed = std::chrono::steady_clock::now();
  ::kill(child, SIGKILL);
  ::waitpid(child, nullptr, 0);
  while (!store_->has(Duty::ledger)) std::this_thread::yield();
  std::cout << "taken over after "
            << std::chrono::duration_cast<std::chrono::milliseconds>(
                   std::chrono::steady_clock::now() - killed)
                   .count()
            << " ms\n";
  ::close(pipe[0]);
  ::close(pipe[1]);
}

TEST_F(PostgresStoreTest, WhoIsCutOffHasLostItsDutyAndNoticesIt) {
  const auto other = open_postgres_club(options_);
  ASSERT_TRUE(store_->has(Duty::ledger));
  server().run("postgres",
               "SELECT pg_terminate_backend(pid, 5000) FROM pg_locks"
               " WHERE locktype = 'advisory' AND objid = 11");
  EXPECT_TRUE(other->has(Duty::ledger));
  EXPECT_FALSE(store_->has(Duty::ledger));
}

TEST_F(PostgresStoreTest, TheTreeGrowsFromTheCheckpointThatStands) {
  const auto other = open_postgres_club(options_);
  ASSERT_TRUE(store_->grow_tree({"", {}, "first"}).ok());
  EXPECT_EQ(other->grow_tree({"", {}, "another first"}).reason(), StoreFault::changed_meanwhile);
  EXPECT_EQ(other->ledger().value().checkpoint, "first");
}

// ---- connections that end, and transactions that must begin again

TEST_F(PostgresStoreTest, AReadWhoseConnectionWasEndedIsTriedOnceMore) {
  ASSERT_TRUE(store_->commit(with_decision(asa(), 0)).ok());
  server().run("postgres",
               "SELECT count(pg_terminate_backend(pid, 5000)) FROM pg_stat_activity"
               " WHERE datname IN ('club', 'club_keys')");
  EXPECT_EQ(store_->load(asa()).value().revision, 1);
}

TEST_F(PostgresStoreTest, ACommitWhoseConnectionIsEndedBeforeItIsMadeOnce) {
  ASSERT_TRUE(store_->commit(with_decision(asa(), 0)).ok());
  int ended = 0;
  PostgresOptions options = options_;
  options.at_step = [&](std::string_view step) {
    if (step != "committing" || ended++ != 0) return;
    EXPECT_EQ(end_whoever_writes(server()), "1");
  };
  const auto cut_off = open_postgres_club(options);
  ended = 0;
  ASSERT_TRUE(cut_off->commit(with_decision(asa(), 1)).ok());
  EXPECT_EQ(ended, 2) << "it was carried out again";
  EXPECT_EQ(store_->load(asa()).value().decisions.size(), 2U);
  EXPECT_EQ(store_->ledger().value().leaves, 2U);
}

TEST_F(PostgresStoreTest, ACommitWhoseAnswerIsLostIsNotMadeTwice) {
  ASSERT_TRUE(store_->commit(with_decision(asa(), 0)).ok());
  LossyProxy proxy(server().folder());
  PostgresOptions options = options_;
  options.places.rows = "postgresql:///club?user=samtycke&host=" + proxy.folder();
  options.places.keys = server().url("club_keys");
  {
    const auto cut_off = open_postgres_club(options);
    proxy.lose_next_commit();
    const auto done = cut_off->commit(with_decision(asa(), 1));
    ASSERT_TRUE(done.ok()) << key(done.reason());
    EXPECT_EQ(done.value().revision, 2) << "the answer of the transaction that was made";
    EXPECT_EQ(proxy.lost(), 1);
    proxy.lose_next_commit();
    ASSERT_TRUE(cut_off->put_mail({0, "asa@example.se", "Kod", "7K3M", noon}).ok());
    EXPECT_EQ(proxy.lost(), 2);
    proxy.lose_next_commit();
    ASSERT_TRUE(cut_off->put_pending(waiting_sign_in()).ok());
    proxy.lose_next_commit();
    const auto redeemed = cut_off->redeem(waiting_sign_in().browser_sha256,
                                          waiting_sign_in().code_sha256, Instant{0});
    ASSERT_TRUE(redeemed.ok() && redeemed.value()) << "a code that was used is not lost";
    EXPECT_EQ(proxy.lost(), 4);
  }
  EXPECT_EQ(store_->load(asa()).value().decisions.size(), 2U);
  EXPECT_EQ(store_->ledger().value().leaves, 2U);
  EXPECT_EQ(store_->latest_mail(10).value().size(), 1U);
}

TEST_F(PostgresStoreTest, ASerializationFailureIsCarriedOutAgain) {
  // A sequence is not undone with its transaction, so the trigger fails twice and no more.
  server().run("club",
               "CREATE SEQUENCE failing;"
               "CREATE FUNCTION fail_twice() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
               " IF nextval('failing') <= 2 THEN RAISE EXCEPTION 'again' USING ERRCODE = '40001';"
               " END IF; RETURN NEW; END $$;"
               "CREATE TRIGGER fail_twice BEFORE INSERT ON decision FOR EACH ROW"
               " EXECUTE FUNCTION fail_twice()");
  const auto done = store_->commit(with_decision(asa(), 0));
  const std::string tries = server().run("club", "SELECT last_value FROM failing");
  server().run("club",
               "DROP TRIGGER fail_twice ON decision; DROP FUNCTION fail_twice;"
               "DROP SEQUENCE failing");
  ASSERT_TRUE(done.ok());
  EXPECT_EQ(tries, "3");
  EXPECT_EQ(store_->load(asa()).value().decisions.size(), 1U);
  EXPECT_EQ(store_->leaves(0, 10).value().size(), 1U);
}

TEST_F(PostgresStoreTest, TwoBatchesInOppositeOrderAreBothCommitted) {
  std::vector<Change> batch;
  for (int n = 0; n < 20; ++n) batch.push_back(with_decision(MemberId("m" + std::to_string(n)), 0));
  ASSERT_TRUE(store_->commit_all(batch).ok());
  for (Change& each : batch) each.based_on = whatever_stands;
  std::vector<Change> reversed(batch.rbegin(), batch.rend());
  const auto other = open_postgres_club(options_);
  std::thread there([&] { EXPECT_TRUE(other->commit_all(reversed).ok()); });
  EXPECT_TRUE(store_->commit_all(batch).ok());
  there.join();
  EXPECT_EQ(store_->leaves(0, 100).value().size(), 60U);
}

// ---- erasing

TEST_F(PostgresStoreTest, AnErasureThatWasCutShortIsFinishedByAnotherProcess) {
  const auto erase = [this](const StepHook& at_step) {
    PostgresOptions options = options_;
    options.at_step = at_step;
    const auto store = open_postgres_club(std::move(options));
    static_cast<void>(store->erase(asa(), noon).ok());
  };
  fill(*store_, town(2));
  const std::size_t steps = steps_of(erase).size();
  ASSERT_GE(steps, 4U);
  store_.reset();
  int unfinished = 0;
  for (std::size_t n = 0; n < steps; ++n) {
    options_ = empty_postgres_club();
    store_ = open_postgres_club(options_);
    fill(*store_, town(2));
    ASSERT_TRUE(dies_at_step(n, erase)) << n;
    const auto left = store_->load(asa());
    const bool written_down = server().run("club_keys", "SELECT count(*) FROM erased") == "1";
    if (left.ok()) ++unfinished;
    ASSERT_TRUE(store_->sweep(noon).ok()) << n;
    if (written_down) {
      EXPECT_EQ(store_->load(asa()).reason(), StoreFault::no_such_member) << n;
      EXPECT_TRUE(store_->leaves(0, 1).value().at(0).erased) << n;
    } else {
      EXPECT_TRUE(store_->load(asa()).ok()) << n;
    }
    EXPECT_EQ(server().run("club_keys", "SELECT count(*) FROM erasing"), "0") << n;
    EXPECT_EQ(store_->count_members().value(), written_down ? 1 : 2) << n;
  }
  EXPECT_GT(unfinished, 0);
}

// The attack of who can write the rows: a member's newest decision goes, and its leaf is marked, though somebody was
// erased later. And of who writes the journal too, or begins an erasure by hand.
TEST_F(PostgresStoreTest, ADecisionThatIsHiddenBehindALaterErasureIsFound) {
  const auto findings = [this] {
    const auto verified = ledger::verify_store(*store_, proof::PublicKey{}, {});
    return verified.ok() ? verified.value().findings : std::vector<std::string>{"no answer"};
  };
  const MemberId bo("bo");
  fill(*store_, town(2));
  Change join = with_decision(bo, 0);
  ASSERT_TRUE(store_->commit(join).ok());
  ASSERT_TRUE(store_->erase(asa(), noon).ok());
  EXPECT_EQ(findings(), std::vector<std::string>());
  const auto leaf = store_->history(bo).value().back().index + 1;
  server().run("club", "DELETE FROM decision WHERE member = 'bo'");
  server().run("club", "UPDATE leaf SET erased = 1 WHERE number = " + std::to_string(leaf));
  const auto found = findings();
  ASSERT_EQ(found.size(), 1U);
  EXPECT_NE(found[0].find("somebody's was taken away"), std::string::npos) << found[0];

  const std::string digits(32, 'a');
  server().run(
      "club_keys",
      "INSERT INTO erased (number, at, member, leaf, reason, decisions, seal) VALUES (2, 1, '" +
          digits + "', '" + digits + "', 2, 1, '" + digits + "')");
  EXPECT_EQ(PostgresStore::open(options_).reason(), BadStore::journal_changed);
}

TEST_F(PostgresStoreTest, EveryColumnOfTheJournalIsSealedAndRowsFromBeforeGetTheirSealOnce) {
  fill(*store_, town(2));
  ASSERT_TRUE(store_->erase(asa(), noon).ok());
  store_.reset();
  const auto reason = [this] {
    const auto opened = PostgresStore::open(options_);
    return opened.ok() ? std::string_view("opened") : key(opened.reason());
  };
  for (const char* change :
       {"at = at + 1", "member = '-'", "member_number = NULL", "email = NULL", "phone = 'x'",
        "address = 'x'", "leaf = 'x'", "reason = 0", "decisions = decisions + 1",
        "said_no = 1 - said_no", "seal = NULL", "number = 2"}) {
    server().run("club_keys", "CREATE TABLE before AS SELECT * FROM erased");
    server().run("club_keys", "UPDATE erased SET " + std::string(change));
    EXPECT_EQ(reason(), "journal_changed") << change;
    server().run("club_keys", "DELETE FROM erased");
    server().run("club_keys", "INSERT INTO erased SELECT * FROM before");
    server().run("club_keys", "DROP TABLE before");
    EXPECT_EQ(reason(), "opened");
  }
  server().run("club_keys", "UPDATE erased SET seal = NULL, decisions = NULL");
  server().run("club_keys", "DELETE FROM fact WHERE name = 'journal'");
  EXPECT_EQ(reason(), "opened") << "a row of before";
  EXPECT_EQ(server().run("club_keys", "SELECT count(*) FROM erased WHERE seal IS NULL"), "0");
  EXPECT_EQ(reason(), "opened");
}

// A process that ends between its first step and the journal has erased nobody.
TEST_F(PostgresStoreTest, WhoeverWasAboutToBeErasedDecidesNothingUntilItIsKnown) {
  fill(*store_, town(2));
  const auto erase = [this](const StepHook& at_step) {
    PostgresOptions options = options_;
    options.at_step = at_step;
    static_cast<void>(open_postgres_club(std::move(options))->erase(asa(), noon).ok());
  };
  const auto begun = [](const std::vector<std::string>& steps) {
    return std::find(steps.begin(), steps.end(), "erasure begun") - steps.begin();
  };
  std::vector<std::string> steps;
  {
    options_ = empty_postgres_club();
    store_ = open_postgres_club(options_);
    fill(*store_, town(2));
    steps = steps_of(erase);
  }
  options_ = empty_postgres_club();
  store_ = open_postgres_club(options_);
  fill(*store_, town(2));
  ASSERT_TRUE(dies_at_step(static_cast<std::size_t>(begun(steps)), erase));
  EXPECT_EQ(store_->commit(with_decision(asa(), whatever_stands)).reason(),
            StoreFault::no_such_member);
  ASSERT_TRUE(store_->sweep(noon).ok());
  EXPECT_TRUE(store_->commit(with_decision(asa(), whatever_stands)).ok());
}

// Two keepers of one club, of which one ends.
TEST_F(PostgresStoreTest, TheDailySweepPassesOnWhenItsHolderEnds) {
  const notice::Notice notice = support::small_notice();
  std::atomic<std::int64_t> now = noon.utc_ms;
  const auto clock = [&now] { return Instant{now}; };
  auto survey = survey_retention(*store_, notice, Instant{now});
  ASSERT_TRUE(carry_out_retention(*store_, notice, survey.value(), Instant{now}).ok());
  auto other = open_postgres_club(options_);
  ASSERT_TRUE(store_->has(Duty::retention));
  ASSERT_FALSE(other->has(Duty::retention));
  auto holds = std::make_unique<DailyRetention>(*store_, notice, clock);
  const DailyRetention follows(*other, notice, clock);
  holds.reset();
  store_.reset();
  now = noon.utc_ms + 24LL * 60 * 60 * 1000;
  const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(60);
  bool done = false;
  while (!done && std::chrono::steady_clock::now() < until) {
    const auto turn = daily_turn(*other, Instant{now});
    done = turn.ok() && turn.value() == DailyTurn::done_today;
    std::this_thread::yield();
  }
  EXPECT_TRUE(done);
}

TEST_F(PostgresStoreTest, AnOlderCopyOfTheRowsBringsNobodyBack) {
  fill(*store_, town(2));
  store_.reset();
  server().run("postgres", "DROP DATABASE IF EXISTS older");
  server().run("postgres", "CREATE DATABASE older TEMPLATE club");
  store_ = open_postgres_club(options_);
  ASSERT_TRUE(store_->erase(asa(), noon).ok());
  PostgresOptions older = options_;
  older.places.rows = server().url("older");
  older.places.keys = server().url("club_keys");
  const auto restored = open_postgres_club(older);
  EXPECT_EQ(restored->erased_again(), 1);
  EXPECT_EQ(restored->load(asa()).reason(), StoreFault::no_such_member);
  EXPECT_EQ(restored->count_members().value(), 1);
}

TEST_F(PostgresStoreTest, AnOlderCopyOfTheKeysIsRefused) {
  fill(*store_, town(2));
  store_.reset();
  server().run("postgres", "DROP DATABASE IF EXISTS older_keys");
  server().run("postgres", "CREATE DATABASE older_keys TEMPLATE club_keys");
  store_ = open_postgres_club(options_);
  ASSERT_TRUE(store_->erase(asa(), noon).ok());
  PostgresOptions older = options_;
  older.places.keys = server().url("older_keys");
  EXPECT_EQ(PostgresStore::open(older).reason(), BadStore::no_journal);
}

// ---- what stands on the disk

TEST_F(PostgresStoreTest, NothingThatWasPlantedStandsInAnyFileOfTheServer) {
  fill(*store_, town(4));
  ASSERT_TRUE(store_->commit(with_decision(asa(), whatever_stands)).ok());
  ASSERT_TRUE(store_->erase(asa(), noon).ok());
  server().run("club", "CHECKPOINT");
  EXPECT_EQ(found_under(server().data()), std::vector<std::string>());
  // The control: the same search finds it, in a table and in pg_wal, where a row was written in clear.
  server().run("club", "CREATE TABLE in_clear AS SELECT '" + planted().front() + "' AS value");
  server().run("club", "CHECKPOINT");
  const auto found = found_under(server().data());
  server().run("club", "DROP TABLE in_clear");
  EXPECT_GE(found.size(), 2U);
}

// ---- what it refuses to open

TEST_F(PostgresStoreTest, AServerThatIsNotThereIsRefused) {
  PostgresOptions options = options_;
  options.places.rows = "postgresql:///club?host=/nowhere";
  EXPECT_EQ(PostgresStore::open(options).reason(), BadStore::no_answer);
}

TEST_F(PostgresStoreTest, AStoreWithoutItsKeysIsRefused) {
  PostgresOptions options = options_;
  options.places.keys = server().url("not_there");
  EXPECT_EQ(PostgresStore::open(options).reason(), BadStore::no_keys_answer);
  server().run("postgres", "DROP DATABASE IF EXISTS empty_keys");
  server().create("empty_keys");
  options.places.keys = server().url("empty_keys");
  EXPECT_EQ(PostgresStore::open(options).reason(), BadStore::no_keystore);
}

TEST_F(PostgresStoreTest, TheKeysOfAnotherStoreAreRefused) {
  server().run("postgres", "DROP DATABASE IF EXISTS other");
  server().run("postgres", "DROP DATABASE IF EXISTS other_keys");
  server().create("other");
  server().create("other_keys");
  PostgresOptions other = options_;
  other.places.rows = server().url("other");
  EXPECT_TRUE(PostgresStore::open(other).ok());
  other.places.rows = options_.places.rows;
  other.places.keys = server().url("other_keys");
  EXPECT_EQ(PostgresStore::open(other).reason(), BadStore::other_keystore);
}

TEST_F(PostgresStoreTest, AnotherKeyFileAndNoKeyFileAreRefused) {
  PostgresOptions options = options_;
  options.places.key_file = server().file("another.key");
  EXPECT_EQ(PostgresStore::open(options).reason(), BadStore::no_key_file);
  std::ofstream(options.places.key_file) << std::string(32, 'k');
  std::filesystem::permissions(options.places.key_file, std::filesystem::perms::owner_read);
  EXPECT_EQ(PostgresStore::open(options).reason(), BadStore::wrong_key_file);
}

TEST_F(PostgresStoreTest, ADatabaseOfAnotherProgramIsRefusedAndStaysAsItWas) {
  server().run("postgres", "DROP DATABASE IF EXISTS theirs");
  server().create("theirs");
  server().run("theirs", "CREATE TABLE fact (what TEXT)");
  PostgresOptions options = options_;
  options.places.rows = server().url("theirs");
  options.places.keys = server().url("club_keys");
  EXPECT_EQ(PostgresStore::open(options).reason(), BadStore::another_programs);
  EXPECT_EQ(server().run("theirs", "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"),
            "1");
}

TEST_F(PostgresStoreTest, AStoreOfANewerSchemaIsRefused) {
  const std::string ours = server().run("club", "SELECT value FROM fact WHERE name = 'schema'");
  server().run("club", "UPDATE fact SET value = '999' WHERE name = 'schema'");
  EXPECT_EQ(PostgresStore::open(options_).reason(), BadStore::newer_schema);
  server().run("club", "UPDATE fact SET value = '" + ours + "' WHERE name = 'schema'");
  EXPECT_TRUE(PostgresStore::open(options_).ok());
}

TEST_F(PostgresStoreTest, EveryTableOfAMemberIsSplitByTheMemberWhoseKeyItBeginsWith) {
  EXPECT_EQ(server().run("club",
                         "SELECT string_agg(t, ' ' ORDER BY t) FROM ("
                         " SELECT c.relname || '(' || a.attname || ')' AS t"
                         " FROM pg_partitioned_table p JOIN pg_class c ON c.oid = p.partrelid"
                         " JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = p.partattrs[0]"
                         " WHERE p.partstrat = 'h') split"),
            "decision(member) interaction(member) member(id) receipt(member) record(member) "
            "told(member)");
}

}  // namespace
}  // namespace samtycke::server
