#include "core/view/receipt_search.h"

#include <algorithm>
#include <charconv>

#include "core/base/day.h"

namespace samtycke::view {
namespace {

// No member has more pages than this of anything.
constexpr int most_pages = 100'000;

int number_in(std::string_view text, int most) {
  int number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  const bool whole = error == std::errc{} && end == text.data() + text.size();
  return whole && number > 0 && number <= most ? number : 0;
}

// Letters of ASCII, and of Latin-1 as UTF-8 writes them: C3 80 to C3 9E, but for the sign of
// multiplication.
std::string folded(std::string_view text) {
  std::string small(text);
  for (std::size_t i = 0; i < small.size(); ++i) {
    const auto byte = static_cast<unsigned char>(small[i]);
    if (byte >= 'A' && byte <= 'Z') small[i] = static_cast<char>(byte + 32);
    const bool after_c3 = i > 0 && static_cast<unsigned char>(small[i - 1]) == 0xC3;
    if (after_c3 && byte >= 0x80 && byte <= 0x9E && byte != 0x97)
      small[i] = static_cast<char>(byte + 32);
  }
  return small;
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

int digit_of(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

// A percent sign before anything else stands for itself.
std::string decoded(std::string_view text) {
  std::string plain;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const int high = i + 2 < text.size() ? digit_of(text[i + 1]) : -1;
    const int low = i + 2 < text.size() ? digit_of(text[i + 2]) : -1;
    if (text[i] == '%' && high >= 0 && low >= 0) {
      plain += static_cast<char>(high * 16 + low);
      i += 2;
    } else {
      plain += text[i] == '+' ? ' ' : text[i];
    }
  }
  return plain;
}

std::string encoded(std::string_view text) {
  constexpr std::string_view hex = "0123456789ABCDEF";
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                       c == '-' || c == '_' || c == '.';
    if (plain) {
      out += c;
    } else {
      out += '%';
      out += hex[byte >> 4];
      out += hex[byte & 15];
    }
  }
  return out;
}

bool says(std::string_view where, const std::string& what) {
  return folded(where).find(what) != std::string::npos;
}

}  // namespace

ReceiptSearch receipt_search(const std::vector<std::pair<std::string, std::string>>& pairs) {
  ReceiptSearch search;
  for (const auto& [name, value] : pairs) {
    if (name == "q") search.text = std::string(trimmed(value));
    if (name == "room") search.room = TopicId{value};
    if (name == "year") search.year = number_in(value, 9999);
    if (name == "page")
      search.page = static_cast<std::size_t>(std::max(1, number_in(value, most_pages)));
  }
  return search;
}

ReceiptSearch receipt_search_at(std::string_view address) {
  address = address.substr(0, address.find('#'));
  const std::size_t mark = address.find('?');
  std::vector<std::pair<std::string, std::string>> pairs;
  std::string_view query = mark == std::string_view::npos ? "" : address.substr(mark + 1);
  while (!query.empty()) {
    const std::string_view one = query.substr(0, query.find('&'));
    query.remove_prefix(std::min(query.size(), one.size() + 1));
    const std::size_t equals = std::min(one.find('='), one.size());
    pairs.emplace_back(decoded(one.substr(0, equals)),
                       decoded(one.substr(std::min(one.size(), equals + 1))));
  }
  return receipt_search(pairs);
}

std::string query_of(const ReceiptSearch& search) {
  std::string query;
  const auto add = [&](std::string_view name, const std::string& value) {
    if (value.empty()) return;
    query.append(query.empty() ? "?" : "&").append(name).append("=").append(encoded(value));
  };
  add("q", search.text);
  add("room", search.room.text());
  add("year", search.year == 0 ? "" : std::to_string(search.year));
  add("page", search.page == 1 ? "" : std::to_string(search.page));
  return query;
}

bool matches(const member::Receipt& receipt, const ReceiptSearch& search) {
  if (search.year != 0 && calendar_date(local_day(receipt.at)).year != search.year) return false;
  const auto& lines = receipt.lines;
  if (!search.room.empty() &&
      std::none_of(lines.begin(), lines.end(),
                   [&](const member::ReceiptLine& line) { return line.topic == search.room; })) {
    return false;
  }
  const std::string text = folded(search.text);
  if (text.empty() || says(receipt.store, text) || says(receipt.number, text)) return true;
  return std::any_of(lines.begin(), lines.end(),
                     [&](const member::ReceiptLine& line) { return says(line.article, text); });
}

member::Amount total(const member::Receipt& receipt, const ReceiptSearch& search) {
  member::Amount sum;
  for (const member::ReceiptLine& line : receipt.lines) {
    if (search.room.empty() || line.topic == search.room) sum = sum + line.amount;
  }
  return sum;
}

}  // namespace samtycke::view
