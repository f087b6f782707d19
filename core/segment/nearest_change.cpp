#include "core/segment/nearest_change.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "core/base/check.h"
#include "core/base/overloaded.h"

namespace samtycke::segment {
namespace {

using notice::Between;
using notice::OneOf;

// A condition that is unmet because nothing is known stays so as long as nothing is.
struct StillNotKnown {
  friend bool operator==(StillNotKnown, StillNotKnown) = default;
};
using Demand = std::variant<Between, OneOf, NoneOf, StillNotKnown>;

// What one way to the other answer demands of each fact that it is about. Each fact stands in it once.
struct Demanded {
  const notice::Fact* fact;
  const Found* found;
  Demand demand;
};
using Way = std::vector<Demanded>;
using Ways = std::vector<Way>;

// Ways multiply where a rule has choices within choices. The cheapest are kept; no notice comes near.
constexpr std::size_t most_ways = 24;

bool has(const std::vector<std::string>& values, const std::string& value) {
  return std::find(values.begin(), values.end(), value) != values.end();
}

bool satisfies(const Found& found, const Demand& demand) {
  return std::visit(
      Overloaded{
          [](const Between& range, std::int64_t number) {
            return (!range.least || *range.least <= number) &&
                   (!range.most || number <= *range.most);
          },
          [](const OneOf& some, const std::string& text) { return has(some.values, text); },
          [](const NoneOf& none, const std::string& text) { return !has(none.values, text); },
          [](const NoneOf&, NotKnown) { return true; },
          [](StillNotKnown, NotKnown) { return true; },
          [](const auto&, const auto&) { return false; },
      },
      demand, found);
}

// ---- what two demands on the same fact leave ----

std::optional<Demand> common(const Between& a, const Between& b) {
  Between range;
  range.least = a.least && b.least ? std::max(a.least, b.least) : (a.least ? a.least : b.least);
  range.most = a.most && b.most ? std::min(a.most, b.most) : (a.most ? a.most : b.most);
  if (range.least && range.most && *range.most < *range.least) return std::nullopt;
  return range;
}

std::optional<Demand> without(const OneOf& some, const NoneOf& none) {
  OneOf rest;
  for (const std::string& value : some.values) {
    if (!has(none.values, value)) rest.values.push_back(value);
  }
  return rest.values.empty() ? std::nullopt : std::optional<Demand>{std::move(rest)};
}

std::optional<Demand> common(const OneOf& a, const OneOf& b) {
  OneOf shared;
  for (const std::string& value : a.values) {
    if (has(b.values, value)) shared.values.push_back(value);
  }
  return shared.values.empty() ? std::nullopt : std::optional<Demand>{std::move(shared)};
}

std::optional<Demand> common(const NoneOf& a, const NoneOf& b) {
  NoneOf all = a;
  for (const std::string& value : b.values) {
    if (!has(all.values, value)) all.values.push_back(value);
  }
  return all;
}

std::optional<Demand> common(const Demand& a, const Demand& b) {
  using Common = std::optional<Demand>;
  return std::visit(Overloaded{
                        [](const Between& x, const Between& y) { return common(x, y); },
                        [](const OneOf& x, const OneOf& y) { return common(x, y); },
                        [](const NoneOf& x, const NoneOf& y) { return common(x, y); },
                        [](const OneOf& x, const NoneOf& y) { return without(x, y); },
                        [](const NoneOf& x, const OneOf& y) { return without(y, x); },
                        [](const NoneOf&, StillNotKnown) -> Common { return StillNotKnown{}; },
                        [](StillNotKnown, const NoneOf&) -> Common { return StillNotKnown{}; },
                        [](StillNotKnown, StillNotKnown) -> Common { return StillNotKnown{}; },
                        [](const auto&, const auto&) -> Common { return std::nullopt; },
                    },
                    a, b);
}

// ---- what a way costs ----

// The values that a fact can have at all.
Between domain(const notice::Fact& fact) {
  if (std::holds_alternative<notice::AmountSpent>(fact)) return {};
  if (std::holds_alternative<notice::ShareOfAmount>(fact)) return {0, 100};
  return {0, std::nullopt};
}

std::int64_t nearest(const Between& range, std::int64_t from) {
  if (range.least && from < *range.least) return *range.least;
  if (range.most && *range.most < from) return *range.most;
  return from;
}

By by_number(const notice::Fact& fact, bool more) {
  const auto fewer_by_time = [](int months) { return months > 0 ? By::waiting : By::nothing; };
  return std::visit(
      Overloaded{
          [&](const notice::PurchaseCount& count) {
            return more ? By::buying : fewer_by_time(count.of.months);
          },
          [&](const notice::AmountSpent& spent) {
            if (more) return By::buying;
            return spent.of.months > 0 ? By::waiting : By::returning;
          },
          [](const notice::ShareOfAmount&) { return By::buying; },
          [&](const notice::DaysSincePurchase&) { return more ? By::waiting : By::buying; },
          [&](const notice::InteractionCount& count) {
            return more ? By::interacting : fewer_by_time(count.months);
          },
          [&](const notice::Age&) { return more ? By::waiting : By::nothing; },
          [&](const notice::MembershipMonths&) { return more ? By::waiting : By::nothing; },
          [](const notice::FieldValue&) { return By::telling; },
      },
      fact);
}

// From nothing known to something.
By by_first(const notice::Fact& fact) {
  return std::visit(Overloaded{
                        [](const notice::PurchaseCount&) { return By::buying; },
                        [](const notice::AmountSpent&) { return By::buying; },
                        [](const notice::ShareOfAmount&) { return By::buying; },
                        [](const notice::DaysSincePurchase&) { return By::buying; },
                        [](const notice::InteractionCount&) { return By::interacting; },
                        [](const notice::Age&) { return By::telling; },
                        [](const notice::MembershipMonths&) { return By::telling; },
                        [](const notice::FieldValue&) { return By::telling; },
                    },
                    fact);
}

By by(const Demanded& demanded) {
  const auto* number = std::get_if<std::int64_t>(demanded.found);
  const auto* range = std::get_if<Between>(&demanded.demand);
  if (range == nullptr) return By::telling;
  if (number == nullptr) return by_first(*demanded.fact);
  return by_number(*demanded.fact, *number < nearest(*range, *number));
}

// How far it is from what is to what is wanted, in thousandths of the larger of the two.
std::int64_t distance(const Demanded& demanded) {
  const auto* number = std::get_if<std::int64_t>(demanded.found);
  const auto* range = std::get_if<Between>(&demanded.demand);
  if (number == nullptr || range == nullptr) return 1000;
  const std::int64_t to = nearest(*range, *number);
  // Halved so that no difference overflows; the smallest number has no opposite.
  const auto half = [](std::int64_t n) { return n / 2; };
  const auto size = [](std::int64_t n) { return n < 0 ? -n : n; };
  const std::int64_t gap = size(half(to) - half(*number));
  const std::int64_t scale = std::max({size(half(to)), size(half(*number)), std::int64_t{1}});
  constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max() / 1000;
  return gap > most ? gap / (scale / 1000 + 1) : gap * 1000 / scale;
}

struct Cost {
  int impossible = 0;
  int changes = 0;
  std::int64_t distance = 0;
  friend bool operator<(const Cost& a, const Cost& b) {
    if (a.impossible != b.impossible) return a.impossible < b.impossible;
    if (a.changes != b.changes) return a.changes < b.changes;
    return a.distance < b.distance;
  }
};

Cost cost(const Way& way) {
  Cost cost;
  for (const Demanded& each : way) {
    if (satisfies(*each.found, each.demand)) continue;
    ++cost.changes;
    if (by(each) == By::nothing) ++cost.impossible;
    cost.distance += distance(each);
  }
  return cost;
}

void keep_cheapest(Ways& ways) {
  std::stable_sort(ways.begin(), ways.end(),
                   [](const Way& a, const Way& b) { return cost(a) < cost(b); });
  if (ways.size() > most_ways) ways.resize(most_ways);
}

// ---- the ways through a rule ----

std::optional<Way> together(const Way& a, const Way& b) {
  Way way = a;
  for (const Demanded& demanded : b) {
    const auto same = std::find_if(way.begin(), way.end(), [&](const Demanded& other) {
      return *other.fact == *demanded.fact;
    });
    if (same == way.end()) {
      way.push_back(demanded);
      continue;
    }
    auto both = common(same->demand, demanded.demand);
    if (!both) return std::nullopt;
    same->demand = *std::move(both);
  }
  return way;
}

Ways ways_to(const Answer&, bool met);

// Every part must have the answer.
Ways through_all(const std::vector<Answer>& parts, bool met) {
  Ways ways = {Way{}};
  for (const Answer& part : parts) {
    Ways longer;
    const Ways through_part = ways_to(part, met);
    for (const Way& way : ways) {
      for (const Way& more : through_part) {
        if (auto joined = together(way, more)) longer.push_back(*std::move(joined));
      }
    }
    keep_cheapest(longer);
    ways = std::move(longer);
  }
  return ways;
}

// One part is enough.
Ways through_any(const std::vector<Answer>& parts, bool met) {
  Ways ways;
  for (const Answer& part : parts) {
    for (Way& way : ways_to(part, met)) ways.push_back(std::move(way));
  }
  keep_cheapest(ways);
  return ways;
}

Ways ways_to(const Tested& tested, bool met) {
  const notice::Fact& fact = tested.condition.fact;
  Ways ways;
  const auto add = [&](const Demand& demand) { ways.push_back({{&fact, &tested.found, demand}}); };
  const auto add_range = [&](const Between& range) {
    if (const auto possible = common(range, domain(fact))) add(*possible);
  };
  if (const auto* some = std::get_if<OneOf>(&tested.condition.is)) {
    if (met) {
      add(*some);
    } else {
      add(NoneOf{some->values});
    }
    return ways;
  }
  const Between& range = std::get<Between>(tested.condition.is);
  if (met) {
    add_range(range);
    return ways;
  }
  if (std::holds_alternative<NotKnown>(tested.found)) add(StillNotKnown{});
  using Limits = std::numeric_limits<std::int64_t>;
  if (range.least && *range.least != Limits::min()) add_range({std::nullopt, *range.least - 1});
  if (range.most && *range.most != Limits::max()) add_range({*range.most + 1, std::nullopt});
  keep_cheapest(ways);
  return ways;
}

Ways ways_to(const Answer& answer, bool met) {
  return std::visit(Overloaded{
                        [&](const Tested& tested) { return ways_to(tested, met); },
                        [&](const AllOf& all) {
                          return met ? through_all(all.parts, true) : through_any(all.parts, false);
                        },
                        [&](const AnyOf& any) {
                          return met ? through_any(any.parts, true) : through_all(any.parts, false);
                        },
                        [&](const NotThis& no) {
                          return met ? through_all(no.part, false) : through_any(no.part, true);
                        },
                    },
                    answer.of);
}

Wanted wanted(const Demand& demand) {
  return std::visit(
      Overloaded{
          [](const Between& range) -> Wanted { return range; },
          [](const OneOf& some) -> Wanted { return some; },
          [](const NoneOf& none) -> Wanted { return none; },
          [](StillNotKnown) -> Wanted { SAMTYCKE_NEVER("what is known cannot be made unknown"); },
      },
      demand);
}

}  // namespace

std::string_view key(By by) {
  switch (by) {
    case By::buying: return "buying";
    case By::returning: return "returning";
    case By::interacting: return "interacting";
    case By::telling: return "telling";
    case By::waiting: return "waiting";
    case By::nothing: return "nothing";
  }
  SAMTYCKE_NEVER("a way to change without a key");
}

std::vector<Change> nearest_change(const Answer& answer) {
  const Ways ways = ways_to(answer, !answer.met);
  std::vector<Change> changes;
  if (ways.empty()) return changes;
  for (const Demanded& each : ways.front()) {
    if (satisfies(*each.found, each.demand)) continue;
    changes.push_back({*each.fact, *each.found, wanted(each.demand), by(each)});
  }
  return changes;
}

}  // namespace samtycke::segment
