#include "server/import/cell.h"

#include <string>

#include "core/base/check.h"
#include "core/base/day.h"

namespace samtycke::server::import {
namespace {

constexpr std::int64_t largest_integer = 9007199254740991;  // 2^53 - 1, as JSON keeps it exactly.
constexpr std::int64_t minute_ms = 60'000;
constexpr std::int64_t day_ms = 24 * 60 * minute_ms;

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

// Takes spaces between digits out: ASCII, U+00A0 and U+202F, as spreadsheets write thousands.
std::string without_spaces(std::string_view text) {
  std::string kept;
  for (std::size_t i = 0; i < text.size();) {
    if (text[i] == ' ') {
      i += 1;
    } else if (text.substr(i).starts_with("\u00A0")) {
      i += 2;
    } else if (text.substr(i).starts_with("\u202F")) {
      i += 3;
    } else {
      kept += text[i++];
    }
  }
  return kept;
}

// U+2212 is what a careful spreadsheet writes for minus.
bool take_minus(std::string_view& text) {
  for (const std::string_view minus : {std::string_view("-"), std::string_view("\u2212")}) {
    if (text.starts_with(minus)) {
      text.remove_prefix(minus.size());
      return true;
    }
  }
  return false;
}

std::optional<std::int64_t> digits(std::string_view text) {
  if (text.empty()) return std::nullopt;
  std::int64_t number = 0;
  for (const char c : text) {
    if (!is_digit(c) || number > largest_integer / 10) return std::nullopt;
    number = number * 10 + (c - '0');
  }
  return number <= largest_integer ? std::optional(number) : std::nullopt;
}

// The first two decimals as a number from 0 to 99; none when a later one is not zero.
std::optional<std::int64_t> hundredths(std::string_view text) {
  std::int64_t number = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (!is_digit(text[i]) || (i >= 2 && text[i] != '0')) return std::nullopt;
    if (i < 2) number = number * 10 + (text[i] - '0');
  }
  return text.size() == 1 ? number * 10 : number;
}

std::optional<std::int64_t> two_digits(std::string_view text, std::size_t at, std::int64_t most) {
  if (at + 2 > text.size() || !is_digit(text[at]) || !is_digit(text[at + 1])) return std::nullopt;
  const std::int64_t number = (text[at] - '0') * 10 + (text[at + 1] - '0');
  return number <= most ? std::optional(number) : std::nullopt;
}

// "03:31" or "03:31:57" as milliseconds of the day.
std::optional<std::int64_t> time_of_day(std::string_view text) {
  if (text.size() != 5 && text.size() != 8) return std::nullopt;
  const auto hour = two_digits(text, 0, 23);
  const auto minute = two_digits(text, 3, 59);
  const auto second = text.size() == 8 ? two_digits(text, 6, 59) : std::optional<std::int64_t>(0);
  if (!hour || !minute || !second || text[2] != ':') return std::nullopt;
  if (text.size() == 8 && text[5] != ':') return std::nullopt;
  return (*hour * 60 + *minute) * minute_ms + *second * 1000;
}

Instant in_stockholm(Day day, std::int64_t ms_of_day) {
  Instant guess{start_of(day).utc_ms + ms_of_day};
  // Where the clocks were moved between midnight and then, the guess is off by that much.
  const LocalTime shown = local_time(guess);
  const std::int64_t shown_ms = (shown.hour * 60 + shown.minute) * minute_ms;
  const std::int64_t days = local_day(guess).since_epoch - day.since_epoch;
  const Instant moved{guess.utc_ms + (ms_of_day / minute_ms) * minute_ms - shown_ms -
                      days * day_ms};
  // A skipped hour would be moved back before the clocks changed; the hour after it is meant then.
  const LocalTime check = local_time(moved);
  return check.hour * 60 + check.minute == ms_of_day / minute_ms ? moved : guess;
}

}  // namespace

std::optional<member::Amount> parse_amount(std::string_view cell, wire::CellFormat format) {
  const std::string tight = without_spaces(cell);
  std::string_view text = tight;
  const bool minus = take_minus(text);
  std::optional<std::int64_t> minor;
  if (format == wire::CellFormat::minor) {
    minor = digits(text);
  } else {
    const char point = format == wire::CellFormat::decimal_comma ? ',' : '.';
    const std::size_t at = text.find(point);
    const auto whole = digits(text.substr(0, at));
    const auto part = at == std::string_view::npos ? std::optional<std::int64_t>(0)
                      : at + 1 == text.size()      ? std::nullopt
                                                   : hundredths(text.substr(at + 1));
    if (whole && part && *whole <= (largest_integer - *part) / 100) minor = *whole * 100 + *part;
  }
  if (!minor) return std::nullopt;
  return member::Amount{minus ? -*minor : *minor};
}

std::optional<std::int64_t> parse_whole(std::string_view text) {
  const bool minus = take_minus(text);
  const auto number = digits(text);
  if (!number) return std::nullopt;
  return minus ? -*number : *number;
}

std::optional<Instant> parse_moment(std::string_view text, wire::CellFormat format) {
  if (format != wire::CellFormat::utc && format != wire::CellFormat::stockholm) {
    return parse_instant(text);
  }
  if (text.size() < 11 || (text[10] != ' ' && text[10] != 'T')) return std::nullopt;
  const auto day = parse_day(text.substr(0, 10));
  const auto ms = time_of_day(text.substr(11));
  if (!day || !ms) return std::nullopt;
  const Instant at = format == wire::CellFormat::utc ? Instant{day->since_epoch * day_ms + *ms}
                                                     : in_stockholm(*day, *ms);
  // A store could not read another one back.
  return is_in_calendar(at) ? std::optional(at) : std::nullopt;
}

}  // namespace samtycke::server::import
