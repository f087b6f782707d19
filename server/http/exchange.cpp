#include "server/http/exchange.h"

#include <algorithm>

namespace samtycke::server {
namespace {

const std::string* find(const Pairs& pairs, std::string_view name) {
  const auto found = std::find_if(pairs.begin(), pairs.end(),
                                  [name](const auto& pair) { return pair.first == name; });
  return found == pairs.end() ? nullptr : &found->second;
}

}  // namespace

std::string_view value_of(const Pairs& pairs, std::string_view name) {
  const std::string* value = find(pairs, name);
  return value == nullptr ? std::string_view{} : std::string_view{*value};
}

bool has(const Pairs& pairs, std::string_view name) {
  return find(pairs, name) != nullptr;
}

std::string_view header(const Request& request, std::string_view lower_case_name) {
  return value_of(request.headers, lower_case_name);
}

bool has_header(const Request& request, std::string_view lower_case_name) {
  return has(request.headers, lower_case_name);
}

}  // namespace samtycke::server
