// What store.h promises, in code. Every keeper passes the same tests; a new one is a line in keepers().
#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <functional>
#include <memory>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "core/member/postal_address.h"
#include "core/member/validate.h"
#include "core/proof/chain.h"
#include "core/proof/commitment.h"
#include "server/store/store.h"
#include "tests/contract/keepers.h"
#include "tests/support/builders.h"
#include "tests/support/temporary_folder.h"

namespace samtycke::server {
namespace {

using support::at;

const MemberId asa("0123456789abcdef0123456789abcdef");
const MemberId bo("fedcba9876543210fedcba9876543210");
const Instant noon = at("2026-03-14T11:00:00Z");

Instant later(Instant from, std::int64_t ms) {
  return Instant{from.utc_ms + ms};
}

class StoreContract : public testing::TestWithParam<Keeper> {
 protected:
  support::TemporaryFolder folder_;
  std::unique_ptr<Store> store_ = GetParam().open(folder_);
};

member::Record record(const char* field, std::string value) {
  return {FieldId(field), std::move(value), member::Source::member, noon};
}

member::Receipt receipt(std::string number, Instant when) {
  member::Receipt receipt;
  receipt.number = std::move(number);
  receipt.at = when;
  receipt.store = "Göteborg Nordstan";
  receipt.lines = {{"Påslakan", TopicId("sleep"), 2, {59900}}, {"Handduk", TopicId(), -1, {-9900}}};
  return receipt;
}

consent::Decision decision(consent::Act act) {
  return {
      std::move(act), 1,   support::swedish(), support::text_hash("words"), consent::Way::portal,
      "member",       noon};
}

Change change(const MemberId& member, std::int64_t based_on) {
  Change change;
  change.member = member;
  change.based_on = based_on;
  return change;
}

Change with_record(const MemberId& member, std::int64_t based_on, const char* field,
                   std::string value) {
  Change made = change(member, based_on);
  made.records.push_back(record(field, std::move(value)));
  return made;
}

Change of_file(const consent::MemberFile& file) {
  Change made = change(file.id, 0);
  made.records = file.holdings.records;
  made.receipts = file.holdings.receipts;
  made.interactions = file.holdings.interactions;
  made.decisions = file.decisions;
  return made;
}

Idempotency key_of(std::string key, std::string body, Instant when = noon) {
  return {"member:" + asa.text(), "POST /api/v1/me/decisions", std::move(key),
          std::move(body),        "{\"answer\":\"first\"}",    when};
}

// "3", "earlier: …" or the fault's key, so that one line shows what came of it.
std::string said(const Expected<Committed, StoreFault>& answer) {
  if (!answer.ok()) return std::string(key(answer.reason()));
  if (answer.value().earlier_answer) return "earlier: " + *answer.value().earlier_answer;
  return std::to_string(answer.value().revision);
}
std::string said(const Expected<Done, StoreFault>& answer) {
  return answer.ok() ? "done" : std::string(key(answer.reason()));
}
std::string said(const Expected<MemberId, StoreFault>& answer) {
  return answer.ok() ? answer.value().text() : std::string(key(answer.reason()));
}
std::string said(const Expected<std::optional<std::string>, StoreFault>& answer) {
  if (!answer.ok()) return std::string(key(answer.reason()));
  return answer.value().value_or("none");
}
std::string said(const Expected<std::optional<PendingSignIn>, StoreFault>& answer) {
  if (!answer.ok()) return std::string(key(answer.reason()));
  return answer.value() ? answer.value()->email : "none";
}

// ---- members

TEST_P(StoreContract, NobodyIsThereAtTheStart) {
  EXPECT_EQ(store_->count_members().value(), 0);
  EXPECT_EQ(store_->load(asa).reason(), StoreFault::no_such_member);
  EXPECT_EQ(said(store_->find({LookupKind::member_number, "100001"})), "no_such_member");
}

TEST_P(StoreContract, AMemberIsLoadedAsTheyWereCommitted) {
  consent::MemberFile file = support::joined_member();
  file.id = asa;
  ASSERT_EQ(said(store_->commit(of_file(file))), "1");

  file.revision = 1;
  std::sort(file.holdings.records.begin(), file.holdings.records.end(),
            [](const auto& a, const auto& b) { return a.field < b.field; });
  const auto loaded = store_->load(asa);
  ASSERT_TRUE(loaded.ok());
  EXPECT_EQ(loaded.value(), file);
}

TEST_P(StoreContract, EveryKindOfActAndSourceComesBack) {
  const notice::Cell cell = support::cell("own", "email");
  Change made = change(asa, 0);
  made.decisions = {decision(consent::Join{}),
                    decision(consent::Grant{cell}),
                    decision(consent::Withdraw{cell}),
                    decision(consent::Object{support::cell("own", "letter")}),
                    decision(consent::Object{PurposeId("analysis")}),
                    decision(consent::LiftObjection{PurposeId("analysis")}),
                    decision(consent::LiftObjection{support::cell("own", "letter")}),
                    decision(consent::Correct{{FieldId("phone"), FieldId("street")}})};
  made.decisions[1].way = consent::Way::agent;
  made.decisions[1].actor = "agent:Lena Öberg";
  made.decisions[2].way = consent::Way::one_click;
  made.decisions[3].way = consent::Way::import;
  made.decisions[4].text_sha256.clear();
  made.records = {{FieldId("a"), "1", member::Source::member, noon},
                  {FieldId("b"), "2", member::Source::till, later(noon, 1)},
                  {FieldId("c"), "3", member::Source::website, later(noon, 999)},
                  {FieldId("d"), "4", member::Source::club, Instant{0}}};
  made.interactions = {
      {"1", noon, member::InteractionKind::visit, "/sova", TopicId("sleep"),
       member::Source::website},
      {"2", noon, member::InteractionKind::open, "Vår", TopicId(), member::Source::website},
      {"3", noon, member::InteractionKind::click, "", TopicId(), member::Source::website},
      {"4", noon, member::InteractionKind::redemption, "K-7", TopicId(), member::Source::till}};
  made.receipts = {receipt("online", noon)};
  made.receipts[0].source = member::Source::website;
  made.receipts[0].store.clear();
  ASSERT_EQ(said(store_->commit(made)), "1");

  const auto loaded = store_->load(asa).value();
  EXPECT_EQ(loaded.decisions, made.decisions);
  EXPECT_EQ(loaded.holdings.records, made.records);
  EXPECT_EQ(loaded.holdings.interactions, made.interactions);
  EXPECT_EQ(loaded.holdings.receipts, made.receipts);
}

TEST_P(StoreContract, TextOfEveryScriptComesBackByteForByte) {
  const std::string texts[] = {"Åsa Öström-Ängström",
                               "محمد علي",
                               "🧵🛏️ 👩‍👩‍👧",
                               "e\u0301 is not é",
                               "\"quoted\" 'and' \\ and\ttab\nline",
                               "'; DROP TABLE member; --",
                               ""};
  std::int64_t revision = 0;
  for (const std::string& text : texts) {
    ASSERT_TRUE(store_->commit(with_record(asa, revision++, "given_name", text)).ok());
    EXPECT_EQ(member::value_of(store_->load(asa).value().holdings, FieldId("given_name")), text);
  }
}

TEST_P(StoreContract, TheLargestAndSmallestAmountsComeBack) {
  Change made = change(asa, 0);
  made.receipts = {receipt("r", noon)};
  made.receipts[0].lines = {{"a", TopicId(), 9007199254740991, {9007199254740991}},
                            {"b", TopicId(), -9007199254740991, {-9007199254740991}}};
  ASSERT_EQ(said(store_->commit(made)), "1");
  EXPECT_EQ(store_->load(asa).value().holdings.receipts, made.receipts);
}

TEST_P(StoreContract, ReceiptsAndInteractionsComeByTimeThenByNumber) {
  Change made = change(asa, 0);
  made.receipts = {receipt("3", later(noon, 5)), receipt("2", noon), receipt("10", noon)};
  made.interactions = {{"z", later(noon, -5), member::InteractionKind::visit, "", TopicId()},
                       {"b", noon, member::InteractionKind::visit, "", TopicId()},
                       {"a", noon, member::InteractionKind::visit, "", TopicId()}};
  ASSERT_EQ(said(store_->commit(made)), "1");

  const auto holdings = store_->load(asa).value().holdings;
  ASSERT_EQ(holdings.receipts.size(), 3U);
  EXPECT_EQ(holdings.receipts[0].number, "10");
  EXPECT_EQ(holdings.receipts[1].number, "2");
  EXPECT_EQ(holdings.receipts[2].number, "3");
  ASSERT_EQ(holdings.interactions.size(), 3U);
  EXPECT_EQ(holdings.interactions[0].number, "z");
  EXPECT_EQ(holdings.interactions[1].number, "a");
  EXPECT_EQ(holdings.interactions[2].number, "b");
}

TEST_P(StoreContract, WhatIsInAPlaceIsReplacedAndDecisionsAreAdded) {
  Change first = with_record(asa, 0, "phone", "+46701234567");
  first.receipts = {receipt("1", noon)};
  first.decisions = {decision(consent::Join{})};
  ASSERT_EQ(said(store_->commit(first)), "1");

  Change second = with_record(asa, 1, "phone", "+46707654321");
  second.receipts = {receipt("1", later(noon, 1000))};
  second.decisions = {decision(consent::Withdraw{support::cell("own", "email")})};
  ASSERT_EQ(said(store_->commit(second)), "2");

  const auto file = store_->load(asa).value();
  EXPECT_EQ(file.revision, 2);
  EXPECT_EQ(file.holdings.records, second.records);
  EXPECT_EQ(file.holdings.receipts, second.receipts);
  ASSERT_EQ(file.decisions.size(), 2U);
  EXPECT_EQ(file.decisions[0], first.decisions[0]);
  EXPECT_EQ(file.decisions[1], second.decisions[0]);
}

TEST_P(StoreContract, RemovedFieldsAreEmptyAndTheOthersStay) {
  Change first = with_record(asa, 0, "phone", "+46701234567");
  first.records.push_back(record("street", "Storgatan 1"));
  ASSERT_EQ(said(store_->commit(first)), "1");

  Change second = change(asa, 1);
  second.removed = {FieldId("phone"), FieldId("never_there")};
  ASSERT_EQ(said(store_->commit(second)), "2");
  EXPECT_EQ(store_->load(asa).value().holdings.records,
            std::vector<member::Record>{record("street", "Storgatan 1")});

  // Removed first, put after: the field ends with the new value.
  Change third = with_record(asa, 2, "street", "Lillgatan 2");
  third.removed = {FieldId("street")};
  ASSERT_EQ(said(store_->commit(third)), "3");
  EXPECT_EQ(member::value_of(store_->load(asa).value().holdings, FieldId("street")), "Lillgatan 2");
}

TEST_P(StoreContract, OneMembersChangeTouchesNobodyElse) {
  ASSERT_EQ(said(store_->commit(with_record(asa, 0, "given_name", "Åsa"))), "1");
  ASSERT_EQ(said(store_->commit(with_record(bo, 0, "given_name", "Bo"))), "1");
  const auto before = store_->load(bo).value();

  Change made = change(asa, 1);
  made.removed = {FieldId("given_name")};
  made.receipts = {receipt("1", noon)};
  ASSERT_EQ(said(store_->commit(made)), "2");
  EXPECT_EQ(store_->load(bo).value(), before);
}

// ---- revisions

TEST_P(StoreContract, AChangeBasedOnAnOldFileIsRefusedAndLeavesNothing) {
  ASSERT_EQ(said(store_->commit(with_record(asa, 0, "given_name", "Åsa"))), "1");
  ASSERT_EQ(said(store_->commit(with_record(asa, 1, "given_name", "Åse"))), "2");
  const auto before = store_->load(asa).value();

  for (const std::int64_t old : {0, 1, 3}) {
    Change made = with_record(asa, old, "given_name", "Late");
    made.decisions = {decision(consent::Join{})};
    made.receipts = {receipt("1", noon)};
    EXPECT_EQ(said(store_->commit(made)), "changed_meanwhile");
  }
  EXPECT_EQ(store_->load(asa).value(), before);
}

TEST_P(StoreContract, AChangeOfNobodyIsRefused) {
  EXPECT_EQ(said(store_->commit(with_record(asa, 1, "given_name", "Åsa"))), "no_such_member");
  EXPECT_EQ(said(store_->commit(with_record(asa, whatever_stands, "given_name", "Åsa"))),
            "no_such_member");
  EXPECT_EQ(store_->count_members().value(), 0);
}

TEST_P(StoreContract, WhatIsRightOnEveryFileBuildsOnWhateverStands) {
  ASSERT_EQ(said(store_->commit(change(asa, 0))), "1");
  Change made = change(asa, whatever_stands);
  made.receipts = {receipt("1", noon)};
  EXPECT_EQ(said(store_->commit(made)), "2");
  EXPECT_EQ(said(store_->commit(made)), "3");
  EXPECT_EQ(store_->load(asa).value().holdings.receipts.size(), 1U);
}

TEST_P(StoreContract, AChangeWithNothingInItLeavesTheRevisionAlone) {
  ASSERT_EQ(said(store_->commit(change(asa, 0))), "1");
  EXPECT_EQ(said(store_->commit(change(asa, 1))), "1");
  EXPECT_EQ(store_->load(asa).value().revision, 1);
}

TEST_P(StoreContract, OfTwoWritersThatRaceOneIsTold) {
  ASSERT_EQ(said(store_->commit(change(asa, 0))), "1");
  for (std::int64_t revision = 1; revision <= 50; ++revision) {
    std::atomic<int> written = 0;
    std::atomic<int> told = 0;
    const auto write = [&](const char* value) {
      const auto answer = store_->commit(with_record(asa, revision, "given_name", value));
      if (answer.ok()) {
        ++written;
      } else if (answer.reason() == StoreFault::changed_meanwhile) {
        ++told;
      }
    };
    std::thread one(write, "one");
    std::thread other(write, "other");
    one.join();
    other.join();
    ASSERT_EQ(written, 1);
    ASSERT_EQ(told, 1);
  }
  EXPECT_EQ(store_->load(asa).value().revision, 51);
}

TEST_P(StoreContract, ManyWritersWhoLoadAgainWhenToldLoseNothing) {
  ASSERT_EQ(said(store_->commit(change(asa, 0))), "1");
  constexpr int writers = 8;
  constexpr int each = 20;
  std::atomic<bool> failed = false;
  std::vector<std::thread> threads;
  for (int writer = 0; writer < writers; ++writer) {
    threads.emplace_back([&, writer] {
      for (int n = 0; n < each && !failed;) {
        Change made = change(asa, store_->load(asa).value().revision);
        made.receipts = {receipt(std::to_string(writer) + "-" + std::to_string(n), noon)};
        made.decisions = {decision(consent::Correct{{FieldId("phone")}})};
        const auto answer = store_->commit(made);
        if (answer.ok()) ++n;
        if (!answer.ok() && answer.reason() != StoreFault::changed_meanwhile) failed = true;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  ASSERT_FALSE(failed);
  const auto file = store_->load(asa).value();
  EXPECT_EQ(file.revision, 1 + writers * each);
  EXPECT_EQ(file.holdings.receipts.size(), std::size_t{writers * each});
  EXPECT_EQ(file.decisions.size(), std::size_t{writers * each});
}

TEST_P(StoreContract, AReaderNeverSeesHalfACommit) {
  ASSERT_EQ(said(store_->commit(change(asa, 0))), "1");
  std::atomic<bool> ended = false;
  std::thread writer([&] {
    for (std::int64_t n = 1; n <= 100; ++n) {
      Change made = with_record(asa, n, "street", std::to_string(n));
      made.receipts = {receipt(std::to_string(n), noon)};
      made.decisions = {decision(consent::Correct{{FieldId("street")}})};
      if (!store_->commit(made).ok()) break;
    }
    ended = true;
  });
  while (!ended) {
    const auto file = store_->load(asa).value();
    const auto commits = static_cast<std::size_t>(file.revision - 1);
    ASSERT_EQ(file.decisions.size(), commits);
    ASSERT_EQ(file.holdings.receipts.size(), commits);
    if (commits > 0) {
      ASSERT_EQ(member::value_of(file.holdings, FieldId("street")), std::to_string(commits));
    }
  }
  writer.join();
  EXPECT_EQ(store_->load(asa).value().revision, 101);
}

// ---- idempotency

TEST_P(StoreContract, TheSameKeyAndBodyIsCarriedOutOnceAndAnsweredAlike) {
  Change made = with_record(asa, 0, "given_name", "Åsa");
  made.idempotency = key_of("k1", "body");
  EXPECT_EQ(said(store_->earlier_answer(*made.idempotency)), "none");
  ASSERT_EQ(said(store_->commit(made)), "1");

  // Again, with an answer that would have been another one: the first one counts.
  made.idempotency->answer = "second";
  made.based_on = 1;
  EXPECT_EQ(said(store_->commit(made)), "earlier: {\"answer\":\"first\"}");
  made.based_on = 0;
  EXPECT_EQ(said(store_->commit(made)), "earlier: {\"answer\":\"first\"}");
  EXPECT_EQ(said(store_->earlier_answer(*made.idempotency)), "{\"answer\":\"first\"}");
  EXPECT_EQ(store_->load(asa).value().revision, 1);
}

TEST_P(StoreContract, TheSameKeyWithAnotherBodyIsRefused) {
  Change made = with_record(asa, 0, "given_name", "Åsa");
  made.idempotency = key_of("k1", "body");
  ASSERT_EQ(said(store_->commit(made)), "1");

  Change other = with_record(asa, 1, "given_name", "Åse");
  other.idempotency = key_of("k1", "another body");
  EXPECT_EQ(said(store_->commit(other)), "key_used_otherwise");
  EXPECT_EQ(said(store_->earlier_answer(*other.idempotency)), "key_used_otherwise");
  EXPECT_EQ(member::value_of(store_->load(asa).value().holdings, FieldId("given_name")), "Åsa");
}

TEST_P(StoreContract, AKeyBelongsToItsScopeAndRoute) {
  Change made = change(asa, 0);
  made.idempotency = key_of("k1", "body");
  ASSERT_EQ(said(store_->commit(made)), "1");

  Idempotency other = key_of("k1", "another body");
  other.scope = "member:" + bo.text();
  EXPECT_EQ(said(store_->earlier_answer(other)), "none");
  other = key_of("k1", "another body");
  other.route = "PATCH /api/v1/me/details";
  EXPECT_EQ(said(store_->earlier_answer(other)), "none");
}

TEST_P(StoreContract, ARefusedChangeLeavesItsKeyFree) {
  ASSERT_EQ(said(store_->commit(change(asa, 0))), "1");
  Change made = with_record(asa, 0, "given_name", "Åsa");
  made.idempotency = key_of("k1", "body");
  EXPECT_EQ(said(store_->commit(made)), "changed_meanwhile");
  EXPECT_EQ(said(store_->earlier_answer(*made.idempotency)), "none");
  made.based_on = 1;
  EXPECT_EQ(said(store_->commit(made)), "2");
}

TEST_P(StoreContract, AnAnswerToNothingDoneIsKeptToo) {
  ASSERT_EQ(said(store_->commit(change(asa, 0))), "1");
  Change made = change(asa, 1);
  made.idempotency = key_of("k1", "body");
  EXPECT_EQ(said(store_->commit(made)), "1");
  EXPECT_EQ(said(store_->earlier_answer(*made.idempotency)), "{\"answer\":\"first\"}");
}

TEST_P(StoreContract, AKeyIsFreeAgainAfterADayAlsoBeforeItIsSwept) {
  Change made = change(asa, 0);
  made.idempotency = key_of("k1", "body");
  ASSERT_EQ(said(store_->commit(made)), "1");

  Idempotency again = key_of("k1", "body", later(noon, lifetime::idempotency_ms - 1));
  EXPECT_EQ(said(store_->earlier_answer(again)), "{\"answer\":\"first\"}");
  again.at = later(noon, lifetime::idempotency_ms);
  EXPECT_EQ(said(store_->earlier_answer(again)), "none");

  Change next = with_record(asa, 1, "given_name", "Åsa");
  next.idempotency = key_of("k1", "another body", again.at);
  EXPECT_EQ(said(store_->commit(next)), "2");
}

TEST_P(StoreContract, OneKeyFromManyThreadsIsCarriedOutOnce) {
  ASSERT_EQ(said(store_->commit(change(asa, 0))), "1");
  std::atomic<int> carried_out = 0;
  std::atomic<int> answered = 0;
  std::vector<std::thread> threads;
  for (int n = 0; n < 16; ++n) {
    threads.emplace_back([&] {
      Change made = change(asa, whatever_stands);
      made.decisions = {decision(consent::Withdraw{support::cell("own", "email")})};
      made.idempotency = key_of("k1", "body");
      const auto answer = store_->commit(made);
      if (answer.ok()) ++(answer.value().earlier_answer ? answered : carried_out);
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(carried_out, 1);
  EXPECT_EQ(answered, 15);
  EXPECT_EQ(store_->load(asa).value().decisions.size(), 1U);
}

// ---- looking up

TEST_P(StoreContract, AMemberIsFoundByNumberAndByAddress) {
  Change made = with_record(asa, 0, "member_number", "100001");
  made.records.push_back(record("email", "Asa.Lindqvist@example.se"));
  ASSERT_EQ(said(store_->commit(made)), "1");
  EXPECT_EQ(said(store_->find({LookupKind::member_number, "100001"})), asa.text());
  EXPECT_EQ(
      said(store_->find({LookupKind::email, member::email_lookup_key("asa.lindqvist@EXAMPLE.se")})),
      asa.text());
  // A number is not an address.
  EXPECT_EQ(said(store_->find({LookupKind::email, "100001"})), "no_such_member");
}

TEST_P(StoreContract, AChangedAddressIsFoundAndTheOldOneIsFree) {
  ASSERT_EQ(said(store_->commit(with_record(asa, 0, "email", "old@example.se"))), "1");
  ASSERT_EQ(said(store_->commit(with_record(asa, 1, "email", "new@example.se"))), "2");
  EXPECT_EQ(said(store_->find({LookupKind::email, "old@example.se"})), "no_such_member");
  EXPECT_EQ(said(store_->find({LookupKind::email, "new@example.se"})), asa.text());
  EXPECT_EQ(said(store_->commit(with_record(bo, 0, "email", "old@example.se"))), "1");
  EXPECT_EQ(said(store_->find({LookupKind::email, "old@example.se"})), bo.text());
}

TEST_P(StoreContract, ARemovedAddressIsFoundNoLonger) {
  Change made = with_record(asa, 0, "email", "asa@example.se");
  made.records.push_back(record("member_number", "100001"));
  ASSERT_EQ(said(store_->commit(made)), "1");
  Change removal = change(asa, 1);
  removal.removed = {FieldId("email")};
  ASSERT_EQ(said(store_->commit(removal)), "2");
  EXPECT_EQ(said(store_->find({LookupKind::email, "asa@example.se"})), "no_such_member");
  EXPECT_EQ(said(store_->find({LookupKind::member_number, "100001"})), asa.text());
}

TEST_P(StoreContract, AnotherMembersNumberOrAddressIsTaken) {
  Change made = with_record(asa, 0, "email", "asa@example.se");
  made.records.push_back(record("member_number", "100001"));
  ASSERT_EQ(said(store_->commit(made)), "1");
  ASSERT_EQ(said(store_->commit(with_record(bo, 0, "email", "bo@example.se"))), "1");

  Change taking = with_record(bo, 1, "given_name", "Bo");
  taking.records.push_back(record("email", "ASA@example.se"));
  taking.receipts = {receipt("1", noon)};
  taking.idempotency = key_of("k1", "body");
  EXPECT_EQ(said(store_->commit(taking)), "already_taken");
  EXPECT_EQ(said(store_->commit(with_record(bo, 1, "member_number", "100001"))), "already_taken");

  const auto file = store_->load(bo).value();
  EXPECT_EQ(file.revision, 1);
  EXPECT_EQ(file.holdings.records, std::vector{record("email", "bo@example.se")});
  EXPECT_TRUE(file.holdings.receipts.empty());
  EXPECT_EQ(said(store_->earlier_answer(*taking.idempotency)), "none");
  EXPECT_EQ(said(store_->find({LookupKind::email, "asa@example.se"})), asa.text());
  EXPECT_EQ(said(store_->find({LookupKind::email, "bo@example.se"})), bo.text());
}

TEST_P(StoreContract, AMemberMayKeepTheirOwnAddressInOtherLetters) {
  ASSERT_EQ(said(store_->commit(with_record(asa, 0, "email", "asa@example.se"))), "1");
  EXPECT_EQ(said(store_->commit(with_record(asa, 1, "email", "Asa@example.se"))), "2");
  EXPECT_EQ(said(store_->find({LookupKind::email, "asa@example.se"})), asa.text());
}

TEST_P(StoreContract, OneAddressFromManyThreadsGoesToOneMember) {
  std::atomic<int> taken = 0;
  std::atomic<int> got = 0;
  std::vector<std::thread> threads;
  for (int n = 0; n < 16; ++n) {
    threads.emplace_back([&, n] {
      const MemberId id("m" + std::to_string(n));
      const auto answer = store_->commit(with_record(id, 0, "email", "same@example.se"));
      if (answer.ok()) {
        ++got;
      } else if (answer.reason() == StoreFault::already_taken) {
        ++taken;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(got, 1);
  EXPECT_EQ(taken, 15);
  EXPECT_EQ(store_->count_members().value(), 1);
}

// ---- figures

TEST_P(StoreContract, WhatIsWrittenAndWhatWaitsIsCounted) {
  const auto before = store_->figures();
  ASSERT_TRUE(before.ok());
  ASSERT_EQ(said(store_->commit(change(asa, 0))), "1");
  Mail mail;
  mail.to = "asa@example.se";
  mail.at = noon;
  ASSERT_EQ(said(store_->put_mail(mail)), "done");
  const auto after = store_->figures();
  ASSERT_TRUE(after.ok());
  EXPECT_GT(after.value().commits, before.value().commits);
  EXPECT_GT(after.value().changes, before.value().changes);
  EXPECT_EQ(after.value().changes_queued, 0U);
  EXPECT_EQ(after.value().mails, 1U);
}

// ---- erasing

TEST_P(StoreContract, AnErasedMemberIsGoneWithEverythingOfTheirs) {
  Change made = with_record(asa, 0, "email", "asa@example.se");
  made.records.push_back(record("member_number", "100001"));
  made.receipts = {receipt("1", noon)};
  made.decisions = {decision(consent::Join{})};
  made.idempotency = key_of("k1", "body");
  ASSERT_EQ(said(store_->commit(made)), "1");
  ASSERT_TRUE(store_->put_session({"token", asa, noon, noon}).ok());
  const Instant soon = later(noon, 600000);
  ASSERT_TRUE(store_->put_pending({"browser", "right", asa, "Asa@example.se", soon, 5}).ok());
  ASSERT_TRUE(store_->put_mail({0, "asa@EXAMPLE.se", "Kod", "", noon}).ok());

  ASSERT_EQ(said(store_->erase(asa, noon)), "done");
  EXPECT_EQ(store_->load(asa).reason(), StoreFault::no_such_member);
  EXPECT_EQ(store_->count_members().value(), 0);
  EXPECT_EQ(said(store_->find({LookupKind::email, "asa@example.se"})), "no_such_member");
  EXPECT_EQ(said(store_->find({LookupKind::member_number, "100001"})), "no_such_member");
  EXPECT_EQ(said(store_->earlier_answer(*made.idempotency)), "none");
  EXPECT_FALSE(store_->session("token").value());
  EXPECT_EQ(said(store_->pending("browser")), "none");
  EXPECT_TRUE(store_->latest_mail(10).value().empty());
  EXPECT_EQ(said(store_->commit(with_record(asa, 1, "given_name", "Åsa"))), "no_such_member");
}

TEST_P(StoreContract, ErasingOneMemberTouchesNobodyElse) {
  ASSERT_EQ(said(store_->commit(with_record(asa, 0, "email", "asa@example.se"))), "1");
  ASSERT_EQ(said(store_->commit(with_record(bo, 0, "email", "bo@example.se"))), "1");
  ASSERT_TRUE(store_->put_session({"token", bo, noon, noon}).ok());
  ASSERT_TRUE(store_->put_mail({0, "bo@example.se", "Kod", "", noon}).ok());
  const auto before = store_->load(bo).value();

  ASSERT_EQ(said(store_->erase(asa, noon)), "done");
  EXPECT_EQ(store_->load(bo).value(), before);
  EXPECT_EQ(said(store_->find({LookupKind::email, "bo@example.se"})), bo.text());
  EXPECT_TRUE(store_->session("token").value());
  EXPECT_EQ(store_->latest_mail(10).value().size(), 1U);
  // The address is free for another member.
  EXPECT_EQ(said(store_->commit(with_record(MemberId("new"), 0, "email", "asa@example.se"))), "1");
}

TEST_P(StoreContract, WhoeverWasErasedIsRecognisedByNumberAndAddress) {
  Change made = with_record(asa, 0, "email", "Asa@example.se");
  made.records.push_back(record("member_number", "100001"));
  ASSERT_EQ(said(store_->commit(made)), "1");
  const Lookup number{LookupKind::member_number, "100001"};
  const Lookup address{LookupKind::email, "asa@example.se"};
  EXPECT_FALSE(store_->erased_at(number).value());
  EXPECT_FALSE(store_->erased_at(address).value());

  ASSERT_EQ(said(store_->erase(asa, noon)), "done");
  EXPECT_EQ(store_->erased_at(number).value(), noon);
  EXPECT_EQ(store_->erased_at(address).value(), noon);
  EXPECT_FALSE(store_->erased_at({LookupKind::member_number, "100002"}).value());
  // A number is no address.
  EXPECT_FALSE(store_->erased_at({LookupKind::email, "100001"}).value());

  made.member = bo;
  ASSERT_EQ(said(store_->commit(made)), "1");
  ASSERT_EQ(said(store_->erase(bo, later(noon, 1))), "done");
  EXPECT_EQ(store_->erased_at(number).value(), later(noon, 1)) << "the latest time";
}

TEST_P(StoreContract, AReceiptAndAnInteractionAreTakenAwayByTheirNumbers) {
  Change made = with_record(asa, 0, "given_name", "Åsa");
  made.receipts = {receipt("1", noon), receipt("2", noon)};
  made.interactions = {{"1", noon, member::InteractionKind::visit, "", TopicId()},
                       {"2", noon, member::InteractionKind::visit, "", TopicId()}};
  ASSERT_EQ(said(store_->commit(made)), "1");
  Change less = change(asa, 1);
  less.removed_receipts = {"1", "nobody's"};
  less.removed_interactions = {"2"};
  ASSERT_EQ(said(store_->commit(less)), "2");
  const auto left = store_->load(asa).value().holdings;
  ASSERT_EQ(left.receipts.size(), 1U);
  EXPECT_EQ(left.receipts[0].number, "2");
  ASSERT_EQ(left.interactions.size(), 1U);
  EXPECT_EQ(left.interactions[0].number, "1");
  EXPECT_EQ(left.records.size(), 1U);
}

TEST_P(StoreContract, ErasingNobodyIsSaid) {
  EXPECT_EQ(said(store_->erase(asa, noon)), "no_such_member");
  ASSERT_EQ(said(store_->commit(change(asa, 0))), "1");
  EXPECT_EQ(said(store_->erase(asa, noon)), "done");
  EXPECT_EQ(said(store_->erase(asa, noon)), "no_such_member");
}

TEST_P(StoreContract, WhoeverErasesAndChangesAtOnceNeverHasHalfAMember) {
  for (int round = 0; round < 20; ++round) {
    ASSERT_EQ(said(store_->commit(with_record(asa, 0, "email", "asa@example.se"))), "1");
    std::atomic<bool> odd = false;
    std::thread changing([&] {
      for (int n = 0; n < 10; ++n) {
        const auto answer =
            store_->commit(with_record(asa, whatever_stands, "street", std::to_string(n)));
        if (!answer.ok() && answer.reason() != StoreFault::no_such_member) odd = true;
        const auto file = store_->load(asa);
        if (!file.ok() && file.reason() != StoreFault::no_such_member) odd = true;
      }
    });
    EXPECT_EQ(said(store_->erase(asa, noon)), "done");
    changing.join();
    EXPECT_FALSE(odd);
    EXPECT_EQ(store_->load(asa).reason(), StoreFault::no_such_member);
  }
}

// ---- the ledger

// Where the member's decisions stand in the ledger, as "payload number @ leaf"; or what is wrong with them.
std::vector<std::string> ledger_of(Store& store, const MemberId& member) {
  const auto entries = store.history(member);
  if (!entries.ok()) return {std::string(key(entries.reason()))};
  std::vector<std::string> payloads;
  std::vector<std::string> lines;
  for (const LedgerEntry& entry : entries.value()) {
    payloads.push_back(entry.payload);
    const auto leaf = store.leaves(entry.index, 1).value();
    const bool stands =
        leaf.size() == 1 && leaf[0].commitment == proof::commitment(entry.salt, entry.payload);
    lines.push_back((stands ? "" : "not ") + std::string("committed to by ") +
                    std::to_string(entry.index));
  }
  if (!proof::verify_chain(member, payloads).ok()) lines.emplace_back("no chain");
  return lines;
}

using Lines = std::vector<std::string>;

TEST_P(StoreContract, EveryDecisionIsTheNextOfItsMembersChainAndHasTheNextLeaf) {
  Change made = change(asa, 0);
  made.decisions = {decision(consent::Join{}), decision(consent::Restrict{})};
  made.request = "4d2a";
  ASSERT_EQ(said(store_->commit(made)), "1");
  made.member = bo;
  ASSERT_EQ(said(store_->commit(made)), "1");
  made = change(asa, 1);
  made.decisions = {decision(consent::LiftRestriction{})};
  ASSERT_EQ(said(store_->commit(made)), "2");

  EXPECT_EQ(ledger_of(*store_, asa),
            (Lines{"committed to by 0", "committed to by 1", "committed to by 4"}));
  EXPECT_EQ(ledger_of(*store_, bo), (Lines{"committed to by 2", "committed to by 3"}));
  EXPECT_EQ(store_->ledger().value().leaves, 5U);
  const auto first = proof::decode(store_->history(asa).value()[0].payload);
  EXPECT_EQ(std::get<proof::Decided>(first.value()).request, "4d2a");
  EXPECT_EQ(std::get<proof::Decided>(first.value()).decision, decision(consent::Join{}));
  EXPECT_EQ(ledger_of(*store_, MemberId("nobody")), Lines{"no_such_member"});
}

TEST_P(StoreContract, EqualDecisionsHaveSaltsOfTheirOwn) {
  for (const MemberId& member : {asa, bo}) {
    Change made = change(member, 0);
    made.decisions = {decision(consent::Join{})};
    ASSERT_EQ(said(store_->commit(made)), "1");
  }
  EXPECT_FALSE(store_->history(asa).value()[0].salt == store_->history(bo).value()[0].salt);
}

TEST_P(StoreContract, WhatIsNotCommittedLeavesNoLeaf) {
  Change made = change(asa, 0);
  made.decisions = {decision(consent::Join{})};
  made.records = {record("member_number", "100001")};
  ASSERT_EQ(said(store_->commit(made)), "1");
  EXPECT_EQ(said(store_->commit(made)), "changed_meanwhile");
  Change second = made;
  second.member = bo;  // Decides, and then wants a number that is taken.
  EXPECT_EQ(said(store_->commit(second)), "already_taken");
  Change third = change(MemberId("new"), 0);
  third.decisions = {decision(consent::Join{}), decision(consent::Restrict{})};
  EXPECT_EQ(said(store_->commit_all({third, second})), "already_taken");
  EXPECT_EQ(store_->ledger().value().leaves, 1U);
  EXPECT_EQ(said(store_->commit(third)), "1");
  EXPECT_EQ(ledger_of(*store_, third.member), (Lines{"committed to by 1", "committed to by 2"}));
}

TEST_P(StoreContract, ADecisionWithoutACanonicalFormIsRefusedAndLeavesNothing) {
  consent::Decision before_1970 = decision(consent::Join{});
  before_1970.at = Instant{-1};
  consent::Decision no_hash = decision(consent::Join{});
  no_hash.text_sha256 = "abc";
  consent::Decision no_text = decision(consent::Join{});
  no_text.actor = "import:\xFF";
  for (const consent::Decision& bad : {before_1970, no_hash, no_text}) {
    Change made = change(asa, 0);
    made.records = {record("member_number", "100001")};
    made.decisions = {decision(consent::Join{}), bad};
    EXPECT_EQ(said(store_->commit(made)), "not_provable");
    Change other = change(bo, 0);
    other.decisions = {decision(consent::Join{})};
    EXPECT_EQ(said(store_->commit_all({other, made})), "not_provable");
  }
  EXPECT_EQ(store_->count_members().value(), 0);
  EXPECT_EQ(store_->ledger().value().leaves, 0U);
  EXPECT_EQ(store_->find({LookupKind::member_number, "100001"}).reason(),
            StoreFault::no_such_member);
  Change good = change(asa, 0);
  good.decisions = {decision(consent::Join{})};
  EXPECT_EQ(said(store_->commit(good)), "1");
}

TEST_P(StoreContract, LeavesComeInTheirOrderFromAnyPlace) {
  for (int n = 0; n < 5; ++n) {
    Change made = change(asa, n);
    made.decisions = {decision(consent::Join{})};
    ASSERT_TRUE(store_->commit(made).ok());
  }
  const auto all = store_->leaves(0, 100).value();
  ASSERT_EQ(all.size(), 5U);
  EXPECT_EQ(store_->leaves(2, 2).value(),
            std::vector<LedgerLeaf>(all.begin() + 2, all.begin() + 4));
  EXPECT_TRUE(store_->leaves(5, 100).value().empty());
}

TEST_P(StoreContract, TheTreeGrowsFromWhatStandsAndFromNothingElse) {
  const proof::Hash one = proof::leaf_hash("1");
  const proof::Hash two = proof::leaf_hash("2");
  const proof::TilePlace first{0, 0};
  const proof::TilePlace second{1, 7};
  EXPECT_EQ(store_->ledger().value().checkpoint, "");
  ASSERT_EQ(said(store_->grow_tree({"", {{first, {one}}}, "note 1\n"})), "done");
  EXPECT_EQ(said(store_->grow_tree({"", {{first, {two}}}, "other\n"})), "changed_meanwhile");
  ASSERT_EQ(
      said(store_->grow_tree({"note 1\n", {{first, {one, two}}, {second, {two}}}, "note 2\n"})),
      "done");
  EXPECT_EQ(store_->ledger().value().checkpoint, "note 2\n");
  EXPECT_EQ(store_->tiles({first, second, {0, 1}}).value(),
            (proof::Tiles{{first, {one, two}}, {second, {two}}}));
}

TEST_P(StoreContract, TheLeavesOfAnErasedMemberStayAndSayIt) {
  for (const MemberId& member : {asa, bo}) {
    Change made = change(member, 0);
    made.decisions = {decision(consent::Join{})};
    ASSERT_EQ(said(store_->commit(made)), "1");
  }
  const auto before = store_->leaves(0, 10).value();
  ASSERT_EQ(said(store_->erase(asa, noon)), "done");
  const auto after = store_->leaves(0, 10).value();
  ASSERT_EQ(after.size(), 3U);
  EXPECT_EQ(after[0], (LedgerLeaf{before[0].commitment, true}));
  EXPECT_EQ(after[1], before[1]);
  EXPECT_EQ(ledger_of(*store_, asa), Lines{"no_such_member"});
}

TEST_P(StoreContract, EveryErasureHasALeafThatSaysWhyAndNothingElse) {
  for (const MemberId& member : {asa, bo}) {
    Change made = change(member, 0);
    made.decisions = {decision(consent::Join{})};
    ASSERT_EQ(said(store_->commit(made)), "1");
  }
  Change one_more = change(bo, 1);
  one_more.decisions = {decision(consent::Leave{})};
  ASSERT_EQ(said(store_->commit(one_more)), "2");
  EXPECT_TRUE(store_->erasures(0, 10).value().empty());
  ASSERT_EQ(said(store_->erase(asa, noon, proof::ErasureReason::retention)), "done");
  ASSERT_EQ(said(store_->erase(bo, noon, proof::ErasureReason::left)), "done");
  EXPECT_EQ(said(store_->erase(bo, noon)), "no_such_member");
  const auto erasures = store_->erasures(0, 10).value();
  ASSERT_EQ(erasures.size(), 2U);
  std::vector<proof::Erased> told;
  for (const LedgerEntry& entry : erasures) {
    const auto leaf = store_->leaves(entry.index, 1).value();
    ASSERT_EQ(leaf.size(), 1U);
    EXPECT_EQ(leaf[0], (LedgerLeaf{proof::commitment(entry.salt, entry.payload), false}));
    told.push_back(std::get<proof::Erased>(proof::decode(entry.payload).value()));
  }
  EXPECT_EQ(told[0].decisions, 1U);
  EXPECT_EQ(told[1].decisions, 2U);
  EXPECT_EQ(told[0].reason, proof::ErasureReason::retention);
  EXPECT_EQ(told[1].reason, proof::ErasureReason::left);
  EXPECT_NE(told[0].id, told[1].id);
  EXPECT_EQ(erasures[0].index, 3U);
  EXPECT_EQ(store_->erasures(4, 10).value().size(), 1U);
  EXPECT_EQ(store_->erasures(0, 1).value().size(), 1U);
}

TEST_P(StoreContract, AnErasureThatTheStoreDidNotWriteIsToldApart) {
  Change made = change(asa, 0);
  made.decisions = {decision(consent::Join{})};
  ASSERT_EQ(said(store_->commit(made)), "1");
  ASSERT_EQ(said(store_->erase(asa, noon)), "done");
  LedgerEntry entry = store_->erasures(0, 1).value().at(0);
  EXPECT_TRUE(store_->wrote_erasure(entry));
  auto erased = std::get<proof::Erased>(proof::decode(entry.payload).value());
  erased.decisions = 2;
  entry.payload = proof::encode(erased).value();
  EXPECT_FALSE(store_->wrote_erasure(entry)) << "of one decision more";
  entry.payload = proof::encode(proof::Erased{"0123", erased.reason, 1}).value();
  EXPECT_FALSE(store_->wrote_erasure(entry)) << "of nobody";
}

TEST_P(StoreContract, DecisionsFromManyThreadsHaveOneLeafEach) {
  constexpr int each = 25;
  const std::vector<MemberId> members = {asa, bo, MemberId("third"), MemberId("fourth")};
  std::vector<std::thread> threads;
  for (const MemberId& member : members) {
    threads.emplace_back([&] {
      for (int n = 0; n < each; ++n) {
        Change made = change(member, n);
        made.decisions = {decision(consent::Join{})};
        EXPECT_TRUE(store_->commit(made).ok());
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  std::set<std::uint64_t> taken;
  for (const MemberId& member : members) {
    const auto entries = store_->history(member).value();
    for (const LedgerEntry& entry : entries) taken.insert(entry.index);
    EXPECT_EQ(ledger_of(*store_, member).size(), static_cast<std::size_t>(each));
  }
  EXPECT_EQ(taken.size(), members.size() * each);
  EXPECT_EQ(*taken.rbegin(), members.size() * each - 1);
}

// ---- many at once

TEST_P(StoreContract, ManyChangesAreCarriedOutInOrder) {
  std::vector<Change> changes = {with_record(asa, 0, "email", "one@example.se"),
                                 with_record(asa, 1, "email", "two@example.se"),
                                 with_record(bo, 0, "email", "one@example.se"),
                                 with_record(bo, whatever_stands, "given_name", "Bo")};
  EXPECT_EQ(said(store_->commit_all(changes)), "done");
  EXPECT_EQ(store_->load(asa).value().revision, 2);
  EXPECT_EQ(store_->load(bo).value().revision, 2);
  EXPECT_EQ(said(store_->find({LookupKind::email, "one@example.se"})), bo.text());
  EXPECT_EQ(said(store_->commit_all({})), "done");
}

TEST_P(StoreContract, WhenOneOfManyFailsNoneIsThere) {
  ASSERT_EQ(said(store_->commit(with_record(asa, 0, "email", "asa@example.se"))), "1");
  const auto before = store_->load(asa).value();

  Change first = with_record(bo, 0, "given_name", "Bo");
  first.idempotency = key_of("k1", "body");
  EXPECT_EQ(said(store_->commit_all({first, with_record(asa, 7, "given_name", "Late")})),
            "changed_meanwhile");
  EXPECT_EQ(said(store_->commit_all({with_record(asa, 1, "given_name", "Åsa"),
                                     with_record(bo, 0, "email", "asa@example.se")})),
            "already_taken");
  EXPECT_EQ(said(store_->commit_all({first, with_record(MemberId("m"), 3, "phone", "1")})),
            "no_such_member");

  EXPECT_EQ(store_->count_members().value(), 1);
  EXPECT_EQ(store_->load(asa).value(), before);
  EXPECT_EQ(said(store_->earlier_answer(*first.idempotency)), "none");
  EXPECT_EQ(said(store_->commit(first)), "1");
}

TEST_P(StoreContract, EveryMemberIsVisitedOnceUntilTheVisitorHasSeenEnough) {
  std::vector<Change> changes;
  for (int n = 0; n < 2500; ++n) changes.push_back(change(MemberId("m" + std::to_string(n)), 0));
  ASSERT_EQ(said(store_->commit_all(changes)), "done");
  EXPECT_EQ(store_->count_members().value(), 2500);

  std::vector<MemberId> seen;
  ASSERT_TRUE(store_
                  ->for_each_member([&](const MemberId& id) {
                    seen.push_back(id);
                    return true;
                  })
                  .ok());
  std::sort(seen.begin(), seen.end());
  EXPECT_EQ(std::unique(seen.begin(), seen.end()), seen.end());
  EXPECT_EQ(seen.size(), 2500U);

  int visits = 0;
  ASSERT_TRUE(store_->for_each_member([&](const MemberId&) { return ++visits < 7; }).ok());
  EXPECT_EQ(visits, 7);
}

// By their months, the only fact about a member that stands in clear.
TEST_P(StoreContract, WhoseMonthHasComeIsVisitedAndWhoseIsUnknown) {
  const auto until = [&](Day month) {
    std::vector<MemberId> seen;
    EXPECT_TRUE(store_
                    ->for_each_member_until(month,
                                            [&](const MemberId& id) {
                                              seen.push_back(id);
                                              return true;
                                            })
                    .ok());
    std::sort(seen.begin(), seen.end());
    return seen;
  };
  Change early = change(asa, 0);
  early.keep_until_month = Day{20'000};
  Change late = change(bo, 0);
  late.keep_until_month = Day{20'031};
  const MemberId cia{"cia"};
  ASSERT_EQ(said(store_->commit_all({early, late, change(cia, 0)})), "done");
  EXPECT_EQ(until(Day{19'999}), std::vector{cia});
  EXPECT_EQ(until(Day{20'000}).size(), 2U);
  EXPECT_EQ(until(Day{20'031}).size(), 3U);

  Change later = change(asa, 1);
  later.keep_until_month = Day{20'031};
  ASSERT_EQ(said(store_->commit(later)), "1") << "a month is no news for the member";
  EXPECT_EQ(until(Day{20'000}), std::vector{cia});

  int visits = 0;
  ASSERT_TRUE(
      store_->for_each_member_until(Day{30'000}, [&](const MemberId&) { return ++visits < 2; })
          .ok());
  EXPECT_EQ(visits, 2);
}

TEST_P(StoreContract, AVisitorMayLoadAndChangeWhomTheyVisit) {
  ASSERT_EQ(said(store_->commit(change(asa, 0))), "1");
  ASSERT_EQ(said(store_->commit(change(bo, 0))), "1");
  ASSERT_TRUE(
      store_
          ->for_each_member([&](const MemberId& id) {
            const auto file = store_->load(id);
            return file.ok() &&
                   store_->commit(with_record(id, file.value().revision, "given_name", "X")).ok();
          })
          .ok());
  EXPECT_EQ(store_->load(asa).value().revision, 2);
  EXPECT_EQ(store_->load(bo).value().revision, 2);
}

// ---- what is left of an erased member

// L22; NIX-nämnden 21-115.
TEST_P(StoreContract, TheNoOfAnErasedMemberIsRemembered) {
  consent::MemberFile said_no = support::joined_member();
  support::decided(said_no, consent::Withdraw{support::cell("own", "email")}, "2026-03-01");
  said_no.decisions.back().text_sha256 = support::text_hash("no");
  said_no.id = asa;
  ASSERT_EQ(said(store_->commit(of_file(said_no))), "1");
  ASSERT_EQ(said(store_->commit(with_record(bo, 0, "member_number", "100002"))), "1");
  EXPECT_FALSE(store_->said_no_before({LookupKind::member_number, "100001"}).value());
  ASSERT_EQ(said(store_->erase(asa, noon)), "done");
  ASSERT_EQ(said(store_->erase(bo, noon)), "done");
  EXPECT_TRUE(store_->said_no_before({LookupKind::member_number, "100001"}).value());
  EXPECT_TRUE(store_->said_no_before({LookupKind::email, "asa.lindqvist@example.se"}).value());
  EXPECT_FALSE(store_->said_no_before({LookupKind::member_number, "100002"}).value());
}

TEST_P(StoreContract, TheNoOfAnErasedMemberIsRememberedByPhoneAndAddressToo) {
  const auto fill_in = [](consent::MemberFile& file, const std::string& number,
                          const char* street) {
    for (const auto& [field, value] :
         {std::pair{"member_number", number.c_str()}, std::pair{"email", ""},
          std::pair{"phone", number.c_str()}, std::pair{"street", street},
          std::pair{"postcode", "753 28"}}) {
      member::put(file.holdings, record(field, value));
    }
    std::erase_if(file.holdings.records, [](const auto& one) { return one.value.empty(); });
  };
  consent::MemberFile said_no = support::joined_member();
  support::decided(said_no, consent::Object{PurposeId("offers")}, "2026-03-01");
  said_no.decisions.back().text_sha256 = support::text_hash("no");
  said_no.id = asa;
  fill_in(said_no, "+46701234567", "Björkgatan 5 B");
  consent::MemberFile no_no = support::joined_member();
  no_no.id = bo;
  fill_in(no_no, "+46707654321", "Ekvägen 1");
  for (const auto& file : {said_no, no_no}) ASSERT_EQ(said(store_->commit(of_file(file))), "1");
  const Reached phone{ReachedBy::phone, "+46701234567"};
  const Reached address{ReachedBy::address, member::address_lookup_key("BJÖRKGATAN 5B", "75328")};
  EXPECT_FALSE(store_->said_no_before(phone).value()) << "they are a member";
  ASSERT_EQ(said(store_->erase(asa, noon)), "done");
  ASSERT_EQ(said(store_->erase(bo, noon)), "done");
  EXPECT_TRUE(store_->said_no_before(phone).value());
  EXPECT_TRUE(store_->said_no_before(address).value());
  EXPECT_FALSE(store_->said_no_before(Reached{ReachedBy::phone, "+46707654321"}).value());
  const Reached other{ReachedBy::address, member::address_lookup_key("Ekvägen 1", "753 28")};
  EXPECT_FALSE(store_->said_no_before(other).value()) << "they had said no to nothing";
  ASSERT_EQ(said(store_->forget_erased(later(noon, 1))), "done");
  EXPECT_FALSE(store_->said_no_before(phone).value());
  EXPECT_FALSE(store_->said_no_before(address).value());
}

TEST_P(StoreContract, NobodyIsRecognisedOnceTheirTimeIsOver) {
  ASSERT_EQ(said(store_->commit(with_record(asa, 0, "member_number", "100001"))), "1");
  ASSERT_EQ(said(store_->commit(with_record(bo, 0, "member_number", "100002"))), "1");
  ASSERT_EQ(said(store_->erase(asa, noon)), "done");
  ASSERT_EQ(said(store_->erase(bo, Instant{noon.utc_ms + 1})), "done");
  ASSERT_EQ(said(store_->forget_erased(Instant{noon.utc_ms + 1})), "done");
  EXPECT_FALSE(store_->erased_at({LookupKind::member_number, "100001"}).value());
  EXPECT_TRUE(store_->erased_at({LookupKind::member_number, "100002"}).value());
  ASSERT_EQ(said(store_->forget_erased(noon)), "done") << "nobody is left from before";
}

// ---- telling of an erasure

constexpr auto asked = proof::ErasureReason::asked;

Mail mail_to(const char* to, Instant at) {
  Mail mail;
  mail.to = to;
  mail.subject = "Soon gone";
  mail.body = "After 28 November all is gone.";
  mail.at = at;
  return mail;
}

TEST_P(StoreContract, AMemberIsToldAndThatIsRememberedInOne) {
  ASSERT_EQ(said(store_->commit(change(asa, 0))), "1");
  EXPECT_EQ(store_->told_before_erasure(asa).value(), std::nullopt);
  Change told = change(asa, 1);
  told.told = ToldBeforeErasure{Day{21'516}, mail_to("asa@example.se", noon)};
  EXPECT_EQ(said(store_->commit(told)), "1") << "it is no news for the member";
  EXPECT_EQ(store_->told_before_erasure(asa).value(), Day{21'516});
  ASSERT_EQ(store_->latest_mail(10).value().size(), 1U);
  EXPECT_EQ(store_->latest_mail(10).value()[0].to, "asa@example.se");
  told.based_on = 7;
  EXPECT_EQ(said(store_->commit(told)), "changed_meanwhile");
  EXPECT_EQ(store_->latest_mail(10).value().size(), 1U);
  EXPECT_EQ(store_->told_before_erasure(bo).reason(), StoreFault::no_such_member);
}

TEST_P(StoreContract, NoticesOfAnErasureWaitUntilTheyAreDelivered) {
  ASSERT_EQ(said(store_->commit(change(asa, 0))), "1");
  ASSERT_EQ(
      said(store_->erase(asa, noon, asked,
                         {mail_to("printer@example.se", noon), mail_to("b@example.se", noon)})),
      "done");
  const auto waiting = store_->notices_of_erasure(10).value();
  ASSERT_EQ(waiting.size(), 2U);
  EXPECT_EQ(waiting[0].to, "printer@example.se");
  EXPECT_EQ(waiting[0].body, "After 28 November all is gone.");
  EXPECT_EQ(waiting[0].at, noon);
  EXPECT_NE(waiting[0].name, waiting[1].name);
  EXPECT_EQ(store_->notices_of_erasure(1).value().size(), 1U);
  EXPECT_TRUE(store_->latest_mail(10).value().empty()) << "they are no member's mail";

  ASSERT_EQ(said(store_->notice_delivered(waiting[0].number)), "done");
  ASSERT_EQ(said(store_->notice_delivered(waiting[0].number)), "done");
  ASSERT_EQ(store_->notices_of_erasure(10).value().size(), 1U);
  EXPECT_EQ(store_->notices_of_erasure(10).value()[0].to, "b@example.se");
}

TEST_P(StoreContract, NoticesOfAnErasureAreGoneAfterSevenDays) {
  ASSERT_EQ(said(store_->commit(change(asa, 0))), "1");
  ASSERT_EQ(said(store_->erase(asa, noon, asked, {mail_to("printer@example.se", noon)})), "done");
  ASSERT_EQ(said(store_->sweep(Instant{noon.utc_ms + lifetime::notice_ms - 1})), "done");
  EXPECT_EQ(store_->notices_of_erasure(10).value().size(), 1U);
  ASSERT_EQ(said(store_->sweep(Instant{noon.utc_ms + lifetime::notice_ms})), "done");
  EXPECT_TRUE(store_->notices_of_erasure(10).value().empty());
}

TEST_P(StoreContract, NobodyIsToldOfAnErasureThatIsRefused) {
  EXPECT_EQ(said(store_->erase(asa, noon, asked, {mail_to("printer@example.se", noon)})),
            "no_such_member");
  EXPECT_TRUE(store_->notices_of_erasure(10).value().empty());
}

TEST_P(StoreContract, EveryFileIsReadOnceAsItWasWhenTheReadingBegan) {
  const Change whole = of_file(support::joined_member());
  for (const MemberId& id : {asa, bo}) {
    Change made = whole;
    made.member = id;
    if (id == bo) made.records.clear();
    ASSERT_EQ(said(store_->commit(made)), "1");
  }
  std::vector<consent::MemberFile> read;
  const auto answer = store_->for_each_file([&](const auto& file) {
    EXPECT_TRUE(file.ok());
    if (!file.ok()) return false;
    // Everyone says no, and somebody comes, while the reading is under way.
    for (const MemberId& id : {asa, bo}) {
      Change no = change(id, whatever_stands);
      no.decisions = {decision(consent::Withdraw{support::cell("own", "email")})};
      EXPECT_TRUE(store_->commit(no).ok());
    }
    EXPECT_TRUE(store_->commit(change(MemberId("late" + std::to_string(read.size())), 0)).ok());
    read.push_back(file.value());
    return true;
  });
  EXPECT_EQ(said(answer), "done");
  ASSERT_EQ(read.size(), 2U);
  std::sort(read.begin(), read.end(), [](const auto& a, const auto& b) { return a.id < b.id; });
  EXPECT_EQ(read[0].id, asa);
  EXPECT_EQ(read[0].revision, 1);
  EXPECT_EQ(read[0].holdings, store_->load(asa).value().holdings);
  EXPECT_EQ(read[0].decisions, whole.decisions);
  EXPECT_EQ(read[1].id, bo);
  EXPECT_EQ(read[1].decisions, whole.decisions);
}

TEST_P(StoreContract, AReadingOfAllFilesEndsWhenTheVisitorHasEnough) {
  for (int n = 0; n < 1200; ++n) {
    ASSERT_TRUE(store_->commit(change(MemberId("m" + std::to_string(n)), 0)).ok());
  }
  int visits = 0;
  EXPECT_EQ(said(store_->for_each_file([&](const auto&) { return ++visits < 7; })), "done");
  EXPECT_EQ(visits, 7);
  visits = 0;
  EXPECT_EQ(said(store_->for_each_file([&](const auto&) { return ++visits > 0; })), "done");
  EXPECT_EQ(visits, 1200) << "More than one page of ids.";
}

TEST_P(StoreContract, WhoIsErasedWhileAllFilesAreReadIsNoFault) {
  ASSERT_EQ(said(store_->commit(with_record(asa, 0, "given_name", "A"))), "1");
  ASSERT_EQ(said(store_->commit(with_record(bo, 0, "given_name", "B"))), "1");
  int faults = 0;
  int visits = 0;
  const auto answer = store_->for_each_file([&](const auto& file) {
    if (!file.ok()) ++faults;
    if (++visits == 1) {
      EXPECT_EQ(said(store_->erase(file.value().id == asa ? bo : asa, noon)), "done");
    }
    return true;
  });
  EXPECT_EQ(said(answer), "done");
  EXPECT_EQ(faults, 0);
}

// ---- signing in

PendingSignIn sign_in(int tries = 5) {
  return {"browser", "right", asa, "asa@example.se", later(noon, 600000), tries};
}

TEST_P(StoreContract, ACodeIsRedeemedOnceByItsBrowser) {
  ASSERT_TRUE(store_->put_pending(sign_in()).ok());
  EXPECT_EQ(said(store_->redeem("another browser", "right", noon)), "none");
  const auto redeemed = store_->redeem("browser", "right", noon);
  ASSERT_TRUE(redeemed.ok() && redeemed.value());
  EXPECT_EQ(redeemed.value()->member, asa);
  EXPECT_EQ(redeemed.value()->email, "asa@example.se");
  EXPECT_EQ(said(store_->redeem("browser", "right", noon)), "none");
  EXPECT_EQ(said(store_->pending("browser")), "none");
}

TEST_P(StoreContract, WhatIsPendingIsShownAsItIs) {
  PendingSignIn decoy = sign_in(3);
  decoy.member = std::nullopt;
  ASSERT_TRUE(store_->put_pending(decoy).ok());
  const auto pending = store_->pending("browser");
  ASSERT_TRUE(pending.ok() && pending.value());
  EXPECT_EQ(pending.value()->browser_sha256, "browser");
  EXPECT_EQ(pending.value()->code_sha256, "right");
  EXPECT_EQ(pending.value()->member, std::nullopt);
  EXPECT_EQ(pending.value()->email, "asa@example.se");
  EXPECT_EQ(pending.value()->expires, decoy.expires);
  EXPECT_EQ(pending.value()->tries_left, 3);
  EXPECT_EQ(said(store_->pending("another")), "none");
}

TEST_P(StoreContract, AWrongCodeTakesATryAndTheTriesRunOut) {
  ASSERT_TRUE(store_->put_pending(sign_in(3)).ok());
  for (const int left : {2, 1, 0, 0}) {
    EXPECT_EQ(said(store_->redeem("browser", "wrong", noon)), "none");
    EXPECT_EQ(store_->pending("browser").value()->tries_left, left);
  }
  EXPECT_EQ(said(store_->redeem("browser", "right", noon)), "none");
}

TEST_P(StoreContract, TheLastTryMayBeTheRightOne) {
  ASSERT_TRUE(store_->put_pending(sign_in(2)).ok());
  EXPECT_EQ(said(store_->redeem("browser", "wrong", noon)), "none");
  EXPECT_EQ(said(store_->redeem("browser", "right", noon)), "asa@example.se");
}

TEST_P(StoreContract, ACodeIsOverWhenItsTimeIs) {
  ASSERT_TRUE(store_->put_pending(sign_in()).ok());
  EXPECT_EQ(said(store_->redeem("browser", "right", sign_in().expires)), "none");
  EXPECT_EQ(store_->pending("browser").value()->tries_left, 5);
  EXPECT_EQ(said(store_->redeem("browser", "right", later(sign_in().expires, -1))),
            "asa@example.se");
}

TEST_P(StoreContract, ANewCodeTakesThePlaceOfTheOldOne) {
  ASSERT_TRUE(store_->put_pending(sign_in()).ok());
  PendingSignIn next = sign_in();
  next.code_sha256 = "next";
  ASSERT_TRUE(store_->put_pending(next).ok());
  EXPECT_EQ(said(store_->redeem("browser", "right", noon)), "none");
  EXPECT_EQ(said(store_->redeem("browser", "next", noon)), "asa@example.se");
}

TEST_P(StoreContract, OneCodeFrom32ThreadsSignsInOnce) {
  for (int round = 0; round < 10; ++round) {
    ASSERT_TRUE(store_->put_pending(sign_in()).ok());
    std::atomic<int> signed_in = 0;
    std::vector<std::thread> threads;
    for (int n = 0; n < 32; ++n) {
      threads.emplace_back([&] {
        const auto answer = store_->redeem("browser", "right", noon);
        if (answer.ok() && answer.value()) ++signed_in;
      });
    }
    for (std::thread& thread : threads) thread.join();
    ASSERT_EQ(signed_in, 1);
  }
}

TEST_P(StoreContract, GuessesFromManyThreadsCannotTakeMoreThanTheTries) {
  ASSERT_TRUE(store_->put_pending(sign_in(5)).ok());
  std::vector<std::thread> threads;
  for (int n = 0; n < 32; ++n) {
    threads.emplace_back([&] { static_cast<void>(store_->redeem("browser", "wrong", noon).ok()); });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(store_->pending("browser").value()->tries_left, 0);
  EXPECT_EQ(said(store_->redeem("browser", "right", noon)), "none");
}

TEST_P(StoreContract, ASessionIsThereUntilItEnds) {
  ASSERT_TRUE(store_->put_session({"token", asa, noon, noon}).ok());
  ASSERT_TRUE(store_->touch_session("token", later(noon, 5)).ok());
  const auto session = store_->session("token");
  ASSERT_TRUE(session.ok() && session.value());
  EXPECT_EQ(session.value()->token_sha256, "token");
  EXPECT_EQ(session.value()->member, asa);
  EXPECT_EQ(session.value()->started, noon);
  EXPECT_EQ(session.value()->last_seen, later(noon, 5));

  ASSERT_TRUE(store_->end_session("token").ok());
  EXPECT_FALSE(store_->session("token").value());
  EXPECT_EQ(said(store_->touch_session("token", noon)), "done");
  EXPECT_EQ(said(store_->end_session("token")), "done");
  EXPECT_FALSE(store_->session("token").value());
}

// ---- mail and settings

TEST_P(StoreContract, MailIsNumberedAndComesNewestFirst) {
  EXPECT_TRUE(store_->latest_mail(10).value().empty());
  for (const char* subject : {"Första", "Andra", "Tredje"}) {
    ASSERT_TRUE(store_->put_mail({77, "asa@example.se", subject, "Hej!\nKod: 7K3M", noon}).ok());
  }
  const auto two = store_->latest_mail(2).value();
  ASSERT_EQ(two.size(), 2U);
  EXPECT_EQ(two[0].subject, "Tredje");
  EXPECT_EQ(two[1].subject, "Andra");
  EXPECT_GT(two[0].number, two[1].number);
  EXPECT_EQ(two[0].to, "asa@example.se");
  EXPECT_EQ(two[0].body, "Hej!\nKod: 7K3M");
  EXPECT_EQ(two[0].at, noon);
  EXPECT_EQ(store_->latest_mail(static_cast<std::size_t>(-1)).value().size(), 3U);
  EXPECT_TRUE(store_->latest_mail(0).value().empty());
}

TEST_P(StoreContract, MailWaitsOldestFirstUntilItIsEnded) {
  for (const char* subject : {"Första", "Andra", "Tredje"}) {
    ASSERT_TRUE(store_->put_mail({0, "asa@example.se", subject, "", noon}).ok());
  }
  const auto all = store_->waiting_mail(0, 10).value();
  ASSERT_EQ(all.size(), 3U);
  EXPECT_EQ(all[0].subject, "Första");
  ASSERT_EQ(said(store_->end_mail(all[0].number)), "done");
  EXPECT_EQ(said(store_->end_mail(all[0].number)), "done") << "as often as one likes";
  const auto one = store_->waiting_mail(0, 1).value();
  ASSERT_EQ(one.size(), 1U);
  EXPECT_EQ(one[0].subject, "Andra");
  const auto after = store_->waiting_mail(one[0].number, 10).value();
  ASSERT_EQ(after.size(), 1U);
  EXPECT_EQ(after[0].subject, "Tredje");
}

TEST_P(StoreContract, AMailKeepsItsNameItsLanguageAndItsEnd) {
  Mail mail{0, "asa@example.se", "Kod", "", noon, Language("sv"), later(noon, 600000)};
  ASSERT_TRUE(store_->put_mail(mail).ok());
  ASSERT_TRUE(store_->put_mail({0, "asa@example.se", "Kod", "", noon}).ok());
  const auto waiting = store_->waiting_mail(0, 10).value();
  ASSERT_EQ(waiting.size(), 2U);
  EXPECT_EQ(waiting[0].language, Language("sv"));
  EXPECT_EQ(waiting[0].until, later(noon, 600000));
  EXPECT_EQ(waiting[1].until, std::nullopt);
  EXPECT_FALSE(waiting[0].name.empty());
  EXPECT_NE(waiting[0].name, waiting[1].name);
  EXPECT_EQ(waiting[0].name, store_->latest_mail(2).value()[1].name) << "at every reading";
}

TEST_P(StoreContract, ALinkOpensForItsPurposeAndForNoOther) {
  const std::string text("Åsa\n\0 1", 8);
  const std::string link = store_->seal_link("stop", text);
  EXPECT_EQ(
      link.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"),
      std::string::npos);
  EXPECT_EQ(store_->open_link("stop", link), text);
  EXPECT_EQ(store_->open_link("undo", link), std::nullopt);
  EXPECT_NE(store_->seal_link("stop", text), link) << "two of them do not tell that they are alike";
}

TEST_P(StoreContract, ALinkThatNobodySealedDoesNotOpen) {
  const std::string link = store_->seal_link("stop", "text");
  for (std::size_t at = 0; at < link.size(); ++at) {
    std::string changed = link;
    changed[at] = changed[at] == 'A' ? 'B' : 'A';
    EXPECT_EQ(store_->open_link("stop", changed), std::nullopt) << at;
  }
  for (const std::string& other :
       {std::string(), link.substr(1), link + "A", link + "=", std::string(100000, 'A')}) {
    EXPECT_EQ(store_->open_link("stop", other), std::nullopt);
  }
}

TEST_P(StoreContract, ASettingIsWhatWasPutLast) {
  EXPECT_EQ(said(store_->setting("demo")), "none");
  ASSERT_TRUE(store_->put_setting("demo", "1").ok());
  ASSERT_TRUE(store_->put_setting("demo", "ja").ok());
  EXPECT_EQ(said(store_->setting("demo")), "ja");
  EXPECT_EQ(said(store_->setting("other")), "none");
}

TEST_P(StoreContract, SessionsAreListedAndEndedByMember) {
  ASSERT_EQ(said(store_->commit(change(asa, 0))), "1");
  ASSERT_TRUE(store_->put_session({"one", asa, noon, noon}).ok());
  ASSERT_TRUE(store_->put_session({"two", asa, noon, later(noon, 5)}).ok());
  ASSERT_TRUE(store_->put_session({"another's", bo, noon, noon}).ok());
  const auto all = store_->sessions_of(asa);
  ASSERT_TRUE(all.ok());
  ASSERT_EQ(all.value().size(), 2U);
  for (const Session& one : all.value()) EXPECT_EQ(one.member, asa);
  ASSERT_TRUE(store_->end_sessions(asa).ok());
  EXPECT_TRUE(store_->sessions_of(asa).value().empty());
  EXPECT_FALSE(store_->session("one").value());
  EXPECT_FALSE(store_->session("two").value());
  EXPECT_TRUE(store_->session("another's").value());
  EXPECT_TRUE(store_->end_sessions(asa).ok()) << "nobody is signed in, which is what was asked for";
}

// ---- sweeping

TEST_P(StoreContract, TheSweepTakesWhatHasHadItsTimeAndNothingElse) {
  Change made = change(asa, 0);
  made.idempotency = key_of("k1", "body");
  ASSERT_EQ(said(store_->commit(made)), "1");
  ASSERT_TRUE(store_->put_pending(sign_in()).ok());
  ASSERT_TRUE(store_->put_session({"idle", asa, noon, noon}).ok());
  const Instant whole = later(noon, lifetime::session_whole_ms);
  ASSERT_TRUE(store_->put_session({"busy", asa, noon, later(whole, -1)}).ok());
  ASSERT_TRUE(store_->put_mail({0, "asa@example.se", "Kod", "", noon}).ok());

  ASSERT_TRUE(store_->sweep(later(sign_in().expires, -1)).ok());
  EXPECT_TRUE(store_->pending("browser").value());
  ASSERT_TRUE(store_->sweep(sign_in().expires).ok());
  EXPECT_FALSE(store_->pending("browser").value());

  ASSERT_TRUE(store_->sweep(later(noon, lifetime::session_idle_ms - 1)).ok());
  EXPECT_TRUE(store_->session("idle").value());
  ASSERT_TRUE(store_->sweep(later(noon, lifetime::session_idle_ms)).ok());
  EXPECT_FALSE(store_->session("idle").value());
  EXPECT_TRUE(store_->session("busy").value());

  ASSERT_TRUE(store_->sweep(later(noon, lifetime::idempotency_ms - 1)).ok());
  EXPECT_EQ(said(store_->earlier_answer(*made.idempotency)), "{\"answer\":\"first\"}");
  // The outbox was never swept: addresses and codes stayed for good, and anybody could add to it.
  static_assert(lifetime::mail_ms == lifetime::idempotency_ms);
  EXPECT_EQ(store_->latest_mail(10).value().size(), 1U);
  ASSERT_TRUE(store_->sweep(later(noon, lifetime::idempotency_ms)).ok());
  EXPECT_EQ(said(store_->earlier_answer(*made.idempotency)), "none");
  EXPECT_TRUE(store_->latest_mail(10).value().empty());
  ASSERT_TRUE(store_->sweep(whole).ok());
  EXPECT_FALSE(store_->session("busy").value());
  ASSERT_TRUE(store_->put_mail({0, "asa@example.se", "Kod", "", noon}).ok());
  EXPECT_EQ(store_->latest_mail(10).value().at(0).number, 2) << "a number is used once";

  EXPECT_EQ(store_->load(asa).value().revision, 1);
}

INSTANTIATE_TEST_SUITE_P(Every, StoreContract, testing::ValuesIn(keepers()),
                         [](const auto& keeper) { return keeper.param.name; });

}  // namespace
}  // namespace samtycke::server
