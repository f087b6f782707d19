#include "web/app/wrap.h"

#include <optional>

namespace samtycke::web {
namespace {

constexpr char32_t soft_hyphen = 0xAD;
constexpr char32_t en_dash = 0x2013;

bool is_digit(char32_t c) {
  return c >= '0' && c <= '9';
}
bool is_word(char32_t c) {
  return is_digit(c) || ((c | 32) >= 'a' && (c | 32) <= 'z') || c > 0xBF;
}

// A place where the line may end, and where the next one would begin.
struct Break {
  std::size_t end = 0;
  std::size_t next = 0;
  float width = 0;
  bool hyphen = false;
};

// A hyphen before a digit and after nothing of a word is a minus sign, and stays with its number.
bool is_minus(char32_t before, char32_t after) {
  return is_digit(after) && !is_word(before);
}

class Wrapper {
 public:
  Wrapper(std::string_view text, float width, const Advance& advance)
      : text_(text), limit_(width), advance_(advance), hyphen_(advance('-')) {}

  std::vector<Line> lines() {
    std::size_t at = 0;
    do at = take_line(at);
    while (at != std::string_view::npos);
    return std::move(lines_);
  }

 private:
  void push(std::size_t from, const Break& end) {
    lines_.push_back({text_.substr(from, end.end - from), end.width, end.hyphen});
  }

  // Takes one line and answers where the next begins; npos after the last.
  std::size_t take_line(std::size_t from) {
    std::optional<Break> last;
    float width = 0;
    char32_t before = 0;
    for (std::size_t at = from; at < text_.size();) {
      const Character it = first_character(text_.substr(at));
      const std::size_t next = at + it.bytes;
      if (it.code == '\n') {
        push(from, {at, next, width, false});
        return next;
      }
      if (it.code == soft_hyphen) {
        // The hyphen must fit too; 0.02 is what rounding may add to a line that fits exactly.
        if (limit_ > 0 && width + hyphen_ <= limit_ + 0.02f) last = Break{at, next, width, true};
        at = next;
        continue;
      }
      const float advance = advance_(it.code);
      if (it.code == ' ') {
        last = Break{at, next, width, false};
      } else if (limit_ > 0 && width + advance > limit_ + 0.02f && at > from) {
        const Break end = last ? *last : Break{at, at, width, false};
        push(from, end);
        return end.next;
      }
      width += advance;
      const char32_t after = next < text_.size() ? first_character(text_.substr(next)).code : 0;
      if ((it.code == '-' && !is_minus(before, after)) || it.code == en_dash)
        last = Break{next, next, width, false};
      before = it.code;
      at = next;
    }
    push(from, {text_.size(), 0, width, false});
    return std::string_view::npos;
  }

  std::string_view text_;
  float limit_;
  const Advance& advance_;
  float hyphen_;
  std::vector<Line> lines_;
};

// How many bytes a character has by its first one; 0 for a byte that cannot be first.
std::size_t length_by_first(unsigned char byte) {
  if (byte < 0x80) return 1;
  if (byte >= 0xC2 && byte < 0xE0) return 2;
  if (byte >= 0xE0 && byte < 0xF0) return 3;
  if (byte >= 0xF0 && byte < 0xF5) return 4;
  return 0;
}

}  // namespace

Character first_character(std::string_view text) {
  if (text.empty()) return {};
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const std::size_t length = length_by_first(byte(0));
  if (length == 0 || length > text.size()) return {};
  if (length == 1) return {byte(0), 1};
  char32_t code = byte(0) & (0xFFu >> (length + 1));
  for (std::size_t i = 1; i < length; ++i) {
    if ((byte(i) & 0xC0) != 0x80) return {};
    code = code << 6 | (byte(i) & 0x3F);
  }
  return {code, length};
}

std::vector<Line> wrap(std::string_view text, float width, const Advance& advance) {
  return Wrapper(text, width, advance).lines();
}

}  // namespace samtycke::web
