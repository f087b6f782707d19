#include "core/wire/csv.h"

#include <algorithm>
#include <string_view>

namespace samtycke::wire {
namespace {

bool all_digits(std::string_view text) {
  return !text.empty() &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

bool is_plain_number(std::string_view text) {
  if (text.starts_with('-') || text.starts_with('+')) text.remove_prefix(1);
  const std::size_t point = text.find('.');
  if (point == std::string_view::npos) return all_digits(text);
  return all_digits(text.substr(0, point)) && all_digits(text.substr(point + 1));
}

bool starts_formula(char c) {
  return std::string_view("=+-@\t\r\n").find(c) != std::string_view::npos;
}

}  // namespace

std::string csv_row(const std::vector<std::string>& cells, char separator) {
  std::string row;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (i > 0) row += separator;
    const std::string& cell = cells[i];
    if (cell.find_first_of("\"\r\n") == std::string::npos &&
        cell.find(separator) == std::string::npos) {
      row += cell;
      continue;
    }
    row += '"';
    for (const char c : cell) {
      if (c == '"') row += '"';
      row += c;
    }
    row += '"';
  }
  return row + "\r\n";
}

std::string harmless_cell(std::string cell) {
  if (is_plain_number(cell)) return cell;
  std::string made;
  bool at_start = true;
  for (const char c : cell) {
    if (at_start && starts_formula(c)) made += '\'';
    made += c;
    at_start = c == ';';
  }
  return made;
}

}  // namespace samtycke::wire
