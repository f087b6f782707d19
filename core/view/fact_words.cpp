#include "core/view/fact_words.h"

#include <algorithm>

#include "core/base/check.h"
#include "core/base/overloaded.h"
#include "core/view/format.h"
#include "core/view/frame.h"
#include "core/view/value.h"

namespace samtycke::view {
namespace {

using namespace notice;

// What a number counts, and so how it is written.
enum class Unit { times, money, percent, days, years, months, plain };

Unit unit_of(const notice::Fact& fact) {
  return std::visit(Overloaded{[](const PurchaseCount&) { return Unit::times; },
                               [](const AmountSpent&) { return Unit::money; },
                               [](const ShareOfAmount&) { return Unit::percent; },
                               [](const DaysSincePurchase&) { return Unit::days; },
                               [](const InteractionCount&) { return Unit::times; },
                               [](const Age&) { return Unit::years; },
                               [](const MembershipMonths&) { return Unit::months; },
                               [](const FieldValue&) { return Unit::plain; }},
                    fact);
}

std::string number_in_words(const Setting& setting, std::int64_t n, Unit unit) {
  const Words& words = setting.words;
  std::string digits = format_number(n, words.language());
  const auto counted = [&](std::string_view one, std::string_view many) {
    return words(n == 1 ? one : many, {{"n", digits}});
  };
  switch (unit) {
    case Unit::times: return counted("unit.time", "unit.times");
    case Unit::money: return format_amount({n}, setting.notice.club.currency, words.language());
    case Unit::percent: return words("unit.percent", {{"n", digits}});
    case Unit::days: return counted("unit.day", "unit.days");
    case Unit::years: return counted("unit.year", "unit.years");
    case Unit::months: return counted("unit.month", "unit.months");
    case Unit::plain: return digits;
  }
  SAMTYCKE_NEVER("a unit that is not in the list");
}

std::string window_in_words(const Setting& setting, int months) {
  if (months == 0) return {};
  if (months == 1) return " " + setting.words("scope.month");
  return " " + setting.words("scope.months", {{"n", std::to_string(months)}});
}

std::string topic_name(const Setting& setting, const TopicId& id) {
  const Topic* topic = notice::find(setting.notice, id);
  return topic == nullptr ? id.text() : topic->name.in(setting.words.language());
}

std::string topic_in_words(const Setting& setting, const TopicId& id) {
  if (id.empty()) return {};
  return " " + setting.words("scope.topic", {{"topic", topic_name(setting, id)}});
}

std::string place_in_words(const Setting& setting, Where where) {
  switch (where) {
    case Where::anywhere: return {};
    case Where::shop: return " " + setting.words("scope.shop");
    case Where::online: return " " + setting.words("scope.online");
  }
  SAMTYCKE_NEVER("a place that is not in the list");
}

// " inom Sova på nätet de senaste 12 månaderna", or nothing.
std::string scope_of(const Setting& setting, const Purchases& of, bool with_topic = true) {
  return (with_topic ? topic_in_words(setting, of.topic) : std::string()) +
         place_in_words(setting, of.where) + window_in_words(setting, of.months);
}

// "besökt webbplatsen eller öppnat ett mejl"
std::string kinds_in_words(const Setting& setting, const std::vector<InteractionKind>& kinds) {
  std::string text;
  for (std::size_t i = 0; i < kinds.size(); ++i) {
    if (i != 0) text += i + 1 == kinds.size() ? " " + setting.words("list.or") + " " : ", ";
    text += setting.words("did." + std::string(notice::key(kinds[i])));
  }
  return text;
}

const notice::Field* field_of(const Setting& setting, const FieldValue& of) {
  return notice::find(setting.notice, of.field);
}

std::string field_name(const Setting& setting, const FieldValue& of) {
  const notice::Field* field = field_of(setting, of);
  return field == nullptr ? of.field.text() : field->name.in(setting.words.language());
}

std::string text_of(const Setting& setting, const notice::Fact& fact, const std::string& stored) {
  const auto* of = std::get_if<FieldValue>(&fact);
  const notice::Field* field = of == nullptr ? nullptr : field_of(setting, *of);
  return field == nullptr ? stored : value_in_words(setting, *field, stored);
}

// A field of money is told as money.
std::string number_of(const Setting& setting, const notice::Fact& fact, std::int64_t n) {
  const auto* of = std::get_if<FieldValue>(&fact);
  const notice::Field* field = of == nullptr ? nullptr : field_of(setting, *of);
  const bool money = field != nullptr && field->kind == FieldKind::amount;
  return number_in_words(setting, n, money ? Unit::money : unit_of(fact));
}

std::string found_value(const Setting& setting, const notice::Fact& fact,
                        const segment::Found& found) {
  return std::visit(
      Overloaded{[](segment::NotKnown) { return std::string(); },
                 [&](std::int64_t n) { return number_of(setting, fact, n); },
                 [&](const std::string& text) { return text_of(setting, fact, text); }},
      found);
}

// The sentence about a fact with a value, or a range of them, in it: "Du har handlat minst 3 gånger." The
// form says whether there is a value ("found."), it is none at all ("found.none."), or it is not known.
std::string sentence(const Setting& setting, const std::string& form, const notice::Fact& fact,
                     const std::string& value) {
  const Words& words = setting.words;
  const auto say = [&](const std::string& kind, const std::string& scope, const std::string& what) {
    return words(form + kind, {{"value", value}, {"scope", scope}, {"what", what}});
  };
  return std::visit(
      Overloaded{
          [&](const PurchaseCount& f) { return say("purchases", scope_of(setting, f.of), {}); },
          [&](const AmountSpent& f) { return say("amount", scope_of(setting, f.of), {}); },
          [&](const ShareOfAmount& f) {
            return say("share", scope_of(setting, f.of, false), topic_name(setting, f.of.topic));
          },
          [&](const DaysSincePurchase& f) { return say("latest", scope_of(setting, f.of), {}); },
          [&](const InteractionCount& f) {
            return say("did", topic_in_words(setting, f.topic) + window_in_words(setting, f.months),
                       kinds_in_words(setting, f.kinds));
          },
          [&](const Age&) { return say("age", {}, {}); },
          [&](const MembershipMonths&) { return say("member", {}, {}); },
          [&](const FieldValue& f) { return say("field", {}, field_name(setting, f)); }},
      fact);
}

std::string range_in_words(const Setting& setting, const notice::Fact& fact, const Between& range) {
  const Words& words = setting.words;
  const auto number = [&](std::int64_t n) { return number_of(setting, fact, n); };
  // Ends that every value meets go without saying: "at least 0", "at most 100 percent".
  const bool share = unit_of(fact) == Unit::percent;
  const bool floor = range.least && !(range.most && *range.least <= 0);
  const bool ceiling = range.most && !(floor && share && *range.most >= 100);
  if (range.least && range.least == range.most) {
    return words("range.exactly", {{"n", number(*range.least)}});
  }
  if (floor && ceiling) {
    return words("range.between", {{"least", number(*range.least)}, {"most", number(*range.most)}});
  }
  if (floor) return words("range.least", {{"n", number(*range.least)}});
  if (ceiling) return words("range.most", {{"n", number(*range.most)}});
  return words("range.any");
}

std::string values_in_words(const Setting& setting, const notice::Fact& fact,
                            const std::vector<std::string>& values) {
  std::string text;
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (i != 0) text += i + 1 == values.size() ? " " + setting.words("list.or") + " " : ", ";
    text += text_of(setting, fact, values[i]);
  }
  return text;
}

std::string wanted_in_words(const Setting& setting, const notice::Fact& fact,
                            const segment::Wanted& wanted) {
  return std::visit(
      Overloaded{[&](const Between& range) { return range_in_words(setting, fact, range); },
                 [&](const OneOf& of) { return values_in_words(setting, fact, of.values); },
                 [&](const segment::NoneOf& none) {
                   return setting.words("range.none_of",
                                        {{"values", values_in_words(setting, fact, none.values)}});
                 }},
      wanted);
}

// What can bring a change about. A field that the member cannot change themselves is the club's to change.
std::string means_in_words(const Setting& setting, const segment::Change& change) {
  const auto* of = std::get_if<FieldValue>(&change.fact);
  const notice::Field* field = of == nullptr ? nullptr : field_of(setting, *of);
  if (change.by == segment::By::telling && (field == nullptr || !field->corrected_by_member)) {
    return setting.words("means.asking");
  }
  return setting.words("means." + std::string(segment::key(change.by)));
}

std::string receipt_in_words(const Setting& setting, const member::Receipt& receipt) {
  return setting.words("why.receipt",
                       {{"day", format_day(local_day(receipt.at), setting.words.language())},
                        {"place", place_in_words(setting, receipt)},
                        {"articles", articles_in_words(setting, receipt)},
                        {"number", receipt.number}});
}

std::string interaction_in_words(const Setting& setting, const member::Interaction& one) {
  const std::string what = setting.words("interaction." + std::string(member::key(one.kind)));
  return format_day(local_day(one.at), setting.words.language()) + ": " + what +
         (one.about.empty() ? "" : " (" + one.about + ")");
}

// The latest `most` of the rows with these numbers, the latest first. Rows and numbers are both oldest
// first, so one pass from the end finds them.
template <class Row, class InWords>
std::vector<std::string> latest_rows(const std::vector<Row>& rows,
                                     const std::vector<std::string>& numbers, std::size_t most,
                                     InWords in_words) {
  std::vector<std::string> lines;
  auto number = numbers.rbegin();
  for (auto row = rows.rbegin(); row != rows.rend() && number != numbers.rend(); ++row) {
    if (lines.size() == most) break;
    if (row->number != *number) continue;
    lines.push_back(in_words(*row));
    ++number;
  }
  return lines;
}

}  // namespace

std::string found_in_words(const Setting& setting, const segment::Tested& tested) {
  const notice::Fact& fact = tested.condition.fact;
  if (!std::holds_alternative<segment::NotKnown>(tested.found)) {
    // "i dag" rather than "för 0 dagar sedan".
    const auto* n = std::get_if<std::int64_t>(&tested.found);
    const auto* latest = std::get_if<DaysSincePurchase>(&fact);
    if (n != nullptr && *n == 0 && latest != nullptr) {
      return setting.words("found.latest_today", {{"scope", scope_of(setting, latest->of)}});
    }
    if (n != nullptr && *n == 0 && unit_of(fact) == Unit::times) {
      return sentence(setting, "found.none.", fact, {});
    }
    return sentence(setting, "found.", fact, found_value(setting, fact, tested.found));
  }
  return sentence(setting, "unknown.", fact, {});
}

std::string need_in_words(const Setting& setting, const Condition& condition, bool forbidden) {
  const std::string what = std::visit(
      Overloaded{
          [&](const Between& range) { return range_in_words(setting, condition.fact, range); },
          [&](const OneOf& of) { return values_in_words(setting, condition.fact, of.values); }},
      condition.is);
  return setting.words(forbidden ? "need.not" : "need.is", {{"what", what}});
}

std::string change_in_words(const Setting& setting, const segment::Change& change) {
  const std::string to = wanted_in_words(setting, change.fact, change.to);
  return sentence(setting, "found.", change.fact, to) + " " + means_in_words(setting, change);
}

std::string off_in_words(const Setting& setting, const segment::Off& off) {
  const Words& words = setting.words;
  const Language& language = words.language();
  return std::visit(
      Overloaded{[&](segment::Bar bar) { return words("off." + std::string(segment::key(bar))); },
                 [&](const segment::NotCovered& no) {
                   const notice::Field* field = notice::find(setting.notice, no.field);
                   return words(
                       "off.not_covered",
                       {{"field", field == nullptr ? no.field.text() : field->name.in(language)}});
                 },
                 [&](const segment::SwitchedOff& no) {
                   const Category* category = notice::find(setting.notice, no.category);
                   return words("off.category",
                                {{"category", category == nullptr ? no.category.text()
                                                                  : category->name.in(language)}});
                 }},
      off);
}

std::size_t how_many(const segment::Deciding& deciding) {
  return std::visit(
      Overloaded{[](const segment::Receipts& receipts) { return receipts.numbers.size(); },
                 [](const segment::Interactions& some) { return some.numbers.size(); },
                 [](const FieldId&) { return std::size_t{0}; }},
      deciding);
}

std::vector<std::string> deciding_in_words(const Setting& setting, const consent::MemberFile& file,
                                           const segment::Deciding& deciding, std::size_t most) {
  const member::Holdings& held = file.holdings;
  return std::visit(
      Overloaded{[&](const segment::Receipts& receipts) {
                   return latest_rows(held.receipts, receipts.numbers, most, [&](const auto& row) {
                     return receipt_in_words(setting, row);
                   });
                 },
                 [&](const segment::Interactions& some) {
                   return latest_rows(held.interactions, some.numbers, most, [&](const auto& row) {
                     return interaction_in_words(setting, row);
                   });
                 },
                 [](const FieldId&) { return std::vector<std::string>{}; }},
      deciding);
}

}  // namespace samtycke::view
