#include "core/wire/json_writer.h"

#include <algorithm>
#include <charconv>

#include "core/base/check.h"
#include "core/base/utf8.h"

namespace samtycke::wire {
namespace {

// The bytes that stand for themselves in JSON, whatever is beside them.
constexpr std::array<bool, 256> plain_bytes() {
  std::array<bool, 256> plain{};
  for (std::size_t c = 0x20; c < 0x80; ++c) plain[c] = c != '"' && c != '\\';
  return plain;
}
constexpr std::array<bool, 256> plain = plain_bytes();

// How many bytes at the start of the text are such.
std::size_t plain_length(std::string_view text) {
  const auto is_plain = [](char c) { return plain[static_cast<unsigned char>(c)]; };
  const auto last = std::find_if_not(text.begin(), text.end(), is_plain);
  return static_cast<std::size_t>(last - text.begin());
}

// The first character of the text, which does not stand for itself. How many bytes of it that was.
std::size_t write_escaped(std::string& out, std::string_view text) {
  constexpr std::string_view digits = "0123456789abcdef";
  const auto c = static_cast<unsigned char>(text.front());
  if (c >= 0x80) {
    const std::size_t length = utf8_length(text);
    if (length == 0) {
      out += "\xEF\xBF\xBD";
      return 1;
    }
    out += text.substr(0, length);
    return length;
  }
  if (c == '"' || c == '\\') {
    out += '\\';
    out += text.front();
  } else if (c == '\n') {
    out += "\\n";
  } else if (c == '\r') {
    out += "\\r";
  } else if (c == '\t') {
    out += "\\t";
  } else {
    out += "\\u00";
    out += digits[c >> 4U];
    out += digits[c & 15U];
  }
  return 1;
}

void write_string(std::string& out, std::string_view text) {
  out += '"';
  while (!text.empty()) {
    // Most of every text goes in one piece.
    const std::size_t length = plain_length(text);
    out += text.substr(0, length);
    text.remove_prefix(length);
    if (!text.empty()) text.remove_prefix(write_escaped(out, text));
  }
  out += '"';
}

}  // namespace

void JsonWriter::next_line() {
  if (layout_ == Layout::canonical) return;
  out_ += '\n';
  out_.append(2 * depth_, ' ');
}

JsonWriter& JsonWriter::at(std::string_view key) {
  SAMTYCKE_CHECK(depth_ > 0 && !level().is_list);
  SAMTYCKE_CHECK(!level().any || level().latest < key);
  if (level().any) out_ += ',';
  level().any = true;
  level().latest = key;
  next_line();
  write_string(out_, key);
  out_ += layout_ == Layout::canonical ? ":" : ": ";
  return *this;
}

void JsonWriter::before_value() {
  if (depth_ == 0 || !level().is_list) return;
  if (level().any) out_ += ',';
  level().any = true;
  next_line();
}

void JsonWriter::text(std::string_view text) {
  before_value();
  write_string(out_, text);
}

void JsonWriter::number(std::int64_t number) {
  before_value();
  std::array<char, 24> digits{};
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
  out_.append(digits.data(), end);
}

void JsonWriter::boolean(bool value) {
  before_value();
  out_ += value ? "true" : "false";
}

void JsonWriter::null() {
  before_value();
  out_ += "null";
}

void JsonWriter::written(std::string_view canonical) {
  before_value();
  out_ += canonical;
}

void JsonWriter::open(char bracket) {
  before_value();
  SAMTYCKE_CHECK(depth_ < deepest);
  out_ += bracket;
  levels_[depth_++] = {{}, false, bracket == '['};
}

void JsonWriter::close(char bracket) {
  const bool any = level().any;
  --depth_;
  if (any) next_line();
  out_ += bracket;
}

std::string JsonWriter::take() && {
  if (layout_ == Layout::indented) out_ += '\n';
  return std::move(out_);
}

}  // namespace samtycke::wire
