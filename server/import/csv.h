// Comma-separated values by RFC 4180, read row by row from a stream of any length.
//
// UTF-8 with or without a byte order mark; CRLF, LF or CR ends a row; a quoted cell may hold separators,
// quotes ("" is one) and line breaks. Anything that is not UTF-8 is refused with the offset of its
// first bad byte: guessing another encoding would store people's names wrong, and nobody would know.
// A row with a fault of its own is handed out as such, so that the rows after it can be kept.
#pragma once

#include <cstdint>
#include <istream>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/expected.h"

namespace samtycke::server::import {

// After these nothing that follows can be trusted.
enum class BadCsvKind { not_utf8, unterminated_quote };

struct BadCsv {
  BadCsvKind kind = BadCsvKind::not_utf8;
  std::int64_t offset = 0;  // not_utf8: of the first bad byte, from 0.
  std::int64_t line = 1;    // unterminated_quote: of the row with the quote; lines count from 1.
};

enum class RowFault {
  stray_quote,  // A quote inside an unquoted cell, or text after the closing one.
  too_long,     // Over longest_row bytes or most_cells cells. Its cells are dropped.
};
std::string_view key(RowFault);

struct CsvRow {
  std::int64_t line = 1;  // The line of the file that the row begins on.
  std::vector<std::string> cells;
  std::optional<RowFault> fault;
};

class CsvReader {
 public:
  static constexpr std::size_t longest_row = 1024 * 1024;
  static constexpr std::size_t most_cells = 1000;

  explicit CsvReader(std::istream& in, char separator = ',');

  // The next row that is not a blank line, into `row`. False at the end of the file. After a refusal
  // every further call is refused in the same way.
  Expected<bool, BadCsv> next(CsvRow& row);

  // Bytes taken from the stream and used so far.
  std::int64_t offset() const { return consumed_; }

 private:
  enum class State { cell_start, plain, quoted, quote_in_quoted, spoilt };

  int take();  // The next byte, or -1. Checks UTF-8 and counts lines.
  int peek();
  bool fill();
  bool check_utf8(unsigned char byte);
  void add(CsvRow& row, char byte);
  void end_cell(CsvRow& row);
  // One byte of a row. True: the row ended.
  bool step(CsvRow& row, int byte);

  std::istream& in_;
  char separator_;
  std::vector<char> buffer_;
  std::size_t used_ = 0;
  std::size_t held_ = 0;
  std::int64_t consumed_ = 0;
  std::int64_t line_ = 1;

  State state_ = State::cell_start;
  std::string cell_;
  std::size_t row_bytes_ = 0;
  bool quotes_seen_ = false;  // A blank line has no cell; a line of "" has one.

  int utf8_left_ = 0;  // Bytes that the character under way still needs.
  std::int64_t character_at_ = 0;
  unsigned char utf8_least_ = 0x80;
  unsigned char utf8_most_ = 0xBF;
  std::optional<BadCsv> bad_;
};

}  // namespace samtycke::server::import
