#include "server/store/erasure_line.h"

#include <charconv>
#include <utility>
#include <vector>

#include "core/base/check.h"

namespace samtycke::server {
namespace {

constexpr std::size_t hash_digits = 32;
constexpr std::string_view none = "-";
constexpr std::string_view no = "no";

bool is_hash(std::string_view text) {
  return text.size() == hash_digits &&
         text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

std::string_view word(proof::ErasureReason reason) {
  switch (reason) {
    case proof::ErasureReason::left: return "left";
    case proof::ErasureReason::retention: return "retention";
    case proof::ErasureReason::asked: return "asked";
  }
  SAMTYCKE_NEVER("every case returns");
}

std::optional<proof::ErasureReason> reason_from(std::string_view text) {
  for (const auto known :
       {proof::ErasureReason::left, proof::ErasureReason::retention, proof::ErasureReason::asked}) {
    if (word(known) == text) return known;
  }
  return std::nullopt;
}

// Separated by one blank.
std::vector<std::string_view> words_of(std::string_view line) {
  std::vector<std::string_view> words;
  for (;;) {
    const std::size_t blank = line.find(' ');
    words.push_back(line.substr(0, blank));
    if (blank == std::string_view::npos) return words;
    line.remove_prefix(blank + 1);
  }
}

template <class Number>
bool read_number(std::string_view text, Number& number) {
  const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
  return read.ec == std::errc() && read.ptr == text.data() + text.size();
}

bool read_hash(std::string_view text, std::string& hash) {
  hash = text;
  return text == none || is_hash(text);
}

bool read_leaf(std::string_view id, std::string_view reason, std::optional<proof::Erased>& leaf) {
  const auto known = reason_from(reason);
  if (!known || !is_hash(id)) return false;
  leaf = proof::Erased{std::string(id), *known};
  return true;
}

// version, moment, member, number, e-mail; then, where there was a ledger, leaf and reason; then perhaps "no".
bool read_unsealed(std::vector<std::string_view> words, ErasureLine& line) {
  line.said_no = words.back() == no;
  if (line.said_no) words.pop_back();
  if (words.size() == 5) return true;
  return words.size() == 7 && read_leaf(words[5], words[6], line.leaf);
}

// version, moment, member, number, e-mail, phone, address, leaf, reason, decisions, "no" or "-", seal
bool read_sealed(const std::vector<std::string_view>& words, ErasureLine& line) {
  line.said_no = words[10] == no;
  line.seal = words[11];
  const bool has_leaf = words[7] != none;
  std::uint64_t decisions = 0;
  const bool counted = words[9] != none;
  if (has_leaf && !read_leaf(words[7], words[8], line.leaf)) return false;
  if (!has_leaf && (words[8] != none || counted)) return false;
  if (counted && !read_number(words[9], decisions)) return false;
  if (counted) line.leaf->decisions = decisions;
  return read_hash(words[5], line.phone) && read_hash(words[6], line.address) &&
         (line.said_no || words[10] == none) && is_hash(line.seal);
}

constexpr std::size_t words_of_sealed = 12;

std::string text_of_sealed(const ErasureLine& line) {
  std::string text;
  for (const std::string& part : {std::to_string(line.version), std::to_string(line.at.utc_ms),
                                  line.member, line.number, line.email, line.phone, line.address}) {
    text += part + " ";
  }
  if (line.leaf) {
    text += line.leaf->id + " " + std::string(word(line.leaf->reason)) + " " +
            (line.leaf->decisions ? std::to_string(*line.leaf->decisions) : std::string(none));
  } else {
    text += "- - -";
  }
  return text + " " + std::string(line.said_no ? no : none);
}

}  // namespace

std::optional<ErasureLine> erasure_line_from(std::string_view text) {
  const auto words = words_of(text);
  ErasureLine line;
  if (words.size() < 5 || !read_number(words[0], line.version) ||
      !read_number(words[1], line.at.utc_ms) || !read_hash(words[2], line.member) ||
      !read_hash(words[3], line.number) || !read_hash(words[4], line.email)) {
    return std::nullopt;
  }
  const bool whole =
      words.size() == words_of_sealed ? read_sealed(words, line) : read_unsealed(words, line);
  // One erasure has one line: what is not written back as it was read is not ours.
  if (!whole || to_text(line) != std::string(text) + "\n") return std::nullopt;
  return line;
}

std::string to_text(const ErasureLine& line) {
  if (!line.seal.empty()) return text_of_sealed(line) + " " + line.seal + "\n";
  std::string text = std::to_string(line.version) + " " + std::to_string(line.at.utc_ms) + " " +
                     line.member + " " + line.number + " " + line.email;
  if (line.leaf) text += " " + line.leaf->id + " " + std::string(word(line.leaf->reason));
  return text + (line.said_no ? " " + std::string(no) : "") + "\n";
}

std::string seal_of(const StoreKey& key, std::int64_t place, const ErasureLine& line) {
  const std::string text = std::to_string(place) + " " + text_of_sealed(line);
  return hex(blind(key.key, "line of an erasure", text).substr(0, hash_digits / 2));
}

ErasureLine forgotten(ErasureLine line) {
  for (std::string* hash : {&line.member, &line.number, &line.email, &line.phone, &line.address}) {
    *hash = none;
  }
  line.said_no = false;
  line.seal.clear();
  return line;
}

bool are_of_one_erasure(const ErasureLine& a, const ErasureLine& b) {
  const bool same_somebody = a.member == b.member || a.member == none || b.member == none;
  return same_somebody && a.version == b.version && a.at == b.at && a.leaf == b.leaf;
}

}  // namespace samtycke::server
