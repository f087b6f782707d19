#include "core/segment/course.h"

#include <algorithm>
#include <cstdint>
#include <optional>

#include "core/base/overloaded.h"
#include "core/segment/fact.h"
#include "core/segment/tally.h"
#include "core/segment/window.h"

namespace samtycke::segment {
namespace {

void turn(Course& course, bool& now, bool then, Day day) {
  if (now == then || end_of_calendar() < day) return;
  course.turns.push_back(day);
  now = then;
}

// What is counted in a window only leaves it. So the events are taken newest first, and before each one is
// added we know the answer for the days after it has left.
template <class Of, class Event, class Met>
Course as_they_leave(const Of& of, int months, std::span<const Event> events, Day today, Met met) {
  struct Leaving {
    Day day;
    bool met_then;
  };
  const std::optional<Instant> from = opening(months, today);
  std::vector<Leaving> leaving;
  Tally tally;
  for (auto event = events.rbegin(); event != events.rend(); ++event) {
    if (from && event->at < *from) continue;
    if (const auto day = day_out(months, local_day(event->at))) {
      leaving.push_back({*day, met(tally)});
    }
    add(tally, of, *event);
  }
  Course course{met(tally), {}};
  bool now = course.met;
  for (std::size_t left = leaving.size(); left > 0; --left) {
    const Leaving& each = leaving[left - 1];
    // Of those that leave on one day, the newest has the answer for it.
    const bool another_today = left > 1 && leaving[left - 2].day == each.day;
    if (!another_today) turn(course, now, each.met_then, each.day);
  }
  return course;
}

// The answer today and on each of some days.
template <class Met>
Course by_days(std::vector<Day> days, Day today, Met met) {
  std::sort(days.begin(), days.end());
  Course course{met(today), {}};
  bool now = course.met;
  for (const Day day : days) {
    if (today < day) turn(course, now, met(day), day);
  }
  return course;
}

// The numbers at which a range begins, and at which it is past.
std::vector<std::int64_t> edges(const notice::Condition& condition) {
  std::vector<std::int64_t> edges;
  if (const auto* range = std::get_if<notice::Between>(&condition.is)) {
    if (range->least) edges.push_back(*range->least);
    if (range->most && *range->most < 4'000'000) edges.push_back(*range->most + 1);
  }
  return edges;
}

// Only days within the calendar are of use, so larger numbers of days, months or years are left out.
constexpr std::int64_t most_days = 200'000;
constexpr std::int64_t most_months = 12 * 400;
constexpr std::int64_t most_years = 400;

Course course_since(const FieldId& field, const notice::Condition& condition,
                    const Readable& readable, std::int64_t most, Day (*later)(Day, int),
                    int (*full)(Day, Day)) {
  const std::optional<Day> start = parse_day(readable.value_of(field));
  if (!start) return {meets(condition, NotKnown{}), {}};
  std::vector<Day> days = {*start};
  for (const std::int64_t number : edges(condition)) {
    if (number >= 0 && number <= most) days.push_back(later(*start, static_cast<int>(number)));
  }
  return by_days(std::move(days), readable.today(), [&](Day day) {
    const Value value = day < *start ? Value{NotKnown{}} : Value{std::int64_t{full(*start, day)}};
    return meets(condition, value);
  });
}

Course course_since_purchase(const notice::Purchases& of, const notice::Condition& condition,
                             const Readable& readable) {
  const Value today = value_of(condition.fact, readable);
  const auto* days_ago = std::get_if<std::int64_t>(&today);
  if (days_ago == nullptr) return {meets(condition, today), {}};
  const Day bought{readable.today().since_epoch - static_cast<std::int32_t>(*days_ago)};
  const std::optional<Day> out = day_out(of.months, bought);
  std::vector<Day> days;
  if (out) days.push_back(*out);
  for (const std::int64_t number : edges(condition)) {
    if (number < 0 || number > most_days) continue;
    days.push_back(Day{bought.since_epoch + static_cast<std::int32_t>(number)});
  }
  return by_days(std::move(days), readable.today(), [&](Day day) {
    const bool gone = out && *out <= day;
    const std::int64_t number = day.since_epoch - bought.since_epoch;
    return meets(condition, gone ? Value{NotKnown{}} : Value{number});
  });
}

template <class Join>
Course join(const Course& a, const Course& b, Join join) {
  Course course{join(a.met, b.met), {}};
  bool now = course.met;
  bool a_now = a.met;
  bool b_now = b.met;
  std::size_t of_a = 0;
  std::size_t of_b = 0;
  while (of_a < a.turns.size() || of_b < b.turns.size()) {
    const bool a_is_next =
        of_b == b.turns.size() || (of_a < a.turns.size() && a.turns[of_a] <= b.turns[of_b]);
    // One of the two has a day left, and a_is_next says which.
    // cppcheck-suppress containerOutOfBounds
    const Day day = a_is_next ? a.turns[of_a] : b.turns[of_b];
    if (of_a < a.turns.size() && a.turns[of_a] == day) {
      a_now = !a_now;
      ++of_a;
    }
    if (of_b < b.turns.size() && b.turns[of_b] == day) {
      b_now = !b_now;
      ++of_b;
    }
    turn(course, now, join(a_now, b_now), day);
  }
  return course;
}

}  // namespace

Course course_of(const notice::Condition& condition, const Readable& readable) {
  const auto receipts = [&](const notice::Purchases& of, auto value) {
    return as_they_leave(of, of.months, readable.receipts(), readable.today(),
                         [&](const Tally& tally) { return meets(condition, value(tally)); });
  };
  return std::visit(
      Overloaded{
          [&](const notice::PurchaseCount& count) {
            return receipts(count.of, [](const Tally& tally) -> Value { return tally.times; });
          },
          [&](const notice::AmountSpent& spent) {
            return receipts(spent.of,
                            [](const Tally& tally) -> Value { return tally.amount.minor; });
          },
          [&](const notice::ShareOfAmount& share) {
            return receipts(share.of, [](const Tally& tally) {
              const auto part = percent(tally);
              return part ? Value{*part} : Value{NotKnown{}};
            });
          },
          [&](const notice::DaysSincePurchase& days) {
            return course_since_purchase(days.of, condition, readable);
          },
          [&](const notice::InteractionCount& count) {
            return as_they_leave(
                count, count.months, readable.interactions(), readable.today(),
                [&](const Tally& tally) { return meets(condition, Value{tally.times}); });
          },
          [&](const notice::Age&) {
            return course_since(notice::field::birth_date, condition, readable, most_years,
                                add_years, full_years);
          },
          [&](const notice::MembershipMonths&) {
            return course_since(notice::field::joined, condition, readable, most_months, add_months,
                                full_months);
          },
          [&](const notice::FieldValue&) {
            return Course{meets(condition, value_of(condition.fact, readable)), {}};
          },
      },
      condition.fact);
}

Course both(const Course& a, const Course& b) {
  return join(a, b, [](bool x, bool y) { return x && y; });
}

Course either(const Course& a, const Course& b) {
  return join(a, b, [](bool x, bool y) { return x || y; });
}

Course opposite(Course course) {
  course.met = !course.met;
  return course;
}

}  // namespace samtycke::segment
