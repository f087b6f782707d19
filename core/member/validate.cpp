#include "core/member/validate.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "core/base/check.h"
#include "core/base/day.h"

namespace samtycke::member {
namespace {

constexpr std::size_t most_bytes = 200;
constexpr std::size_t most_email_bytes = 254;      // RFC 5321 section 4.5.3.1.3, less the brackets.
constexpr std::size_t most_local_part_bytes = 64;  // RFC 5321 section 4.5.3.1.1
constexpr std::size_t most_label_bytes = 63;       // RFC 1035 section 2.3.4
constexpr std::string_view largest_number = "9007199254740991";  // 2^53 - 1, exact in JavaScript.

// ---- UTF-8

struct Decoded {
  char32_t point = 0;
  std::size_t bytes = 0;
};

// The code point at `at`. None where the bytes are not UTF-8 by RFC 3629: a stray or missing
// continuation byte, a longer form than needed, half of a surrogate pair, or past U+10FFFF.
std::optional<Decoded> decode(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char lead = byte(at);
  if (lead < 0x80) return Decoded{lead, 1};
  const std::size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
  if (lead < 0xC2 || lead > 0xF4 || text.size() - at < length) return std::nullopt;

  char32_t point = lead & (0xFFu >> (length + 1));
  for (std::size_t i = at + 1; i < at + length; ++i) {
    if ((byte(i) & 0xC0u) != 0x80u) return std::nullopt;
    point = (point << 6) | (byte(i) & 0x3Fu);
  }
  constexpr std::array<char32_t, 5> smallest = {0, 0, 0x80, 0x800, 0x10000};
  const bool surrogate = point >= 0xD800 && point <= 0xDFFF;
  if (point < smallest[length] || surrogate || point > 0x10FFFF) return std::nullopt;
  return Decoded{point, length};
}

std::optional<std::vector<Decoded>> decode_all(std::string_view text) {
  std::vector<Decoded> points;
  for (std::size_t at = 0; at < text.size();) {
    const auto next = decode(text, at);
    if (!next) return std::nullopt;
    points.push_back(*next);
    at += next->bytes;
  }
  return points;
}

bool between(char32_t point, char32_t first, char32_t last) {
  return point >= first && point <= last;
}

// Unicode's White_Space, which has the no-break spaces that come along when text is pasted.
bool is_space(char32_t point) {
  return between(point, 0x09, 0x0D) || point == 0x20 || point == 0x85 || point == 0xA0 ||
         point == 0x1680 || between(point, 0x2000, 0x200A) || point == 0x2028 || point == 0x2029 ||
         point == 0x202F || point == 0x205F || point == 0x3000;
}

// Besides the control characters proper: the two separators that start a new line, and the marks that
// turn the order of the text around them, with which a name could rewrite the line it stands in.
bool is_control(char32_t point) {
  return point < 0x20 || between(point, 0x7F, 0x9F) || point == 0x2028 || point == 0x2029 ||
         between(point, 0x202A, 0x202E) || between(point, 0x2066, 0x2069);
}

// A letter of some script, near enough to tell a name from a row of signs: everything from U+00C0 on
// that is not among the blocks of punctuation, symbols and pictures.
bool is_letter(char32_t point) {
  if (point < 0x80) return between(point | 0x20, 'a', 'z');
  if (point == 0xAA || point == 0xB5 || point == 0xBA) return true;
  if (point < 0xC0 || point == 0xD7 || point == 0xF7) return false;
  return !between(point, 0x2000, 0x2BFF) && !between(point, 0x2E00, 0x2E7F) &&
         !between(point, 0x3000, 0x3004) && !between(point, 0x3007, 0x3030) &&
         !between(point, 0xE000, 0xF8FF) && !between(point, 0xFE00, 0xFE2F) && point != 0xFEFF &&
         !between(point, 0xFFF0, 0xFFFF) && !between(point, 0x1F000, 0x1FAFF) && point < 0xE0000;
}

bool is_digit(char32_t point) {
  return between(point, '0', '9');
}
bool is_ascii_letter(char32_t point) {
  return point < 0x80 && is_letter(point);
}

// ---- what every kind has in common

// Text without the white space around it, or why it cannot be text.
Expected<std::string_view, BadValue> trimmed(std::string_view typed, std::size_t most) {
  const auto points = decode_all(typed);
  if (!points) return Unexpected{BadValue::not_text};

  std::size_t from = 0;
  auto first = points->begin();
  for (; first != points->end() && is_space(first->point); ++first) from += first->bytes;
  std::size_t to = typed.size();
  auto last = points->end();
  for (; last != first && is_space((last - 1)->point); --last) to -= (last - 1)->bytes;

  if (first == last) return Unexpected{BadValue::empty};
  const auto bad = [](const Decoded& decoded) { return is_control(decoded.point); };
  if (std::any_of(first, last, bad)) return Unexpected{BadValue::not_text};
  if (to - from > most) return Unexpected{BadValue::too_long};
  return typed.substr(from, to - from);
}

// Upper case to lower case for ASCII, Latin-1 and Latin Extended-A. The dotless and dotted i of Turkish
// are left alone: which letter they become depends on the reader's language.
char32_t lower(char32_t point) {
  if (between(point, 'A', 'Z')) return point + 0x20;
  if (between(point, 0xC0, 0xDE) && point != 0xD7) return point + 0x20;
  if (point == 0x130 || point == 0x131) return point;
  if (point == 0x178) return 0xFF;
  if (between(point, 0x100, 0x137) || between(point, 0x14A, 0x177)) return point | 1u;
  if (between(point, 0x139, 0x148) || between(point, 0x179, 0x17E)) return point + point % 2;
  return point;
}

std::string lower(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const auto next = decode(text, at);
    SAMTYCKE_CHECK(next.has_value());
    const char32_t point = lower(next->point);
    if (next->bytes == 2) {  // No letter above changes how many bytes it takes.
      out += static_cast<char>(0xC0u | (point >> 6));
      out += static_cast<char>(0x80u | (point & 0x3Fu));
    } else if (next->bytes == 1) {
      out += static_cast<char>(point);
    } else {
      out += text.substr(at, next->bytes);
    }
    at += next->bytes;
  }
  return out;
}

// ---- e-mail

// The parts between the dots; an empty part stays in the list.
std::vector<std::string_view> split_at_dots(std::string_view text) {
  std::vector<std::string_view> parts;
  for (std::size_t dot = text.find('.'); dot != std::string_view::npos; dot = text.find('.')) {
    parts.push_back(text.substr(0, dot));
    text.remove_prefix(dot + 1);
  }
  parts.push_back(text);
  return parts;
}

template <class Fits>
bool all_fit(std::string_view text, Fits fits) {
  const auto points = decode_all(text);
  return points && !points->empty() &&
         std::all_of(points->begin(), points->end(),
                     [&](const Decoded& decoded) { return fits(decoded.point); });
}

bool is_atom(std::string_view part) {
  constexpr std::string_view signs = "!#$%&'*+-/=?^_`{|}~";  // RFC 5322 section 3.2.3
  return all_fit(part, [&](char32_t point) {
    return is_letter(point) || is_digit(point) ||
           (point < 0x80 && signs.find(static_cast<char>(point)) != std::string_view::npos);
  });
}

bool is_label(std::string_view part) {
  if (part.size() > most_label_bytes || part.starts_with('-') || part.ends_with('-')) return false;
  return all_fit(
      part, [](char32_t point) { return is_letter(point) || is_digit(point) || point == '-'; });
}

// ---- phone

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
    {"SE", "46", "0", 7, 9},  // PTS: area code and number together; mobile numbers have 9.
}};

const Dialling* dialling_of(std::string_view country) {
  for (const Dialling& row : dialling) {
    if (row.country == country) return &row;
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

  const auto points = decode_all(kept);
  SAMTYCKE_CHECK(points.has_value());
  for (const Decoded& decoded : *points) {
    if (is_digit(decoded.point)) {
      number.digits += static_cast<char>(decoded.point);
    } else if (decoded.point == '+' && number.digits.empty() && !number.international) {
      number.international = true;
    } else if (!separates_digits(decoded.point)) {
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
  return std::string{digits};
}

Expected<std::string, BadValue> phone(std::string_view text, std::string_view country) {
  const auto number = read_number(text);
  if (!number) return Unexpected{BadValue::bad_phone};
  const Dialling* home = dialling_of(country);

  if (home != nullptr && (!number->international || number->digits.starts_with(home->code))) {
    const std::string_view digits = number->digits;
    const auto rest = number->international
                          ? significant(digits.substr(home->code.size()), *home, false)
                          : significant(digits, *home, true);
    if (!rest) return Unexpected{BadValue::bad_phone};
    return "+" + std::string{home->code} + *rest;
  }
  // ITU-T E.164: at most 15 digits with the country's code, which never begins with 0.
  const bool fits = number->international && number->digits.size() >= 8 &&
                    number->digits.size() <= 15 && number->digits.front() != '0';
  if (!fits) return Unexpected{BadValue::bad_phone};
  return "+" + number->digits;
}

// ---- the other kinds

Expected<std::string, BadValue> swedish_postcode(std::string_view text) {
  std::string digits;
  const auto points = decode_all(text);
  SAMTYCKE_CHECK(points.has_value());
  for (const Decoded& decoded : *points) {
    if (is_digit(decoded.point)) {
      digits += static_cast<char>(decoded.point);
    } else if (!is_space(decoded.point)) {
      return Unexpected{BadValue::bad_postcode};
    }
  }
  if (digits.size() != 5 || digits.front() == '0') return Unexpected{BadValue::bad_postcode};
  return digits.substr(0, 3) + " " + digits.substr(3);
}

Expected<std::string, BadValue> postcode(std::string_view text, std::string_view country) {
  if (country == "SE") return swedish_postcode(text);
  const bool fits =
      text.size() >= 3 && text.size() <= 10 && all_fit(text, [](char32_t point) {
        return is_digit(point) || is_ascii_letter(point) || point == ' ' || point == '-';
      });
  if (!fits) return Unexpected{BadValue::bad_postcode};
  return std::string{text};
}

Expected<std::string, BadValue> number(std::string_view text) {
  if (!all_fit(text, is_digit)) return Unexpected{BadValue::bad_number};
  while (text.size() > 1 && text.front() == '0') text.remove_prefix(1);
  const bool fits = text.size() < largest_number.size() ||
                    (text.size() == largest_number.size() && text <= largest_number);
  if (!fits) return Unexpected{BadValue::bad_number};
  return std::string{text};
}

Expected<std::string, BadValue> name(std::string_view text) {
  const auto points = decode_all(text);
  SAMTYCKE_CHECK(points.has_value());
  const auto letter = [](const Decoded& decoded) { return is_letter(decoded.point); };
  if (std::none_of(points->begin(), points->end(), letter)) return Unexpected{BadValue::bad_name};
  return std::string{text};
}

Expected<std::string, BadValue> date(std::string_view text) {
  if (!parse_day(text)) return Unexpected{BadValue::bad_date};
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
    case BadValue::bad_number: return "bad_number";
    case BadValue::not_a_choice: return "not_a_choice";
    case BadValue::not_a_topic: return "not_a_topic";
    case BadValue::not_a_value: return "not_a_value";
  }
  SAMTYCKE_NEVER("a bad value without a key");
}

Expected<std::string, BadValue> validate(const notice::Notice& notice, const notice::Field& field,
                                         std::string_view typed) {
  if (field.kind == notice::FieldKind::receipts || field.kind == notice::FieldKind::interactions) {
    return Unexpected{BadValue::not_a_value};
  }
  if (field.kind == notice::FieldKind::email) return validate_email(typed);

  const auto text = trimmed(typed, most_bytes);
  if (!text.ok()) return Unexpected{text.reason()};
  switch (field.kind) {
    case notice::FieldKind::name: return member::name(text.value());
    case notice::FieldKind::text: return std::string{text.value()};
    case notice::FieldKind::phone: return member::phone(text.value(), notice.club.country);
    case notice::FieldKind::postcode: return member::postcode(text.value(), notice.club.country);
    case notice::FieldKind::date: return member::date(text.value());
    case notice::FieldKind::number:
    case notice::FieldKind::amount: return member::number(text.value());
    case notice::FieldKind::choice: return member::choice(text.value(), field);
    case notice::FieldKind::topic: return member::topic(text.value(), notice);
    case notice::FieldKind::email:
    case notice::FieldKind::receipts:
    case notice::FieldKind::interactions: break;
  }
  SAMTYCKE_NEVER("a kind of field without a rule");
}

Expected<std::string, BadValue> validate_email(std::string_view typed) {
  const auto text = trimmed(typed, most_email_bytes);
  if (!text.ok()) return Unexpected{text.reason()};

  const std::size_t at = text.value().find('@');
  if (at == std::string_view::npos) return Unexpected{BadValue::bad_email};
  const std::string_view local = text.value().substr(0, at);
  const std::string_view domain = text.value().substr(at + 1);

  const auto atoms = split_at_dots(local);
  const auto labels = split_at_dots(domain);
  const bool fits = local.size() <= most_local_part_bytes && labels.size() >= 2 &&
                    std::all_of(atoms.begin(), atoms.end(), is_atom) &&
                    std::all_of(labels.begin(), labels.end(), is_label) &&
                    !all_fit(labels.back(), is_digit);  // An IP address, not a name.
  if (!fits) return Unexpected{BadValue::bad_email};
  return std::string{local} + "@" + lower(domain);
}

std::string email_lookup_key(std::string_view canonical_email) {
  return lower(canonical_email);
}

}  // namespace samtycke::member
