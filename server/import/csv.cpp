#include "server/import/csv.h"

#include "core/base/check.h"

namespace samtycke::server::import {
namespace {

constexpr std::size_t buffer_bytes = 64 * 1024;
constexpr int end_of_file = -1;

}  // namespace

std::string_view key(RowFault fault) {
  switch (fault) {
    case RowFault::stray_quote: return "row.stray_quote";
    case RowFault::too_long: return "row.too_long";
  }
  SAMTYCKE_NEVER("every case returns");
}

CsvReader::CsvReader(std::istream& in, char separator)
    : in_(in), separator_(separator), buffer_(buffer_bytes) {
  // A byte order mark says "UTF-8" and belongs to no cell.
  if (fill() && held_ >= 3 && buffer_[0] == '\xEF' && buffer_[1] == '\xBB' &&
      buffer_[2] == '\xBF') {
    used_ = 3;
    consumed_ = 3;
  }
}

bool CsvReader::fill() {
  in_.read(buffer_.data(), static_cast<std::streamsize>(buffer_.size()));
  held_ = static_cast<std::size_t>(in_.gcount());
  used_ = 0;
  return held_ > 0;
}

int CsvReader::peek() {
  if (used_ == held_ && !fill()) return end_of_file;
  return static_cast<unsigned char>(buffer_[used_]);
}

int CsvReader::take() {
  const int next = peek();
  if (next == end_of_file) {
    // A character that the end of the file cuts off.
    if (utf8_left_ > 0)
      bad_ = BadCsv{.kind = BadCsvKind::not_utf8, .offset = character_at_, .line = line_};
    return end_of_file;
  }
  if (!check_utf8(static_cast<unsigned char>(next))) {
    bad_ = BadCsv{.kind = BadCsvKind::not_utf8, .offset = character_at_, .line = line_};
    return end_of_file;
  }
  ++used_;
  ++consumed_;
  if (next == '\n' || (next == '\r' && peek() != '\n')) ++line_;
  return next;
}

// RFC 3629, table 3-7 of the Unicode standard: no overlong form, no surrogate, nothing over U+10FFFF.
bool CsvReader::check_utf8(unsigned char byte) {
  if (utf8_left_ > 0) {
    if (byte < utf8_least_ || byte > utf8_most_) return false;
    utf8_least_ = 0x80;
    utf8_most_ = 0xBF;
    --utf8_left_;
    return true;
  }
  character_at_ = consumed_;
  if (byte < 0x80) return true;
  if (byte < 0xC2 || byte > 0xF4) return false;
  utf8_left_ = byte < 0xE0 ? 1 : byte < 0xF0 ? 2 : 3;
  utf8_least_ = byte == 0xE0 ? 0xA0 : byte == 0xF0 ? 0x90 : 0x80;
  utf8_most_ = byte == 0xED ? 0x9F : byte == 0xF4 ? 0x8F : 0xBF;
  return true;
}

void CsvReader::add(CsvRow& row, char byte) {
  if (++row_bytes_ > longest_row) {
    row.fault = RowFault::too_long;
    row.cells.clear();
    cell_.clear();
    return;
  }
  cell_.push_back(byte);
}

void CsvReader::end_cell(CsvRow& row) {
  if (row.fault == RowFault::too_long) return;
  if (row.cells.size() == most_cells) {
    row.fault = RowFault::too_long;
    row.cells.clear();
    row_bytes_ = longest_row;
    return;
  }
  row.cells.push_back(cell_);
  cell_.clear();
}

bool CsvReader::step(CsvRow& row, int byte) {
  const bool row_end = byte == '\n' || byte == '\r';
  switch (state_) {
    case State::quoted:
      if (byte == '"') {
        state_ = State::quote_in_quoted;
      } else {
        add(row, static_cast<char>(byte));
      }
      return false;
    case State::quote_in_quoted:
      if (byte == '"') {
        add(row, '"');
        state_ = State::quoted;
        return false;
      }
      if (byte == separator_ || row_end) break;
      state_ = State::spoilt;
      if (!row.fault) row.fault = RowFault::stray_quote;
      add(row, static_cast<char>(byte));
      return false;
    case State::cell_start:
      if (byte == '"') {
        state_ = State::quoted;
        quotes_seen_ = true;
        return false;
      }
      state_ = State::plain;
      break;
    case State::plain:
    case State::spoilt: break;
  }
  if (byte == separator_ || row_end) {
    end_cell(row);
    state_ = State::cell_start;
    return row_end;
  }
  if (byte == '"' && !row.fault) row.fault = RowFault::stray_quote;
  add(row, static_cast<char>(byte));
  return false;
}

Expected<bool, BadCsv> CsvReader::next(CsvRow& row) {
  if (bad_) return Unexpected{*bad_};
  while (true) {
    row.cells.clear();
    row.fault.reset();
    row.line = line_;
    cell_.clear();
    row_bytes_ = 0;
    quotes_seen_ = false;
    state_ = State::cell_start;
    bool anything = false;
    bool ended = false;
    while (!ended) {
      const int byte = take();
      if (bad_) return Unexpected{*bad_};
      if (byte == end_of_file) break;
      anything = true;
      if (byte == '\r' && state_ != State::quoted && peek() == '\n') continue;  // CRLF is one end.
      ended = step(row, byte);
    }
    if (!anything) return false;
    if (!ended) {
      if (state_ == State::quoted) {
        bad_ =
            BadCsv{.kind = BadCsvKind::unterminated_quote, .offset = consumed_, .line = row.line};
        return Unexpected{*bad_};
      }
      end_cell(row);
    }
    const bool blank = row.cells.size() == 1 && row.cells[0].empty() && !quotes_seen_ && !row.fault;
    if (!blank) return true;
  }
}

}  // namespace samtycke::server::import
