#include "core/segment/nearest_change.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "core/base/check.h"
#include "core/base/overloaded.h"
#include "core/segment/demand.h"

namespace samtycke::segment {
namespace {

using notice::Between;
using notice::OneOf;

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
    if (by(*each.fact, *each.found, each.demand) == By::nothing) ++cost.impossible;
    cost.distance += distance(*each.found, each.demand);
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
    if (const auto possible = common(Demand{range}, Demand{domain(fact)})) add(*possible);
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
    changes.push_back(
        {*each.fact, *each.found, wanted(each.demand), by(*each.fact, *each.found, each.demand)});
  }
  return changes;
}

}  // namespace samtycke::segment
