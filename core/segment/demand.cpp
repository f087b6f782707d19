#include "core/segment/demand.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "core/base/holds.h"
#include "core/base/overloaded.h"

namespace samtycke::segment {
namespace {

using notice::Between;
using notice::OneOf;

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
    if (!holds(none.values, value)) rest.values.push_back(value);
  }
  return rest.values.empty() ? std::nullopt : std::optional<Demand>{std::move(rest)};
}

std::optional<Demand> common(const OneOf& a, const OneOf& b) {
  OneOf shared;
  for (const std::string& value : a.values) {
    if (holds(b.values, value)) shared.values.push_back(value);
  }
  return shared.values.empty() ? std::nullopt : std::optional<Demand>{std::move(shared)};
}

std::optional<Demand> common(const NoneOf& a, const NoneOf& b) {
  NoneOf all = a;
  for (const std::string& value : b.values) {
    if (!holds(all.values, value)) all.values.push_back(value);
  }
  return all;
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

}  // namespace

bool satisfies(const Found& found, const Demand& demand) {
  return std::visit(
      Overloaded{
          [](const Between& range, std::int64_t number) {
            return (!range.least || *range.least <= number) &&
                   (!range.most || number <= *range.most);
          },
          [](const OneOf& some, const std::string& text) { return holds(some.values, text); },
          [](const NoneOf& none, const std::string& text) { return !holds(none.values, text); },
          [](const NoneOf&, NotKnown) { return true; },
          [](StillNotKnown, NotKnown) { return true; },
          [](const auto&, const auto&) { return false; },
      },
      demand, found);
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

Between domain(const notice::Fact& fact) {
  if (std::holds_alternative<notice::AmountSpent>(fact)) return {};
  if (std::holds_alternative<notice::ShareOfAmount>(fact)) return {0, 100};
  return {0, std::nullopt};
}

By by(const notice::Fact& fact, const Found& found, const Demand& demand) {
  const auto* range = std::get_if<Between>(&demand);
  if (range == nullptr) return By::telling;
  const auto* number = std::get_if<std::int64_t>(&found);
  if (number == nullptr) return by_first(fact);
  return by_number(fact, *number < nearest(*range, *number));
}

std::int64_t distance(const Found& found, const Demand& demand) {
  const auto* number = std::get_if<std::int64_t>(&found);
  const auto* range = std::get_if<Between>(&demand);
  if (number == nullptr || range == nullptr) return 1000;
  std::int64_t from = *number;
  std::int64_t to = nearest(*range, from);
  // Absurd amounts are compared without their last digits, so that nothing overflows.
  constexpr std::int64_t most = 1'000'000'000'000;
  while (std::max(from, to) > most || std::min(from, to) < -most) {
    from /= 1000;
    to /= 1000;
  }
  const auto size = [](std::int64_t n) { return n < 0 ? -n : n; };
  return size(to - from) * 1000 / std::max({size(to), size(from), std::int64_t{1}});
}

}  // namespace samtycke::segment
