#include "core/view/words.h"

#include <algorithm>

namespace samtycke::view {

std::string Words::operator()(std::string_view key, Values values) const {
  const auto found = by_key_.find(std::string(key));
  if (found == by_key_.end()) return std::string(key);
  const std::string& text = found->second;

  // One pass from left to right: what a member typed may hold braces, and is never read as a place.
  std::string filled;
  filled.reserve(text.size());
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t open = text.find('{', at);
    const std::size_t close = open == std::string::npos ? open : text.find('}', open);
    if (close == std::string::npos) break;
    filled.append(text, at, open - at);
    const std::string_view name = std::string_view(text).substr(open + 1, close - open - 1);
    std::string_view value = std::string_view(text).substr(open, close - open + 1);
    for (const auto& [known, its_value] : values) {
      if (known == name) value = its_value;
    }
    filled.append(value);
    at = close + 1;
  }
  return filled.append(text, at, std::string::npos);
}

bool Words::has(std::string_view key) const {
  return by_key_.count(std::string(key)) != 0;
}

const Words* find(const std::vector<Words>& all, const Language& language) {
  const auto found = std::find_if(all.begin(), all.end(),
                                  [&](const Words& one) { return one.language() == language; });
  return found == all.end() ? nullptr : &*found;
}

}  // namespace samtycke::view
