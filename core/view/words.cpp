#include "core/view/words.h"

#include <algorithm>

namespace samtycke::view {

std::string Words::operator()(std::string_view key, Values values) const {
  const auto found = by_key_.find(std::string(key));
  return found == by_key_.end() ? std::string(key) : filled(found->second, values);
}

bool Words::has(std::string_view key) const {
  return by_key_.count(std::string(key)) != 0;
}

std::string filled(std::string_view text, Words::Values values) {
  // One pass from left to right: what a member typed may hold braces, and is never read as a place.
  std::string all;
  all.reserve(text.size());
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t open = text.find('{', at);
    const std::size_t close = open == std::string::npos ? open : text.find('}', open);
    if (close == std::string::npos) break;
    all.append(text, at, open - at);
    const std::string_view name = text.substr(open + 1, close - open - 1);
    std::string_view value = text.substr(open, close - open + 1);
    for (const auto& [known, its_value] : values) {
      if (known == name) value = its_value;
    }
    all.append(value);
    at = close + 1;
  }
  return all.append(text, at, std::string::npos);
}

const Words* find(const std::vector<Words>& all, const Language& language) {
  const auto found = std::find_if(all.begin(), all.end(),
                                  [&](const Words& one) { return one.language() == language; });
  return found == all.end() ? nullptr : &*found;
}

}  // namespace samtycke::view
