#include <array>

#include "core/base/check.h"
#include "core/member/characters.h"

namespace samtycke::member {
namespace {

constexpr std::size_t most_bytes = 200;

// How numbers are written within a country. `trunk`: what stands before a number inside the country
// and is left out when dialled from outside; "" where nothing does.
struct Dialling {
  std::string_view country;
  std::string_view code;
  std::string_view trunk;
  std::size_t fewest;  // Digits after code and trunk.
  std::size_t most;
};
constexpr std::array<Dialling, 12> dialling = {{
    {"AT", "43", "0", 4, 13},
    {"BE", "32", "0", 8, 9},
    {"CH", "41", "0", 9, 9},
    {"DE", "49", "0", 4, 12},
    {"DK", "45", "", 8, 8},
    {"EE", "372", "", 7, 8},
    {"FI", "358", "0", 5, 12},
    {"GB", "44", "0", 9, 10},
    {"IS", "354", "", 7, 9},
    {"NL", "31", "0", 9, 9},
    {"NO", "47", "", 8, 8},
    {"SE", "46", "0", 7, 9},  // PTS: area code and number together.
}};

const Dialling* dialling_in(std::string_view country) {
  for (const Dialling& row : dialling) {
    if (row.country == country) return &row;
  }
  return nullptr;
}

// No country's code begins with another's, so one row at most fits.
const Dialling* dialled_with(std::string_view digits) {
  for (const Dialling& row : dialling) {
    if (digits.starts_with(row.code)) return &row;
  }
  return nullptr;
}

bool separates_digits(char32_t point) {
  return is_space(point) || point == '-' || point == '.' || point == '/' || point == '(' ||
         point == ')' || between(point, 0x2010, 0x2015) || point == 0x2212;
}

struct Dialled {
  bool international = false;
  std::string digits;  // After the "+" or "00".
};

// What is left of a number when all that only makes it readable is gone.
std::optional<Dialled> read_number(std::string_view text) {
  Dialled number;
  // "+46 (0)70 …" says: leave the 0 out when you dial from abroad. We always write it so.
  std::string kept{text};
  const std::size_t zero = kept.find("(0)");
  if (zero != std::string::npos && zero != 0) kept.erase(zero, 3);

  const auto characters = characters_of(kept);
  SAMTYCKE_CHECK(characters.has_value());
  for (const Character& character : *characters) {
    if (is_digit(character.point)) {
      number.digits += static_cast<char>(character.point);
    } else if (character.point == '+' && number.digits.empty() && !number.international) {
      number.international = true;
    } else if (!separates_digits(character.point)) {
      return std::nullopt;
    }
  }
  if (!number.international && number.digits.starts_with("00")) {
    number.international = true;
    number.digits.erase(0, 2);
  }
  // Only an international number can carry the "(0)".
  if (kept.size() != text.size() && !number.international) return std::nullopt;
  return number;
}

// The digits of a national number as they follow the country's code, or none.
std::optional<std::string> significant(std::string_view digits, const Dialling& row,
                                       bool trunk_required) {
  if (!row.trunk.empty()) {
    const bool has_trunk = digits.starts_with(row.trunk);
    if (trunk_required && !has_trunk) return std::nullopt;
    if (has_trunk) digits.remove_prefix(row.trunk.size());
    if (digits.starts_with('0')) return std::nullopt;
  }
  if (digits.size() < row.fewest || digits.size() > row.most) return std::nullopt;
  // All Swedish numbers of the series 7, mobile numbers above all, have 9 digits: one too few is a slip.
  if (row.country == "SE" && digits.starts_with('7') && digits.size() != 9) return std::nullopt;
  return std::string{digits};
}

// A country that is not in the table. ITU-T E.164: at most 15 digits with the country's code, which
// never begins with 0. The shortest in use have 7 (Niue), and the two codes of one digit, North America's
// and Russia's, always have 11.
bool is_international(std::string_view digits) {
  if (digits.size() < 7 || digits.size() > 15 || digits.front() == '0') return false;
  const bool one_digit_code = digits.front() == '1' || digits.front() == '7';
  return !one_digit_code || digits.size() == 11;
}

}  // namespace

Expected<std::string, BadValue> validate_phone(std::string_view typed, std::string_view country) {
  const auto text = trimmed(typed, most_bytes);
  if (!text.ok()) return Unexpected{text.reason()};
  const auto number = read_number(text.value());
  if (!number) return Unexpected{BadValue::bad_phone};

  const std::string_view digits = number->digits;
  const Dialling* row = number->international ? dialled_with(digits) : dialling_in(country);
  if (row != nullptr) {
    const auto rest = number->international
                          ? significant(digits.substr(row->code.size()), *row, false)
                          : significant(digits, *row, true);
    if (!rest) return Unexpected{BadValue::bad_phone};
    return "+" + std::string{row->code} + *rest;
  }
  if (!number->international || !is_international(digits)) return Unexpected{BadValue::bad_phone};
  return "+" + number->digits;
}

}  // namespace samtycke::member
