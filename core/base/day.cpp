#include "core/base/day.h"

#include <array>
#include <charconv>
#include <chrono>  // For the calendar only; the clocks in it are kept out by purity.cmake.

namespace samtycke {
namespace {

constexpr std::int64_t ms_per_second = 1000;
constexpr std::int64_t ms_per_minute = 60 * ms_per_second;
constexpr std::int64_t ms_per_hour = 60 * ms_per_minute;
constexpr std::int64_t ms_per_day = 24 * ms_per_hour;

std::int64_t floor_div(std::int64_t a, std::int64_t b) {
  return a / b - (a % b < 0 ? 1 : 0);
}

std::chrono::year_month_day ymd(Day day) {
  return std::chrono::sys_days{std::chrono::days{day.since_epoch}};
}

Day day_of(std::chrono::sys_days days) {
  return Day{static_cast<std::int32_t>(days.time_since_epoch().count())};
}

std::int64_t last_sunday_one_utc(int year, unsigned month) {
  const std::chrono::sys_days sunday =
      std::chrono::year_month_weekday_last{std::chrono::year{year}, std::chrono::month{month},
                                           std::chrono::weekday_last{std::chrono::Sunday}};
  return sunday.time_since_epoch().count() * ms_per_day + ms_per_hour;
}

std::int64_t stockholm_offset_ms(Instant at) {
  const Day utc_day{static_cast<std::int32_t>(floor_div(at.utc_ms, ms_per_day))};
  const int year = static_cast<int>(ymd(utc_day).year());
  const bool summer =
      at.utc_ms >= last_sunday_one_utc(year, 3) && at.utc_ms < last_sunday_one_utc(year, 10);
  return summer ? 2 * ms_per_hour : ms_per_hour;
}

// Exactly `digits` digits at `from`.
std::optional<int> number_at(std::string_view text, std::size_t from, std::size_t digits) {
  if (text.size() < from + digits) return std::nullopt;
  int value = 0;
  for (std::size_t i = from; i < from + digits; ++i) {
    if (text[i] < '0' || text[i] > '9') return std::nullopt;
    value = value * 10 + (text[i] - '0');
  }
  return value;
}

// In place: a member's file has two hundred moments, and its answer is made of little else.
void append_padded(std::string& text, std::int64_t value, std::size_t digits) {
  std::array<char, 20> written{};
  const char* end = std::to_chars(written.data(), written.data() + written.size(), value).ptr;
  const auto length = static_cast<std::size_t>(end - written.data());
  if (length < digits) text.append(digits - length, '0');
  text.append(written.data(), length);
}

void append_iso(std::string& text, Day day) {
  const CalendarDate date = calendar_date(day);
  append_padded(text, date.year, 4);
  text += '-';
  append_padded(text, date.month, 2);
  text += '-';
  append_padded(text, date.day, 2);
}

// "Z", "+02:00" or "-02:00", whole; minutes east of UTC.
std::optional<int> zone_minutes(std::string_view zone) {
  if (zone == "Z" || zone == "z") return 0;
  if (zone.size() != 6 || (zone[0] != '+' && zone[0] != '-') || zone[3] != ':') return std::nullopt;
  const auto hours = number_at(zone, 1, 2);
  const auto minutes = number_at(zone, 4, 2);
  if (!hours || !minutes || *hours > 23 || *minutes > 59) return std::nullopt;
  const int east = *hours * 60 + *minutes;
  return zone[0] == '-' ? -east : east;
}

// ".5", ".123", ".123456": milliseconds, finer digits cut. `used` is how many characters it took.
int fraction_ms(std::string_view text, std::size_t& used) {
  used = 0;
  if (text.empty() || text[0] != '.') return 0;
  int ms = 0;
  int scale = 100;
  for (used = 1; used < text.size() && text[used] >= '0' && text[used] <= '9'; ++used) {
    ms += (text[used] - '0') * scale;
    scale /= 10;
  }
  return ms;
}

std::optional<Instant> if_in_calendar(Instant at) {
  return is_in_calendar(at) ? std::optional{at} : std::nullopt;
}

}  // namespace

std::optional<Day> day_from(const CalendarDate& date) {
  if (date.year < 1900 || date.year > 2199 || date.month < 1 || date.day < 1) return std::nullopt;
  const std::chrono::year_month_day candidate{std::chrono::year{date.year},
                                              std::chrono::month{static_cast<unsigned>(date.month)},
                                              std::chrono::day{static_cast<unsigned>(date.day)}};
  if (!candidate.ok()) return std::nullopt;
  return day_of(std::chrono::sys_days{candidate});
}

CalendarDate calendar_date(Day day) {
  const auto date = ymd(day);
  return {static_cast<int>(date.year()), static_cast<int>(static_cast<unsigned>(date.month())),
          static_cast<int>(static_cast<unsigned>(date.day()))};
}

std::optional<Day> parse_day(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const auto year = number_at(text, 0, 4);
  const auto month = number_at(text, 5, 2);
  const auto day = number_at(text, 8, 2);
  if (!year || !month || !day) return std::nullopt;
  return day_from({*year, *month, *day});
}

std::string iso(Day day) {
  std::string text;
  append_iso(text, day);
  return text;
}

Day add_years(Day day, int years) {
  const auto moved = ymd(day) + std::chrono::years{years};
  if (moved.ok()) return day_of(std::chrono::sys_days{moved});
  return day_of(std::chrono::sys_days{moved.year() / moved.month() / std::chrono::last});
}

Day add_months(Day day, int months) {
  const auto moved = ymd(day) + std::chrono::months{months};
  if (moved.ok()) return day_of(std::chrono::sys_days{moved});
  return day_of(std::chrono::sys_days{moved.year() / moved.month() / std::chrono::last});
}

int full_years(Day from, Day to) {
  const int years = static_cast<int>(ymd(to).year()) - static_cast<int>(ymd(from).year());
  return add_years(from, years) <= to ? years : years - 1;
}

int full_months(Day from, Day to) {
  const CalendarDate first = calendar_date(from);
  const CalendarDate last = calendar_date(to);
  const int months = (last.year - first.year) * 12 + last.month - first.month;
  return add_months(from, months) <= to ? months : months - 1;
}

Day local_day(Instant at) {
  return Day{static_cast<std::int32_t>(floor_div(at.utc_ms + stockholm_offset_ms(at), ms_per_day))};
}

Instant start_of(Day day) {
  // Midnight is never inside a change of the clock (those are at 01:00 UTC), so the offset an hour
  // before UTC midnight is the offset at local midnight.
  const std::int64_t utc_midnight = day.since_epoch * ms_per_day;
  return Instant{utc_midnight - stockholm_offset_ms(Instant{utc_midnight - ms_per_hour})};
}

LocalTime local_time(Instant at) {
  const std::int64_t local = at.utc_ms + stockholm_offset_ms(at);
  const std::int64_t in_day = local - floor_div(local, ms_per_day) * ms_per_day;
  return {static_cast<int>(in_day / ms_per_hour),
          static_cast<int>(in_day % ms_per_hour / ms_per_minute)};
}

std::optional<Instant> parse_instant(std::string_view text) {
  if (text.size() == 10) {
    const auto day = parse_day(text);
    return day ? if_in_calendar(start_of(*day)) : std::nullopt;
  }
  if (text.size() < 20 || (text[10] != 'T' && text[10] != 't' && text[10] != ' ')) {
    return std::nullopt;
  }
  const auto day = parse_day(text.substr(0, 10));
  const auto hour = number_at(text, 11, 2);
  const auto minute = number_at(text, 14, 2);
  const auto second = number_at(text, 17, 2);
  if (!day || !hour || !minute || !second || text[13] != ':' || text[16] != ':') {
    return std::nullopt;
  }
  if (*hour > 23 || *minute > 59 || *second > 59) return std::nullopt;
  std::size_t used = 0;
  const int ms = fraction_ms(text.substr(19), used);
  if (used == 1) return std::nullopt;  // A dot with no digit after it.
  const auto zone = zone_minutes(text.substr(19 + used));
  if (!zone) return std::nullopt;
  return if_in_calendar(Instant{day->since_epoch * ms_per_day + *hour * ms_per_hour +
                                (*minute - *zone) * ms_per_minute + *second * ms_per_second + ms});
}

bool is_in_calendar(Instant at) {
  const std::int64_t days = floor_div(at.utc_ms, ms_per_day);
  const std::optional<Day> first = day_from({.year = 1900, .month = 1, .day = 1});
  const std::optional<Day> last = day_from({.year = 2199, .month = 12, .day = 31});
  return days >= first->since_epoch && days <= last->since_epoch;
}

std::string rfc3339(Instant at) {
  const std::int64_t days = floor_div(at.utc_ms, ms_per_day);
  const std::int64_t in_day = at.utc_ms - days * ms_per_day;
  std::string text;
  text.reserve(24);
  append_iso(text, Day{static_cast<std::int32_t>(days)});
  text += 'T';
  append_padded(text, in_day / ms_per_hour, 2);
  text += ':';
  append_padded(text, in_day % ms_per_hour / ms_per_minute, 2);
  text += ':';
  append_padded(text, in_day % ms_per_minute / ms_per_second, 2);
  if (in_day % ms_per_second != 0) {
    text += '.';
    append_padded(text, in_day % ms_per_second, 3);
  }
  text += 'Z';
  return text;
}

}  // namespace samtycke
