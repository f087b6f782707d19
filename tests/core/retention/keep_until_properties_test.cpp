#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>

#include "core/retention/due.h"
#include "core/retention/keep_until.h"
#include "core/retention/keep_until_month.h"
#include "tests/support/builders.h"

namespace samtycke::retention {
namespace {

using consent::MemberFile;

// Both purposes with any fields, and a rule of any kind each.
notice::Notice any_notice() {
  auto notice = support::small_notice();
  notice.retentions.push_back(notice.retentions[0]);
  notice.retentions[1].id = RetentionId{"other"};
  notice.purposes[1].retention = RetentionId{"other"};
  for (notice::Retention& rule : notice.retentions) {
    using notice::ClockStart;
    rule.years = *rc::gen::inRange(0, 6);
    rule.start = *rc::gen::element(ClockStart::latest_purchase, ClockStart::joined);
    rule.otherwise = *rc::gen::element(ClockStart::latest_purchase, ClockStart::joined);
    rule.days_after_objection = *rc::gen::element(0, 1, 30, 400);
  }
  for (notice::Purpose& purpose : notice.purposes) {
    std::erase_if(purpose.fields, [](const FieldId&) { return *rc::gen::inRange(0, 4) == 0; });
  }
  return notice;
}

Instant any_moment() {
  return {*rc::gen::inRange<std::int64_t>(1'704'067'200, 1'924'992'000) * 1000};  // 2024 to 2030
}

consent::Objectable any_target() {
  const PurposeId purpose = *rc::gen::element(PurposeId{"offers"}, PurposeId{"analysis"});
  if (*rc::gen::arbitrary<bool>()) return purpose;
  return consent::CategoryUse{
      purpose, CategoryId{*rc::gen::element<std::string>("identity", "receipts", "demographics",
                                                         "membership", "user_generated")}};
}

void say(MemberFile& file, consent::Act act, Instant at) {
  consent::Decision decision;
  decision.act = std::move(act);
  decision.at = at;
  file.decisions.push_back(std::move(decision));
}

MemberFile any_member() {
  MemberFile file = support::small_member();
  std::erase_if(file.holdings.records,
                [](const member::Record&) { return *rc::gen::inRange(0, 6) == 0; });
  if (*rc::gen::inRange(0, 4) == 0) file.holdings.receipts.clear();
  const int nos = *rc::gen::inRange(0, 4);
  for (int i = 0; i < nos; ++i) say(file, consent::Object{any_target()}, any_moment());
  if (*rc::gen::inRange(0, 8) == 0) say(file, consent::Leave{}, any_moment());
  return file;
}

// What nobody knows a day for stays longest.
bool is_later(const std::optional<KeepUntil>& a, const std::optional<KeepUntil>& b) {
  return b && (!a || b->day < a->day);
}

// What a sweep that goes by the months may leave shut.
RC_GTEST_PROP(KeepUntilProperties, NothingIsDueBeforeItsMonthHasBegun, ()) {
  const auto notice = any_notice();
  const MemberFile file = any_member();
  const Instant at = any_moment();
  const auto month = keep_until_month(file, notice);
  const Day yesterday{local_day(at).since_epoch - 1};
  if (month && !(month_of(yesterday) < *month)) return;
  RC_ASSERT(!due(file, notice, at));
}

RC_GTEST_PROP(KeepUntilProperties, IsNeverLaterThanTheStartAndItsYears, ()) {
  auto notice = support::small_notice();
  notice::Retention& rule = notice.retentions[0];
  rule.years = *rc::gen::inRange(0, 20);
  MemberFile file;
  const auto seconds = *rc::gen::inRange<std::int64_t>(820'454'400, 4'102'444'800);  // 1996 to 2100
  const Instant bought{seconds * 1000};
  member::put(file.holdings, member::Receipt{"B", bought, "", member::Source::till, {}});

  const auto until = keep_until(file, notice);
  RC_ASSERT(until.has_value());
  RC_ASSERT((until->since == Reason{SincePurchase{local_day(bought)}}));
  const CalendarDate start = calendar_date(start_of(until->since));
  const CalendarDate end = calendar_date(until->day);
  RC_ASSERT(end.year == start.year + rule.years);
  RC_ASSERT(end.month == start.month);
  RC_ASSERT(end.day <= start.day);
  RC_ASSERT(end.day >= start.day - 1);
}

RC_GTEST_PROP(KeepUntilProperties, AnEarlierReceiptNeverMovesTheDay, ()) {
  auto file = support::small_member();
  member::Holdings& holdings = file.holdings;
  const auto before = keep_until(file, support::small_notice());
  const auto earlier = *rc::gen::inRange<std::int64_t>(1, 900'000'000'000);
  member::put(holdings, member::Receipt{"old",
                                        {member::latest_purchase(holdings)->utc_ms - earlier},
                                        "",
                                        member::Source::till,
                                        {}});
  RC_ASSERT((keep_until(file, support::small_notice()) == before));
}

// GDPR Art. 21(3): saying no is never to the member's disadvantage.
RC_GTEST_PROP(KeepUntilProperties, ANoNeverMakesAnythingStayLonger, ()) {
  const auto notice = any_notice();
  const MemberFile before = any_member();
  MemberFile after = before;
  const consent::Objectable target = any_target();
  // What was said no to already would only get another date.
  say(after, consent::LiftObjection{target}, any_moment());
  MemberFile with_no = after;
  say(with_no, consent::Object{target}, any_moment());
  for (const FieldId& field : fields_held(after, notice)) {
    RC_ASSERT(!is_later(keep_until(with_no, notice, field), keep_until(after, notice, field)));
  }
}

RC_GTEST_PROP(KeepUntilProperties, APurchaseNeverMakesAnythingGoEarlierWhereTheClockStartsFromIt,
              ()) {
  auto notice = any_notice();
  for (notice::Retention& rule : notice.retentions) {
    rule.start = notice::ClockStart::latest_purchase;
  }
  const MemberFile before = any_member();
  if (before.holdings.receipts.empty()) return;  // It would count from joining, maybe later.
  MemberFile after = before;
  member::put(after.holdings, member::Receipt{"new", any_moment(), "", member::Source::till, {}});
  for (const FieldId& field : fields_held(before, notice)) {
    RC_ASSERT(!is_later(keep_until(before, notice, field), keep_until(after, notice, field)));
  }
}

RC_GTEST_PROP(KeepUntilProperties, TheWholeMemberStaysAsLongAsTheLastOfTheFields, ()) {
  const auto notice = any_notice();
  const MemberFile file = any_member();
  std::optional<Day> last;
  bool unknown = false;
  for (const FieldId& field : fields_held(file, notice)) {
    if (notice::purposes_of(notice, field).empty()) continue;
    const auto until = keep_until(file, notice, field);
    unknown = unknown || !until;
    if (until && (!last || *last < until->day)) last = until->day;
  }
  const auto whole = keep_until(file, notice);
  RC_ASSERT((whole.has_value() == (!unknown && last.has_value())));
  RC_ASSERT((!whole || whole->day == *last));
}

// L17: a sweep takes what is due, all of it, at once, and nothing that it leaves goes any sooner for it.
RC_GTEST_PROP(DueProperties, ASweepTakesWhatIsDueAndMovesNoOtherDay, ()) {
  const auto notice = any_notice();
  const MemberFile before = any_member();
  const Instant at = any_moment();
  const auto found = due(before, notice, at);
  if (!found) return;

  const MemberFile after = after_erasing(before, *found, notice);
  RC_ASSERT((due(after, notice, at) == std::nullopt));
  const auto* some = std::get_if<SomeFields>(&found->what);
  if (some == nullptr) {
    RC_ASSERT((after.holdings == member::Holdings{}));
    return;
  }
  RC_ASSERT((after.decisions == before.decisions));
  for (const FieldId& field : fields_held(after, notice)) {
    RC_ASSERT((keep_until(after, notice, field) == keep_until(before, notice, field)));
  }
}

RC_GTEST_PROP(DueProperties, WhatIsDueStaysDueAndAnEarlierMomentFindsNoMore, ()) {
  const auto notice = any_notice();
  const MemberFile file = any_member();
  const Instant early = any_moment();
  const Instant late = std::max(early, any_moment());
  for (const FieldId& field : fields_held(file, notice)) {
    const auto until = keep_until(file, notice, field);
    RC_ASSERT((!until || !is_due(*until, early) || is_due(*until, late)));
  }
  RC_ASSERT((!has_run_out(file, notice, early) || has_run_out(file, notice, late)));
  const auto whole = keep_until(file, notice);
  RC_ASSERT((has_run_out(file, notice, early) == (whole && is_due(*whole, early))));
}

}  // namespace
}  // namespace samtycke::retention
