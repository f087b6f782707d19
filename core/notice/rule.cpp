#include "core/notice/rule.h"

#include <algorithm>

#include "core/base/overloaded.h"
#include "core/notice/known_fields.h"

namespace samtycke::notice {
namespace {

void add_fields(const Rule&, std::vector<FieldId>&);

void add_each(const std::vector<Rule>& rules, std::vector<FieldId>& fields) {
  for (const Rule& rule : rules) add_fields(rule, fields);
}

void add_fields(const Rule& rule, std::vector<FieldId>& fields) {
  std::visit(Overloaded{[&](const Condition& condition) {
                          for (FieldId& field : fields_read(condition.fact)) {
                            if (std::find(fields.begin(), fields.end(), field) != fields.end()) {
                              continue;
                            }
                            fields.push_back(std::move(field));
                          }
                        },
                        [&](const All& all) { add_each(all.rules, fields); },
                        [&](const Any& any) { add_each(any.rules, fields); },
                        [&](const Not& no) { add_each(no.rule, fields); }},
             rule.is);
}

}  // namespace

std::vector<FieldId> fields_read(const Fact& fact) {
  using Fields = std::vector<FieldId>;
  return std::visit(Overloaded{[](const PurchaseCount&) { return Fields{field::purchases}; },
                               [](const AmountSpent&) { return Fields{field::purchases}; },
                               [](const ShareOfAmount&) { return Fields{field::purchases}; },
                               [](const DaysSincePurchase&) { return Fields{field::purchases}; },
                               [](const InteractionCount&) { return Fields{field::interactions}; },
                               [](const Age&) { return Fields{field::birth_date}; },
                               [](const MembershipMonths&) { return Fields{field::joined}; },
                               [](const FieldValue& value) { return Fields{value.field}; }},
                    fact);
}

std::vector<FieldId> fields_read(const Rule& rule) {
  std::vector<FieldId> fields;
  add_fields(rule, fields);
  return fields;
}

bool operator==(const Rule& a, const Rule& b) {
  return a.is == b.is;
}
bool operator==(const All& a, const All& b) {
  return a.rules == b.rules;
}
bool operator==(const Any& a, const Any& b) {
  return a.rules == b.rules;
}
bool operator==(const Not& a, const Not& b) {
  return a.rule == b.rule;
}

}  // namespace samtycke::notice
