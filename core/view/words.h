// The words of the interface in one language, read from assets/text/<language>.json. What the club
// itself says (names, switch texts, clauses) comes from the notice instead.
#pragma once

#include <initializer_list>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base/language.h"

namespace samtycke::view {

class Words {
 public:
  Words(Language language, std::map<std::string, std::string> by_key)
      : language_(std::move(language)), by_key_(std::move(by_key)) {}

  const Language& language() const { return language_; }

  // The text for a key, with each {name} replaced by its value. A key that is not there is answered
  // with the key itself, so that a page is still usable; assets_test.cpp fails on it.
  using Values = std::initializer_list<std::pair<std::string_view, std::string_view>>;
  std::string operator()(std::string_view key) const { return (*this)(key, {}); }
  std::string operator()(std::string_view key, Values values) const;

  bool has(std::string_view key) const;
  const std::map<std::string, std::string>& all() const { return by_key_; }

 private:
  Language language_;
  std::map<std::string, std::string> by_key_;
};

// A text with each {name} replaced by its value; a name without one stays as it is.
std::string filled(std::string_view text, Words::Values);

// Those of a language, or null.
const Words* find(const std::vector<Words>&, const Language&);

}  // namespace samtycke::view
