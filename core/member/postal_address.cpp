#include "core/member/postal_address.h"

#include <vector>

#include "core/member/characters.h"

namespace samtycke::member {
namespace {

// In lower case, without anything that is neither a letter nor a digit.
std::vector<std::string> words_of(std::string_view typed) {
  if (!characters_of(typed)) return {};
  const std::string text = lower(typed);
  const auto characters = characters_of(text);
  if (!characters) return {};
  std::vector<std::string> words(1);
  std::size_t at = 0;
  for (const Character& character : *characters) {
    if (is_letter(character.point) || is_digit(character.point)) {
      words.back().append(text, at, character.bytes);
    } else if (is_space(character.point) || character.point == ',') {
      words.emplace_back();
    }
    at += character.bytes;
  }
  return words;
}

bool begins_a_flat(std::string_view word) {
  for (const std::string_view name : {"lgh", "lägenhet"}) {
    if (!word.starts_with(name)) continue;
    const std::string_view rest = word.substr(name.size());
    if (rest.empty() || is_digit(static_cast<unsigned char>(rest.front()))) return true;
  }
  return false;
}

std::string without_flat(const std::vector<std::string>& words) {
  std::string key;
  for (const std::string& word : words) {
    if (begins_a_flat(word)) break;
    key += word;
  }
  return key;
}

}  // namespace

std::string address_lookup_key(std::string_view street, std::string_view postcode) {
  const std::string at = without_flat(words_of(street));
  std::string in;
  for (const std::string& word : words_of(postcode)) in += word;
  if (at.empty() || in.empty()) return {};
  return in + " " + at;
}

}  // namespace samtycke::member
