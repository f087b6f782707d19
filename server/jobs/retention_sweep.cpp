#include "server/jobs/retention_sweep.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <set>
#include <string>
#include <utility>

#include "core/base/overloaded.h"
#include "core/consent/standing.h"
#include "core/retention/before_erasure.h"
#include "core/retention/keep_until_month.h"
#include "server/jobs/telling.h"
#include "server/mail/erasure_mail.h"

namespace samtycke::server {
namespace {

constexpr std::string_view last_sweep = "retention_swept_at";  // In ms since 1970.
constexpr int most_tries = 5;

void note(RetentionReport& report, Day day) {
  if (!report.oldest || day < *report.oldest) report.oldest = day;
}

void count(RetentionReport& report, const consent::MemberFile& file, const notice::Notice& notice,
           const retention::Due& due) {
  std::set<CategoryId> categories;
  const auto of_field = [&](const FieldId& id) {
    if (const notice::Field* field = notice::find(notice, id)) categories.insert(field->category);
  };
  std::visit(Overloaded{
                 [&](const retention::WholeMember& whole) {
                   ++report.whole;
                   note(report, whole.until.day);
                   for (const FieldId& id : retention::fields_held(file, notice)) of_field(id);
                 },
                 [&](const retention::SomeFields& some) {
                   ++report.in_part;
                   for (const retention::DueField& one : some.fields) {
                     note(report, one.until.day);
                     of_field(one.field);
                   }
                 },
             },
             due.what);
  for (const CategoryId& category : categories) ++report.categories[category];
}

bool holds_what_has_no_day(const consent::MemberFile& file, const notice::Notice& notice) {
  const auto held = retention::fields_held(file, notice);
  return std::any_of(held.begin(), held.end(), [&](const FieldId& field) {
    return !retention::keep_until(file, notice, field);
  });
}

// What of `before` is no longer there in `after`, or is another there.
template <class Thing>
void take_away(const std::vector<Thing>& before, const std::vector<Thing>& after,
               std::vector<std::string>& removed, std::vector<Thing>& put) {
  for (const Thing& one : before) {
    const auto left = std::find_if(after.begin(), after.end(),
                                   [&](const Thing& other) { return other.number == one.number; });
    if (left == after.end()) {
      removed.push_back(one.number);
    } else if (!(*left == one)) {
      put.push_back(*left);
    }
  }
}

Change change_to(const consent::MemberFile& before, const consent::MemberFile& after,
                 const notice::Notice& notice) {
  Change change;
  change.member = before.id;
  change.based_on = before.revision;
  change.leaves_no_trace = true;
  for (const member::Record& record : before.holdings.records) {
    if (member::find(after.holdings, record.field) == nullptr) {
      change.removed.push_back(record.field);
    }
  }
  take_away(before.holdings.receipts, after.holdings.receipts, change.removed_receipts,
            change.receipts);
  take_away(before.holdings.interactions, after.holdings.interactions, change.removed_interactions,
            change.interactions);
  change.keep_until_month = retention::keep_until_month(after, notice);
  return change;
}

// None: what was due is gone.
std::optional<StoreFault> carry_out(Store& store, const notice::Notice& notice,
                                    const consent::MemberFile& file, const retention::Due& due,
                                    Instant at) {
  if (std::holds_alternative<retention::WholeMember>(due.what)) {
    const auto erased = store.erase(file.id, at, proof::ErasureReason::retention,
                                    notices_of_erasure(notice, file, at));
    return erased.ok() ? std::nullopt : std::optional(erased.reason());
  }
  const auto after = retention::after_erasing(file, due, notice);
  const auto committed = store.commit(change_to(file, after, notice));
  return committed.ok() ? std::nullopt : std::optional(committed.reason());
}

// Tried again where somebody wrote meanwhile. Whoever is gone, or has nothing due any more, is done.
Expected<Done, StoreFault> erase_due(Store& store, const notice::Notice& notice, const MemberId& id,
                                     Instant at, RetentionReport& report) {
  for (int tries = 0; tries < most_tries; ++tries) {
    const auto file = store.load(id);
    if (!file.ok() && file.reason() == StoreFault::no_such_member) return Done{};
    if (!file.ok()) return Unexpected{file.reason()};
    const auto due = retention::due(file.value(), notice, at);
    if (!due) return Done{};
    const auto* whole = std::get_if<retention::WholeMember>(&due->what);
    const auto untold = whole != nullptr ? goes_untold(store, notice, id, *whole)
                                         : Expected<bool, StoreFault>(false);
    if (!untold.ok()) return Unexpected{untold.reason()};
    const auto fault = carry_out(store, notice, file.value(), *due, at);
    if (!fault) {
      count(report, file.value(), notice, *due);
      if (untold.value()) ++report.untold;
      return Done{};
    }
    if (fault != StoreFault::changed_meanwhile && fault != StoreFault::no_such_member) {
      return Unexpected{*fault};
    }
  }
  return Unexpected{StoreFault::changed_meanwhile};
}

Expected<std::optional<Instant>, StoreFault> last_swept(Store& store) {
  const auto text = store.setting(last_sweep);
  if (!text.ok()) return Unexpected{text.reason()};
  if (!text.value()) return std::optional<Instant>();
  Instant at;
  std::from_chars(text.value()->data(), text.value()->data() + text.value()->size(), at.utc_ms);
  return std::optional(at);
}

// How many of those of whom everything goes were never told, or now are to be.
Expected<Done, StoreFault> count_told(Store& store, RetentionSurvey& survey,
                                      const consent::MemberFile& file, const notice::Notice& notice,
                                      Instant at, const std::optional<retention::Due>& due) {
  const auto* whole = due ? std::get_if<retention::WholeMember>(&due->what) : nullptr;
  if (whole != nullptr) {
    const auto untold = goes_untold(store, notice, file.id, *whole);
    if (!untold.ok()) return Unexpected{untold.reason()};
    if (untold.value()) ++survey.report.untold;
    return Done{};
  }
  const auto how = telling(store, notice, file, at);
  if (!how.ok()) return Unexpected{how.reason()};
  if (how.value() == Telling::unreachable) ++survey.report.unreachable;
  if (how.value() == Telling::by_mail) {
    ++survey.report.told;
    survey.to_tell.push_back(file.id);
  }
  return Done{};
}

Expected<Done, StoreFault> look_at(Store& store, RetentionSurvey& survey,
                                   const consent::MemberFile& file, const notice::Notice& notice,
                                   Instant at) {
  RetentionReport& report = survey.report;
  ++report.opened;
  for (const consent::Decision& decision : file.decisions) {
    if (!survey.newest_decision || *survey.newest_decision < decision.at) {
      survey.newest_decision = decision.at;
    }
  }
  if (std::holds_alternative<consent::Restricted>(consent::membership(file.decisions))) {
    ++report.restricted;
    return Done{};
  }
  if (holds_what_has_no_day(file, notice)) ++report.unclocked;
  const auto due = retention::due(file, notice, at);
  if (due) {
    count(report, file, notice, *due);
    survey.due.push_back(file.id);
  }
  return count_told(store, survey, file, notice, at, due);
}

// What is due had its last day yesterday or before, and who is told has it in some days.
Day latest_month(const notice::Notice& notice, Instant at) {
  const int days = retention::days_told_before(notice);
  return retention::month_of(Day{local_day(at).since_epoch + (days == 0 ? -1 : days)});
}

}  // namespace

Expected<RetentionSurvey, StoreFault> survey_retention(Store& store, const notice::Notice& notice,
                                                       Instant at, const StopWalk& stop) {
  const auto members = store.count_members();
  if (!members.ok()) return Unexpected{members.reason()};
  const auto known = months_are_of(store, notice);
  if (!known.ok()) return Unexpected{known.reason()};
  RetentionSurvey survey;
  survey.report.members = members.value();
  survey.of_everyone = !known.value();
  std::optional<StoreFault> fault;
  const auto open = [&](const MemberId& id) {
    const auto file = store.load(id);
    if (!file.ok() && file.reason() == StoreFault::no_such_member) return true;
    if (!file.ok()) fault = file.reason();
    if (stop && stop()) fault = StoreFault::unavailable;
    if (fault) return false;
    const auto seen = look_at(store, survey, file.value(), notice, at);
    // Gone between two looks: they have nothing due any more.
    if (!seen.ok() && seen.reason() != StoreFault::no_such_member) fault = seen.reason();
    return !fault;
  };
  const Day month = latest_month(notice, at);
  const auto walked =
      survey.of_everyone ? store.for_each_member(open) : store.for_each_member_until(month, open);
  if (!walked.ok()) return Unexpected{walked.reason()};
  if (fault) return Unexpected{*fault};
  return survey;
}

Expected<std::optional<Instant>, StoreFault> latest_known(Store& store,
                                                          const RetentionSurvey& survey) {
  const auto swept = last_swept(store);
  if (!swept.ok() || !survey.newest_decision) return swept;
  if (!swept.value() || *swept.value() < *survey.newest_decision) return survey.newest_decision;
  return swept;
}

Expected<RetentionReport, StoreFault> carry_out_retention(Store& store,
                                                          const notice::Notice& notice,
                                                          const RetentionSurvey& survey, Instant at,
                                                          const StopWalk& stop) {
  RetentionReport report;
  report.members = survey.report.members;
  report.opened = survey.report.opened;
  report.restricted = survey.report.restricted;
  report.unclocked = survey.report.unclocked;
  report.unreachable = survey.report.unreachable;
  for (const MemberId& id : survey.to_tell) {
    if (stop && stop()) return Unexpected{StoreFault::unavailable};
    const auto told = tell(store, notice, id, at);
    if (!told.ok()) return Unexpected{told.reason()};
    if (told.value()) ++report.told;
  }
  for (const MemberId& id : survey.due) {
    if (stop && stop()) return Unexpected{StoreFault::unavailable};
    const auto erased = erase_due(store, notice, id, at, report);
    if (!erased.ok()) return Unexpected{erased.reason()};
  }
  if (survey.of_everyone) {
    const auto anew = write_months_anew(store, notice, stop);
    if (!anew.ok()) return Unexpected{anew.reason()};
  }
  if (notice.erasure) {
    const Day since = add_years(local_day(at), -notice.erasure->remembered_years);
    const auto forgotten = store.forget_erased(start_of(since));
    if (!forgotten.ok()) return Unexpected{forgotten.reason()};
  }
  const auto kept = store.put_setting(last_sweep, std::to_string(at.utc_ms));
  if (!kept.ok()) return Unexpected{kept.reason()};
  return report;
}

Expected<DailyTurn, StoreFault> daily_turn(Store& store, Instant at) {
  const auto swept = last_swept(store);
  if (!swept.ok()) return Unexpected{swept.reason()};
  if (!swept.value()) return DailyTurn::never_begun;
  return local_day(*swept.value()) == local_day(at) ? DailyTurn::done_today : DailyTurn::due;
}

}  // namespace samtycke::server
