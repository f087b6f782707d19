#include "core/view/format.h"

#include <array>

namespace samtycke::view {
namespace {

constexpr std::string_view no_break_space = "\u00a0";
constexpr std::string_view minus_sign = "\u2212";

constexpr std::array<std::string_view, 12> swedish_months = {
    "januari", "februari", "mars",      "april",   "maj",      "juni",
    "juli",    "augusti",  "september", "oktober", "november", "december"};
constexpr std::array<std::string_view, 12> english_months = {
    "January", "February", "March",     "April",   "May",      "June",
    "July",    "August",   "September", "October", "November", "December"};

bool is_swedish(const Language& language) {
  return language.text() == "sv";
}

std::string two_digits(int n) {
  return (n < 10 ? "0" : "") + std::to_string(n);
}

// Without its sign, as unsigned, since the smallest integer has no positive twin.
std::uint64_t size_of(std::int64_t n) {
  return n < 0 ? 0 - static_cast<std::uint64_t>(n) : static_cast<std::uint64_t>(n);
}

std::string grouped(std::uint64_t n, std::string_view separator) {
  const std::string digits = std::to_string(n);
  std::string text;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    if (i != 0 && (digits.size() - i) % 3 == 0) text.append(separator);
    text.push_back(digits[i]);
  }
  return text;
}

std::string_view separator_of(const Language& language) {
  return is_swedish(language) ? no_break_space : std::string_view(",");
}

// How many digits the area code has, the leading 0 not counted (PTS, the numbering plan for telephony).
std::size_t area_code_length(std::string_view national) {
  if (national[0] == '8') return 1;
  if (national[0] == '7') return 2;
  static constexpr std::array<std::string_view, 22> two_digit_codes = {
      "10", "11", "13", "16", "18", "19", "20", "21", "23", "26", "31",
      "33", "35", "36", "40", "42", "44", "46", "54", "60", "63", "90"};
  for (const std::string_view code : two_digit_codes) {
    if (national.substr(0, 2) == code) return 2;
  }
  return 3;
}

// "12345" as "123 45", "1234567" as "123 45 67": pairs from the end, what is odd goes first.
std::string in_pairs(std::string_view digits) {
  const std::size_t first = digits.size() % 2 == 0 && digits.size() != 8 ? 2 : 3;
  std::string text(digits.substr(0, first));
  std::size_t at = first;
  if (digits.size() == 8) {
    text.append(" ").append(digits.substr(at, 3));
    at += 3;
  }
  for (; at < digits.size(); at += 2) text.append(" ").append(digits.substr(at, 2));
  return text;
}

}  // namespace

std::string format_day(Day day, const Language& language) {
  const CalendarDate date = calendar_date(day);
  const auto& months = is_swedish(language) ? swedish_months : english_months;
  return std::to_string(date.day)
      .append(" ")
      .append(months[static_cast<std::size_t>(date.month - 1)])
      .append(" ")
      .append(std::to_string(date.year));
}

std::string format_moment(Instant at, const Language& language) {
  const LocalTime time = local_time(at);
  const std::string day = format_day(local_day(at), language);
  if (is_swedish(language)) {
    return day + " kl. " + two_digits(time.hour) + "." + two_digits(time.minute);
  }
  return day + ", " + two_digits(time.hour) + ":" + two_digits(time.minute);
}

std::string format_amount(member::Amount amount, std::string_view currency,
                          const Language& language) {
  const std::uint64_t size = size_of(amount.minor);
  const bool swedish = is_swedish(language);
  const std::string number = grouped(size / 100, separator_of(language)) + (swedish ? "," : ".") +
                             two_digits(static_cast<int>(size % 100));
  std::string text(amount.minor < 0 ? minus_sign : std::string_view());
  if (!swedish) return text.append(currency).append(no_break_space).append(number);
  return text.append(number).append(no_break_space).append(currency == "SEK" ? "kr" : currency);
}

std::string format_number(std::int64_t n, const Language& language) {
  return std::string(n < 0 ? minus_sign : std::string_view())
      .append(grouped(size_of(n), separator_of(language)));
}

std::string format_phone(std::string_view e164) {
  constexpr std::string_view sweden = "+46";
  if (e164.substr(0, sweden.size()) != sweden) return std::string(e164);
  const std::string_view national = e164.substr(sweden.size());
  // Shorter or longer than the numbering plan has: shown as it is stored rather than guessed at.
  if (national.size() < 7 || national.size() > 9) return std::string(e164);
  const std::size_t area = area_code_length(national);
  return "0" + std::string(national.substr(0, area)) + "-" + in_pairs(national.substr(area));
}

}  // namespace samtycke::view
