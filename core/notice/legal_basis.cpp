#include "core/notice/legal_basis.h"

#include <cstddef>

namespace samtycke::notice {
namespace {

enum class Sort { sign, digit, letter };

Sort sort_of(char c) {
  if (c >= '0' && c <= '9') return Sort::digit;
  // Bytes of letters such as "å" too: "ä" is no letter of the article.
  const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c & 0x80) != 0;
  return letter ? Sort::letter : Sort::sign;
}

// The next word or number from `at` on, and `at` behind it. Empty at the end.
std::string_view next_word(std::string_view text, std::size_t& at) {
  while (at < text.size() && sort_of(text[at]) == Sort::sign) ++at;
  const std::size_t begin = at;
  while (at < text.size() && sort_of(text[at]) == sort_of(text[begin])) ++at;
  return text.substr(begin, at - begin);
}

}  // namespace

std::string grounds_in(std::string_view law) {
  std::string grounds;
  std::string_view article;
  std::string_view paragraph;
  std::size_t at = 0;
  for (auto word = next_word(law, at); !word.empty(); word = next_word(law, at)) {
    if (sort_of(word.front()) == Sort::digit) {
      article = paragraph;
      paragraph = word;
      continue;
    }
    const char letter = static_cast<char>(word.front() | 0x20);
    const bool ground = word.size() == 1 && letter >= 'a' && letter <= 'f';
    if (!ground || article != "6" || paragraph != "1") continue;
    if (grounds.find(letter) == std::string::npos) grounds += letter;
  }
  return grounds;
}

}  // namespace samtycke::notice
