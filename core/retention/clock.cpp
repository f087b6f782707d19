#include "core/retention/clock.h"

#include <algorithm>

#include "core/base/check.h"
#include "core/base/overloaded.h"
#include "core/consent/standing.h"

namespace samtycke::retention {
namespace {

using Target = std::variant<PurposeId, consent::CategoryUse>;

// The day the membership began: what the club holds about it, or else when the member accepted the
// terms. One who left and came back began anew.
std::optional<Day> day_of_joining(const consent::MemberFile& file) {
  if (const auto day = parse_day(member::value_of(file.holdings, member::field::joined))) {
    return day;
  }
  std::optional<Day> day;
  for (const consent::Decision& decision : file.decisions) {
    if (std::holds_alternative<consent::Join>(decision.act)) day = local_day(decision.at);
  }
  return day;
}

// What the member ever objected to, each once; cells say nothing about what may be kept.
std::vector<Target> ever_objected_to(const std::vector<consent::Decision>& decisions) {
  std::vector<Target> targets;
  const auto add = [&](const Target& target) {
    if (std::find(targets.begin(), targets.end(), target) == targets.end()) {
      targets.push_back(target);
    }
  };
  for (const consent::Decision& decision : decisions) {
    const auto* object = std::get_if<consent::Object>(&decision.act);
    if (object == nullptr) continue;
    std::visit(Overloaded{[](const notice::Cell&) {}, [&](const auto& target) { add(target); }},
               object->to);
  }
  return targets;
}

bool is_held(const notice::Field& field, const member::Holdings& holdings) {
  if (field.id == member::field::purchases) return !holdings.receipts.empty();
  if (field.id == member::field::interactions) return !holdings.interactions.empty();
  return member::find(holdings, field.id) != nullptr;
}

void keep_later(std::optional<KeepUntil>& latest, const std::optional<KeepUntil>& other) {
  if (other && (!latest || latest->day < other->day)) latest = other;
}

Day later_by(Day day, int days) {
  return Day{day.since_epoch + days};
}

}  // namespace

Clock::Clock(const consent::MemberFile& file, const notice::Notice& notice)
    : file_(file), notice_(notice), joined_(day_of_joining(file)) {
  for (const notice::Field& field : notice.fields) {
    if (is_held(field, file.holdings)) held_.push_back(&field);
  }
  if (const auto purchase = member::latest_purchase(file.holdings))
    purchase_ = local_day(*purchase);
  read_objections();
}

std::optional<Day> Clock::nothing_goes_before() const {
  if (!stops_.empty()) return std::nullopt;
  std::optional<Day> first;
  for (const notice::Retention& rule : notice_.retentions) {
    const auto until = by_rule(rule);
    if (!until) return std::nullopt;
    if (!first || until->day < *first) first = until->day;
  }
  return first;
}

void Clock::read_objections() {
  const auto membership = consent::membership(file_.decisions);
  if (const auto* left = std::get_if<consent::Left>(&membership)) {
    stops_.emplace_back(SinceLeaving{local_day(left->at)});
  }
  const Target sending = notice_.sending.purpose;
  for (const Target& target : ever_objected_to(file_.decisions)) {
    // Who wants no offers is still a member, and the club still has to know who they are and how to reach
    // them about it. What may be sent is verdict's to say.
    if (target == sending) continue;
    const auto standing = std::visit(
        [&](const auto& whole) { return consent::standing_of(file_.decisions, whole); }, target);
    if (const auto* objected = std::get_if<consent::Objected>(&standing)) {
      stops_.emplace_back(SinceObjection{local_day(objected->at), target});
    }
  }
}

Clock& Clock::bought(Day day) {
  if (!purchase_ || *purchase_ < day) purchase_ = day;
  return *this;
}

std::optional<KeepUntil> Clock::by_rule(const notice::Retention& rule) const {
  for (const notice::ClockStart event : {rule.start, rule.otherwise}) {
    switch (event) {
      case notice::ClockStart::latest_purchase:
        if (purchase_) {
          return KeepUntil{add_years(*purchase_, rule.years), rule.id, SincePurchase{*purchase_}};
        }
        break;
      case notice::ClockStart::joined:
        if (joined_) {
          return KeepUntil{add_years(*joined_, rule.years), rule.id, SinceJoining{*joined_}};
        }
        break;
    }
  }
  return std::nullopt;
}

// The earliest end that a no has set to this purpose's use of the category.
std::optional<KeepUntil> Clock::stopped(const notice::Purpose& purpose,
                                        const CategoryId& category) const {
  const notice::Retention* rule = notice::find(notice_, purpose.retention);
  SAMTYCKE_CHECK(rule != nullptr);  // Every id that a notice mentions exists.
  const auto concerns = Overloaded{
      [&](const PurposeId& id) { return id == purpose.id; },
      [&](const consent::CategoryUse& use) {
        return use.purpose == purpose.id && use.category == category;
      },
  };
  std::optional<KeepUntil> earliest;
  for (const Stop& stop : stops_) {
    const auto* objection = std::get_if<SinceObjection>(&stop);
    if (objection != nullptr && !std::visit(concerns, objection->to)) continue;
    const Reason reason = std::visit([](const auto& since) { return Reason{since}; }, stop);
    const Day day = later_by(start_of(reason), rule->days_after_objection);
    if (!earliest || day < earliest->day) earliest = KeepUntil{day, rule->id, reason};
  }
  return earliest;
}

Clock::Need Clock::need_of(const notice::Purpose& purpose, const notice::Field& field) const {
  const notice::Retention* rule = notice::find(notice_, purpose.retention);
  SAMTYCKE_CHECK(rule != nullptr);
  return {by_rule(*rule), stopped(purpose, field.category)};
}

std::optional<KeepUntil> Clock::by_purposes(const notice::Field& field) const {
  std::optional<KeepUntil> by_rules;  // As if nobody had said no.
  std::optional<KeepUntil> latest;
  std::optional<KeepUntil> latest_stop;  // Of purposes whose rule counts from what nobody knows.
  bool goes_on = false;
  bool knows_until_when = false;
  for (const notice::Purpose& purpose : notice_.purposes) {
    if (!notice::covers(purpose, field.id)) continue;
    const Need need = need_of(purpose, field);
    goes_on = goes_on || !need.stopped;
    knows_until_when = knows_until_when || (!need.stopped && need.by_rule);
    keep_later(by_rules, need.by_rule);
    if (!need.by_rule) {
      keep_later(latest_stop, need.stopped);
    } else if (need.stopped && need.stopped->day < need.by_rule->day) {
      keep_later(latest, need.stopped);
    } else {
      keep_later(latest, need.by_rule);
    }
  }
  // A no to one purpose must not take what another still needs, however little that one knows.
  if (goes_on && !knows_until_when) return by_rules;
  return latest ? latest : latest_stop;
}

std::optional<KeepUntil> Clock::of(const notice::Field& field) const {
  std::optional<KeepUntil> latest = by_purposes(field);
  if (field.id != member::field::joined || !latest) return latest;
  // Without the day of joining nobody could say any more when the rest goes.
  for (const notice::Field* other : held()) {
    if (may_count_from(*other, notice::ClockStart::joined))
      keep_later(latest, something_of(*other));
  }
  return latest;
}

std::optional<KeepUntil> Clock::something_of(const notice::Field& field) const {
  std::optional<KeepUntil> latest = by_purposes(field);
  if (field.id != member::field::purchases || !latest) return latest;
  for (const notice::Field* other : held()) {
    if (may_count_from(*other, notice::ClockStart::latest_purchase)) {
      keep_later(latest, by_purposes(*other));
    }
  }
  return latest;
}

std::optional<KeepUntil> Clock::of(const std::vector<const notice::Field*>& fields) const {
  std::optional<KeepUntil> latest;
  for (const notice::Field* field : fields) {
    if (!is_used(*field)) continue;
    const auto until = of(*field);
    if (!until) return std::nullopt;
    keep_later(latest, until);
  }
  return latest;
}

bool Clock::may_count_from(const notice::Field& field, notice::ClockStart event) const {
  return std::any_of(notice_.purposes.begin(), notice_.purposes.end(),
                     [&](const notice::Purpose& purpose) {
                       const notice::Retention* rule = notice::find(notice_, purpose.retention);
                       SAMTYCKE_CHECK(rule != nullptr);
                       return notice::covers(purpose, field.id) &&
                              (rule->start == event || rule->otherwise == event);
                     });
}

bool Clock::is_used(const notice::Field& field) const {
  return std::any_of(
      notice_.purposes.begin(), notice_.purposes.end(),
      [&](const notice::Purpose& purpose) { return notice::covers(purpose, field.id); });
}

}  // namespace samtycke::retention
