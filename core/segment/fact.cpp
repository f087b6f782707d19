#include "core/segment/fact.h"

#include <charconv>
#include <optional>
#include <system_error>

#include "core/base/overloaded.h"
#include "core/segment/tally.h"
#include "core/segment/window.h"

namespace samtycke::segment {
namespace {

// Newest first, as core/segment/course.cpp takes them: the sum of absurd amounts is then the same in both.
template <class Of, class Event>
Tally tally(const Of& of, int months, std::span<const Event> events, Day today) {
  const std::optional<Instant> from = opening(months, today);
  Tally tally;
  for (auto event = events.rbegin(); event != events.rend(); ++event) {
    if (!from || *from <= event->at) add(tally, of, *event);
  }
  return tally;
}

Tally tally(const notice::Purchases& of, const Readable& readable) {
  return tally(of, of.months, readable.receipts(), readable.today());
}

Value number(std::optional<std::int64_t> value) {
  return value ? Value{*value} : Value{NotKnown{}};
}

// None for a text that is no date, and for a day that is still to come.
std::optional<Day> past_day(const FieldId& field, const Readable& readable) {
  const std::optional<Day> day = parse_day(readable.value_of(field));
  return day && *day <= readable.today() ? day : std::nullopt;
}

Value field_value(const FieldId& field, const Readable& readable) {
  const std::string_view text = readable.value_of(field);
  if (text.empty()) return NotKnown{};
  if (!readable.is_number(field)) return text;
  std::int64_t value = 0;
  const char* end = text.data() + text.size();
  const auto [stopped, error] = std::from_chars(text.data(), end, value);
  if (error != std::errc{} || stopped != end) return NotKnown{};
  return value;
}

std::optional<std::int64_t> days_since(std::optional<Instant> latest, Day today) {
  if (!latest) return std::nullopt;
  return today.since_epoch - local_day(*latest).since_epoch;
}

template <class Test>
Receipts receipts_where(const notice::Purchases& of, const Readable& readable, Test test) {
  const std::optional<Instant> from = opening(of.months, readable.today());
  Receipts receipts;
  for (const member::Receipt& receipt : readable.receipts()) {
    if (from && receipt.at < *from) continue;
    if (test(receipt)) receipts.numbers.push_back(receipt.number);
  }
  return receipts;
}

Receipts purchases(const notice::Purchases& of, const Readable& readable) {
  return receipts_where(of, readable, [&](const auto& each) { return is_purchase_of(of, each); });
}

Receipts receipts(const notice::Purchases& of, const Readable& readable) {
  return receipts_where(of, readable, [&](const auto& each) { return concerns(of, each); });
}

Receipts latest_purchase(const notice::Purchases& of, const Readable& readable) {
  Receipts all = purchases(of, readable);
  if (all.numbers.size() > 1) all.numbers.erase(all.numbers.begin(), all.numbers.end() - 1);
  return all;
}

Interactions interactions(const notice::InteractionCount& of, const Readable& readable) {
  const std::optional<Instant> from = opening(of.months, readable.today());
  Interactions found;
  for (const member::Interaction& interaction : readable.interactions()) {
    if (from && interaction.at < *from) continue;
    if (concerns(of, interaction)) found.numbers.push_back(interaction.number);
  }
  return found;
}

}  // namespace

const FieldId& field_read(const notice::Fact& fact) {
  namespace field = notice::field;
  using Field = const FieldId&;
  // cppcheck-suppress returnTempReference  // Each of them outlives the program.
  return std::visit(
      Overloaded{
          [](const notice::PurchaseCount&) -> Field { return field::purchases; },
          [](const notice::AmountSpent&) -> Field { return field::purchases; },
          [](const notice::ShareOfAmount&) -> Field { return field::purchases; },
          [](const notice::DaysSincePurchase&) -> Field { return field::purchases; },
          [](const notice::InteractionCount&) -> Field { return field::interactions; },
          [](const notice::Age&) -> Field { return field::birth_date; },
          [](const notice::MembershipMonths&) -> Field { return field::joined; },
          [](const notice::FieldValue& value) -> Field { return value.field; },
      },
      fact);
}

Value value_of(const notice::Fact& fact, const Readable& readable) {
  // Without this, no purchases and purchases that may not be read would both be counted as 0.
  if (readable.off(field_read(fact))) return NotKnown{};

  const Day today = readable.today();
  const auto since = [&](const FieldId& field, int (*full)(Day, Day)) {
    const std::optional<Day> day = past_day(field, readable);
    return day ? Value{std::int64_t{full(*day, today)}} : Value{NotKnown{}};
  };
  return std::visit(
      Overloaded{
          [&](const notice::PurchaseCount& count) -> Value {
            return tally(count.of, readable).times;
          },
          [&](const notice::AmountSpent& spent) -> Value {
            return tally(spent.of, readable).amount.minor;
          },
          [&](const notice::ShareOfAmount& share) {
            return number(percent(tally(share.of, readable)));
          },
          [&](const notice::DaysSincePurchase& days) {
            return number(days_since(tally(days.of, readable).latest, today));
          },
          [&](const notice::InteractionCount& count) -> Value {
            return tally(count, count.months, readable.interactions(), today).times;
          },
          [&](const notice::Age&) { return since(notice::field::birth_date, full_years); },
          [&](const notice::MembershipMonths&) {
            return since(notice::field::joined, full_months);
          },
          [&](const notice::FieldValue& value) { return field_value(value.field, readable); },
      },
      fact);
}

bool meets(const notice::Condition& condition, const Value& value) {
  return std::visit(Overloaded{
                        [&](const notice::Between& range) {
                          const auto* number = std::get_if<std::int64_t>(&value);
                          return number != nullptr && (!range.least || *range.least <= *number) &&
                                 (!range.most || *number <= *range.most);
                        },
                        [&](const notice::OneOf& some) {
                          const auto* text = std::get_if<std::string_view>(&value);
                          if (text == nullptr) return false;
                          for (const std::string& one : some.values) {
                            if (one == *text) return true;
                          }
                          return false;
                        },
                    },
                    condition.is);
}

Deciding deciding(const notice::Fact& fact, const Readable& readable) {
  return std::visit(
      Overloaded{
          [&](const notice::PurchaseCount& count) -> Deciding {
            return purchases(count.of, readable);
          },
          [&](const notice::AmountSpent& spent) -> Deciding {
            return receipts(spent.of, readable);
          },
          [&](const notice::ShareOfAmount& share) -> Deciding {
            notice::Purchases whole = share.of;
            whole.topic = {};
            return receipts(whole, readable);
          },
          [&](const notice::DaysSincePurchase& days) -> Deciding {
            return latest_purchase(days.of, readable);
          },
          [&](const notice::InteractionCount& count) -> Deciding {
            return interactions(count, readable);
          },
          [](const notice::Age&) -> Deciding { return notice::field::birth_date; },
          [](const notice::MembershipMonths&) -> Deciding { return notice::field::joined; },
          [](const notice::FieldValue& value) -> Deciding { return value.field; },
      },
      fact);
}

}  // namespace samtycke::segment
