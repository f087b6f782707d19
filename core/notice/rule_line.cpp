#include "core/base/overloaded.h"
#include "core/notice/statements.h"

namespace samtycke::notice {
namespace {

std::string window(int months) {
  return months == 0 ? "" : " in " + std::to_string(months) + " months";
}

std::string of(const Purchases& purchases) {
  std::string text = purchases.topic.empty() ? "" : " of " + purchases.topic.text();
  if (purchases.where == Where::shop) text += " in a shop";
  if (purchases.where == Where::online) text += " online";
  return text + window(purchases.months);
}

std::string line(const Fact& fact) {
  return std::visit(
      Overloaded{[](const PurchaseCount& it) { return "purchases" + of(it.of); },
                 [](const AmountSpent& it) { return "amount spent" + of(it.of); },
                 [](const ShareOfAmount& it) { return "share of amount" + of(it.of); },
                 [](const DaysSincePurchase& it) { return "days since a purchase" + of(it.of); },
                 [](const InteractionCount& it) {
                   std::string kinds;
                   for (const InteractionKind kind : it.kinds) {
                     kinds += (kinds.empty() ? "" : "+") + std::string(key(kind));
                   }
                   return kinds + (it.topic.empty() ? "" : " about " + it.topic.text()) +
                          window(it.months);
                 },
                 [](const Age&) { return std::string("age"); },
                 [](const MembershipMonths&) { return std::string("months as a member"); },
                 [](const FieldValue& it) { return it.field.text(); }},
      fact);
}

std::string line(const Condition& condition) {
  std::string text = line(condition.fact);
  if (const auto* one_of = std::get_if<OneOf>(&condition.is)) {
    text += " is";
    for (const std::string& value : one_of->values) text += " " + value;
  }
  if (const auto* between = std::get_if<Between>(&condition.is)) {
    if (between->least) text += " >= " + std::to_string(*between->least);
    if (between->most) text += " <= " + std::to_string(*between->most);
  }
  return text;
}

std::string joined(const char* word, const std::vector<Rule>& rules) {
  std::string text;
  for (const Rule& rule : rules) text += (text.empty() ? "" : "; ") + in_one_line(rule);
  return std::string(word) + "(" + text + ")";
}

}  // namespace

std::string in_one_line(const Rule& rule) {
  return std::visit(Overloaded{[](const Condition& condition) { return line(condition); },
                               [](const All& all) { return joined("all", all.rules); },
                               [](const Any& any) { return joined("any", any.rules); },
                               [](const Not& no) { return joined("not", no.rule); }},
                    rule.is);
}

}  // namespace samtycke::notice
