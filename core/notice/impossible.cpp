// Whether a rule contradicts itself.
#include <algorithm>

#include "core/base/overloaded.h"
#include "core/notice/lint.h"

namespace samtycke::notice {
namespace {

// What must hold at once: conditions, and conditions that must not hold.
struct Wanted {
  std::vector<Condition> met;
  std::vector<Condition> unmet;
  std::vector<const Any*> one_of_each;
};

void want(const Rule& rule, Wanted& wanted) {
  std::visit(Overloaded{[&](const Condition& condition) { wanted.met.push_back(condition); },
                        [&](const All& all) {
                          for (const Rule& each : all.rules) want(each, wanted);
                        },
                        [&](const Any& any) { wanted.one_of_each.push_back(&any); },
                        [&](const Not& no) {
                          const auto* condition = std::get_if<Condition>(&no.rule.front().is);
                          if (condition != nullptr) wanted.unmet.push_back(*condition);
                        }},
             rule.is);
}

bool exclude(const Condition& a, const Condition& b) {
  if (!(a.fact == b.fact)) return false;
  const auto* between_a = std::get_if<Between>(&a.is);
  const auto* between_b = std::get_if<Between>(&b.is);
  if (between_a != nullptr && between_b != nullptr) {
    const auto above = [](const Between& low, const Between& high) {
      return low.most && high.least && *low.most < *high.least;
    };
    return above(*between_a, *between_b) || above(*between_b, *between_a);
  }
  const auto* one_a = std::get_if<OneOf>(&a.is);
  const auto* one_b = std::get_if<OneOf>(&b.is);
  if (one_a == nullptr || one_b == nullptr) return false;
  return std::none_of(one_a->values.begin(), one_a->values.end(), [&](const std::string& value) {
    return std::find(one_b->values.begin(), one_b->values.end(), value) != one_b->values.end();
  });
}

bool contradicts_itself(const Wanted& wanted) {
  for (auto a = wanted.met.begin(); a != wanted.met.end(); ++a) {
    for (auto b = a + 1; b != wanted.met.end(); ++b) {
      if (exclude(*a, *b)) return true;
    }
    if (std::find(wanted.unmet.begin(), wanted.unmet.end(), *a) != wanted.unmet.end()) return true;
  }
  // Each branch is tried with what must hold anyway; branches are not tried with one another.
  return std::any_of(wanted.one_of_each.begin(), wanted.one_of_each.end(), [&](const Any* any) {
    return std::all_of(any->rules.begin(), any->rules.end(), [&](const Rule& branch) {
      Wanted with{wanted.met, wanted.unmet, {}};
      want(branch, with);
      return contradicts_itself(with);
    });
  });
}

}  // namespace

bool impossible(const Rule& rule) {
  Wanted wanted;
  want(rule, wanted);
  return contradicts_itself(wanted);
}

}  // namespace samtycke::notice
