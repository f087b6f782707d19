// Opening only the files whose month has begun finds what opening every file finds.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>

#include "core/consent/decide.h"
#include "core/retention/keep_until_month.h"
#include "server/jobs/retention_sweep.h"
#include "tests/support/builders.h"
#include "tests/support/memory_store.h"

namespace samtycke::server {
namespace {

Instant any_moment() {
  return {*rc::gen::inRange<std::int64_t>(1'704'067'200, 1'924'992'000) * 1000};  // 2024 to 2030
}

notice::Notice any_notice(int version) {
  auto notice = support::small_notice();
  notice.version = version;
  notice.retentions[0].years = *rc::gen::inRange(0, 4);
  notice.retentions[0].days_after_objection = *rc::gen::element(0, 1, 30, 400);
  return notice;
}

consent::MemberFile any_member(const std::string& id) {
  consent::MemberFile file = support::small_member();
  file.id = MemberId(id);
  std::erase_if(file.holdings.records, [](const member::Record& one) {
    return lookup_of(one) || *rc::gen::inRange(0, 6) == 0;
  });
  if (*rc::gen::arbitrary<bool>()) file.holdings.receipts.clear();
  for (member::Receipt& receipt : file.holdings.receipts) receipt.at = any_moment();
  const auto says = [&](consent::Act act) {
    consent::Decision decision;
    decision.act = std::move(act);
    decision.at = any_moment();
    decision.text_sha256 = support::text_hash("no");
    file.decisions.push_back(std::move(decision));
  };
  if (*rc::gen::inRange(0, 3) == 0) says(consent::Object{PurposeId{"analysis"}});
  if (*rc::gen::inRange(0, 8) == 0) says(consent::Leave{});
  if (*rc::gen::inRange(0, 8) == 0) says(consent::Restrict{});
  return file;
}

Change put(const consent::MemberFile& file) {
  Change made;
  made.member = file.id;
  made.records = file.holdings.records;
  made.receipts = file.holdings.receipts;
  made.interactions = file.holdings.interactions;
  made.decisions = file.decisions;
  return made;
}

// Due, and how much of it, by opening every file.
std::map<MemberId, retention::Due> by_opening_all(Store& store, const notice::Notice& notice,
                                                  Instant at) {
  std::map<MemberId, retention::Due> found;
  static_cast<void>(store.for_each_member([&](const MemberId& id) {
    if (const auto due = retention::due(store.load(id).value(), notice, at))
      found.emplace(id, *due);
    return true;
  }));
  return found;
}

std::vector<MemberId> members_of(const std::map<MemberId, retention::Due>& found) {
  std::vector<MemberId> members;
  for (const auto& [id, due] : found) members.push_back(id);
  return members;
}

// A month that is written down by the notice in force is never later than what is due.
RC_GTEST_PROP(RetentionSweepProperties, TheMonthsLeaveNobodyOut, ()) {
  const auto notice = any_notice(1);
  MemoryStore store;
  RC_ASSERT(store.put_setting("retention_months_of", "1").ok());
  const int members = *rc::gen::inRange(1, 12);
  std::int64_t later = 0;
  const Instant at = any_moment();
  for (int n = 0; n < members; ++n) {
    const auto file = any_member("m" + std::to_string(n));
    Change made = put(file);
    if (*rc::gen::inRange(0, 5) != 0)
      made.keep_until_month = retention::keep_until_month(file, notice);
    const Day yesterday{local_day(at).since_epoch - 1};
    if (made.keep_until_month && retention::month_of(yesterday) < *made.keep_until_month) ++later;
    RC_ASSERT(store.commit(made).ok());
  }
  const auto survey = survey_retention(store, notice, at);
  RC_ASSERT(survey.ok());
  RC_ASSERT(survey.value().due == members_of(by_opening_all(store, notice, at)));
  RC_ASSERT(survey.value().report.opened == members - later);
  RC_ASSERT(!survey.value().of_everyone);
}

// A new notice may let things go sooner, so its first sweep trusts no month; and the next one can.
RC_GTEST_PROP(RetentionSweepProperties, ANewNoticeLeavesNobodyOut, ()) {
  const auto old_notice = any_notice(1);
  const auto notice = any_notice(2);
  MemoryStore store;
  const int members = *rc::gen::inRange(1, 8);
  for (int n = 0; n < members; ++n) {
    const auto file = any_member("m" + std::to_string(n));
    Change made = put(file);
    made.keep_until_month = retention::keep_until_month(file, old_notice);
    RC_ASSERT(store.commit(made).ok());
  }
  RC_ASSERT(store.put_setting("retention_months_of", "1").ok());
  const Instant first = any_moment();
  const auto survey = survey_retention(store, notice, first);
  RC_ASSERT(survey.ok());
  RC_ASSERT(survey.value().of_everyone);
  RC_ASSERT(survey.value().due == members_of(by_opening_all(store, notice, first)));
  RC_ASSERT(carry_out_retention(store, notice, survey.value(), first).ok());

  const Instant second = any_moment();
  const auto next = survey_retention(store, notice, second);
  RC_ASSERT(next.ok());
  RC_ASSERT(!next.value().of_everyone);
  RC_ASSERT(next.value().due == members_of(by_opening_all(store, notice, second)));
}

}  // namespace
}  // namespace samtycke::server
