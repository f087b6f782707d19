#include "core/member/validate.h"

#include <algorithm>

#include "core/base/check.h"
#include "core/base/day.h"
#include "core/member/characters.h"
#include "core/member/topics.h"
#include "core/notice/known_fields.h"

namespace samtycke::member {
namespace {

constexpr std::size_t most_bytes = 200;
constexpr std::size_t most_bytes_of_topics = 4000;
constexpr std::string_view largest_number = "9007199254740991";  // 2^53 - 1, exact in JavaScript.

Expected<std::string, BadValue> swedish_postcode(std::string_view text) {
  std::string digits;
  const auto characters = characters_of(text);
  SAMTYCKE_CHECK(characters.has_value());
  for (const Character& character : *characters) {
    if (is_digit(character.point)) {
      digits += static_cast<char>(character.point);
    } else if (!is_space(character.point)) {
      return Unexpected{BadValue::bad_postcode};
    }
  }
  if (digits.size() != 5 || digits.front() == '0') return Unexpected{BadValue::bad_postcode};
  return digits.substr(0, 3) + " " + digits.substr(3);
}

Expected<std::string, BadValue> number(std::string_view text) {
  if (!all_fit(text, is_digit)) return Unexpected{BadValue::bad_number};
  while (text.size() > 1 && text.front() == '0') text.remove_prefix(1);
  const bool fits = text.size() < largest_number.size() ||
                    (text.size() == largest_number.size() && text <= largest_number);
  if (!fits) return Unexpected{BadValue::bad_number};
  return std::string{text};
}

Expected<std::string, BadValue> choice(std::string_view text, const notice::Field& field) {
  const bool known = std::any_of(field.choices.begin(), field.choices.end(),
                                 [&](const notice::Choice& one) { return one.value == text; });
  if (!known) return Unexpected{BadValue::not_a_choice};
  return std::string{text};
}

Expected<std::string, BadValue> topic(std::string_view text, const notice::Notice& notice) {
  std::string value{text};
  if (notice::find(notice, TopicId{value}) == nullptr) return Unexpected{BadValue::not_a_topic};
  return value;
}

Expected<std::string, BadValue> topics(std::string_view typed, const notice::Notice& notice) {
  const auto text = trimmed(typed, most_bytes_of_topics);
  if (!text.ok()) return Unexpected{text.reason()};
  std::vector<TopicId> ids = topics_in(text.value());
  if (ids.empty()) return Unexpected{BadValue::empty};
  for (const TopicId& id : ids) {
    if (notice::find(notice, id) == nullptr) return Unexpected{BadValue::not_a_topic};
  }
  return topics_value(std::move(ids));
}

}  // namespace

std::string_view key(BadValue why) {
  switch (why) {
    case BadValue::empty: return "empty";
    case BadValue::too_long: return "too_long";
    case BadValue::not_text: return "not_text";
    case BadValue::bad_name: return "bad_name";
    case BadValue::bad_email: return "bad_email";
    case BadValue::bad_phone: return "bad_phone";
    case BadValue::bad_postcode: return "bad_postcode";
    case BadValue::bad_date: return "bad_date";
    case BadValue::bad_member_number: return "bad_member_number";
    case BadValue::bad_number: return "bad_number";
    case BadValue::not_a_choice: return "not_a_choice";
    case BadValue::not_a_topic: return "not_a_topic";
    case BadValue::not_a_value: return "not_a_value";
  }
  SAMTYCKE_NEVER("a bad value without a key");
}

Expected<std::string, BadValue> validate_name(std::string_view typed) {
  const auto text = trimmed(typed, most_bytes);
  if (!text.ok()) return Unexpected{text.reason()};
  const auto characters = characters_of(text.value());
  SAMTYCKE_CHECK(characters.has_value());
  const bool named = std::any_of(characters->begin(), characters->end(),
                                 [](const Character& one) { return is_letter(one.point); });
  if (!named) return Unexpected{BadValue::bad_name};
  return std::string{text.value()};
}

bool shows_a_name(std::string_view typed) {
  const auto text = trimmed(typed, typed.size());
  const auto characters = text.ok() ? characters_of(text.value()) : std::nullopt;
  // Korean has letters that only keep a place free.
  const auto is_filler = [](char32_t point) {
    return between(point, 0x115F, 0x1160) || point == 0x3164 || point == 0xFFA0;
  };
  return characters && std::any_of(characters->begin(), characters->end(), [&](Character one) {
           return is_digit(one.point) || (is_letter(one.point) && !is_filler(one.point));
         });
}

Expected<std::string, BadValue> validate_postcode(std::string_view typed,
                                                  std::string_view country) {
  const auto text = trimmed(typed, most_bytes);
  if (!text.ok()) return Unexpected{text.reason()};
  if (country == "SE") return swedish_postcode(text.value());
  return std::string{text.value()};
}

Expected<std::string, BadValue> validate_date(std::string_view typed) {
  const auto text = trimmed(typed, most_bytes);
  if (!text.ok()) return Unexpected{text.reason()};
  if (!parse_day(text.value())) return Unexpected{BadValue::bad_date};
  return std::string{text.value()};
}

Expected<std::string, BadValue> validate_member_number(std::string_view typed) {
  const auto text = trimmed(typed, most_bytes);
  if (!text.ok()) return Unexpected{text.reason()};
  const auto characters = characters_of(text.value());
  SAMTYCKE_CHECK(characters.has_value());
  std::string number;
  for (const auto& [point, bytes] : *characters) {
    const bool plain = is_digit(point) || (point < 0x80 && is_letter(point)) || point == '-' ||
                       point == '_' || point == '.' || point == '/';
    if (!plain && !is_space(point)) return Unexpected{BadValue::bad_member_number};
    if (plain) number += static_cast<char>(point);
  }
  return number;
}

Expected<std::string, BadValue> validate(const notice::Notice& notice, const notice::Field& field,
                                         std::string_view typed) {
  using enum notice::FieldKind;
  const std::string& country = notice.club.country;
  switch (field.kind) {
    case email: return validate_email(typed);
    case name: return validate_name(typed);
    case phone: return validate_phone(typed, country);
    case postcode: return validate_postcode(typed, country);
    case date: return validate_date(typed);
    case receipts:
    case interactions: return Unexpected{BadValue::not_a_value};
    case notice::FieldKind::topics: return member::topics(typed, notice);
    case text:
    case notice::FieldKind::number:
    case amount:
    case notice::FieldKind::choice:
    case notice::FieldKind::topic: break;
  }
  if (field.id == notice::field::member_number) return validate_member_number(typed);
  const auto value = trimmed(typed, most_bytes);
  if (!value.ok()) return Unexpected{value.reason()};
  if (field.kind == text) return std::string{value.value()};
  if (field.kind == notice::FieldKind::choice) return member::choice(value.value(), field);
  if (field.kind == notice::FieldKind::topic) return member::topic(value.value(), notice);
  return member::number(value.value());
}

}  // namespace samtycke::member
