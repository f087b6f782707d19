#include "tests/core/segment/random_club.h"

#include <algorithm>
#include <string>
#include <utility>

namespace samtycke::segment {
namespace {

using member::Source;

TopicId any_topic(Chance& chance) {
  return TopicId{chance.any_of<std::string>({"", "sleep", "bath"})};
}

// Often of late, sometimes years ago.
Instant any_time_before(Chance& chance, Instant now) {
  const int days = chance.one_in(2) ? chance.between(0, 100) : chance.between(0, 900);
  const std::int64_t minutes = std::int64_t{days} * 24 * 60 + chance.between(0, 24 * 60);
  return {now.utc_ms - minutes * 60'000};
}

member::Receipt any_receipt(Chance& chance, Instant now, int number) {
  member::Receipt receipt;
  receipt.number = "B-" + std::to_string(number);
  receipt.at = any_time_before(chance, now);
  receipt.source = chance.any_of<Source>({Source::till, Source::website, Source::club});
  const int lines = chance.between(0, 3);
  for (int line = 0; line < lines; ++line) {
    const std::int64_t minor = chance.between(chance.one_in(4) ? -400 : 0, 400);
    receipt.lines.push_back({"Vara", any_topic(chance), minor < 0 ? -1 : 1, {minor}});
  }
  return receipt;
}

// A day that some years, or months, before or after the moment comes round; the end of a month too.
std::string any_day(Chance& chance, Instant now, int years) {
  const int days = chance.between(-40, 365 * years);
  return iso(Day{local_day(now).since_epoch - days});
}

notice::Purchases any_purchases(Chance& chance) {
  using notice::Where;
  notice::Purchases of;
  of.months = chance.between(0, 6);
  of.topic = any_topic(chance);
  of.where = chance.any_of<Where>({Where::anywhere, Where::anywhere, Where::shop, Where::online});
  return of;
}

notice::Between around(Chance& chance, int least, int most) {
  const int a = chance.between(least, most);
  switch (chance.between(1, 3)) {
    case 1: return {a, std::nullopt};
    case 2: return {std::nullopt, a};
    default: return {a, a + chance.between(0, (most - least) / 3)};
  }
}

notice::Condition any_condition(Chance& chance) {
  using member::InteractionKind;
  switch (chance.between(1, 9)) {
    case 1: return {notice::PurchaseCount{any_purchases(chance)}, around(chance, 0, 8)};
    case 2: return {notice::AmountSpent{any_purchases(chance)}, around(chance, -300, 3000)};
    case 3: {
      notice::Purchases of = any_purchases(chance);
      of.topic = TopicId{"sleep"};
      return {notice::ShareOfAmount{of}, around(chance, 0, 100)};
    }
    case 4: return {notice::DaysSincePurchase{any_purchases(chance)}, around(chance, 0, 200)};
    case 5: {
      const auto kinds = chance.any_of<std::vector<InteractionKind>>(
          {{InteractionKind::visit}, {InteractionKind::open, InteractionKind::click}});
      return {notice::InteractionCount{kinds, chance.between(0, 6), any_topic(chance)},
              around(chance, 0, 5)};
    }
    case 6: return {notice::Age{}, around(chance, 0, 4)};
    case 7: return {notice::MembershipMonths{}, around(chance, 0, 40)};
    case 8: return {notice::FieldValue{FieldId{"amount_spent"}}, around(chance, 0, 9)};
    default:
      return {notice::FieldValue{FieldId{chance.any_of<std::string>({"gender", "favourite_room"})}},
              notice::OneOf{chance.any_of<std::vector<std::string>>(
                  {{"woman"}, {"woman", "sleep"}, {"man", "bath"}})}};
  }
}

}  // namespace

Instant any_moment(Chance& chance) {
  const Day near = add_months(day("2024-02-29"), chance.between(-13, 13));
  const int hour = chance.between(0, 23);
  return {start_of(Day{near.since_epoch + chance.between(-2, 3)}).utc_ms + hour * 3'600'000};
}

consent::MemberFile any_member(Chance& chance, Instant now) {
  consent::MemberFile file = new_member();
  const int receipts = chance.between(0, 25);
  for (int i = 0; i < receipts; ++i) member::put(file.holdings, any_receipt(chance, now, i));
  const int interactions = chance.between(0, 15);
  for (int i = 0; i < interactions; ++i) {
    using enum member::InteractionKind;
    member::put(file.holdings,
                member::Interaction{"W-" + std::to_string(i), any_time_before(chance, now),
                                    chance.any_of<member::InteractionKind>({visit, open, click}),
                                    "", any_topic(chance), Source::website});
  }
  if (!chance.one_in(5)) tell(file, "birth_date", any_day(chance, now, 4));
  if (!chance.one_in(5)) tell(file, "joined", any_day(chance, now, 3));
  if (!chance.one_in(3)) tell(file, "amount_spent", std::to_string(chance.between(0, 9)));
  if (!chance.one_in(3)) tell(file, "gender", chance.any_of<std::string>({"woman", "man"}));
  if (!chance.one_in(3))
    tell(file, "favourite_room", chance.any_of<std::string>({"sleep", "bath"}));
  tell(file, "email", "asa@example.se");
  tell(file, "phone", "+46701234567");
  return file;
}

notice::Rule any_rule(Chance& chance, int depth) {
  if (depth == 0 || chance.one_in(4)) return {any_condition(chance)};
  std::vector<notice::Rule> parts;
  const int joint = chance.between(1, 5);
  if (joint == 1) return no(any_rule(chance, depth - 1));
  const int count = chance.between(1, 3);
  for (int i = 0; i < count; ++i) parts.push_back(any_rule(chance, depth - 1));
  return joint % 2 == 0 ? all(std::move(parts)) : any(std::move(parts));
}

}  // namespace samtycke::segment
