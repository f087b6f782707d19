#include "core/member/topics.h"

#include <algorithm>

namespace samtycke::member {

std::vector<TopicId> topics_in(std::string_view value) {
  std::vector<TopicId> ids;
  while (!value.empty()) {
    const std::string_view whole = value.substr(0, value.find(','));
    value.remove_prefix(std::min(value.size(), whole.size() + 1));
    const std::size_t first = whole.find_first_not_of(' ');
    if (first == std::string_view::npos) continue;
    const std::size_t last = whole.find_last_not_of(' ');
    ids.emplace_back(std::string(whole.substr(first, last - first + 1)));
  }
  return ids;
}

std::string topics_value(std::vector<TopicId> ids) {
  std::sort(ids.begin(), ids.end(),
            [](const TopicId& a, const TopicId& b) { return a.text() < b.text(); });
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
  std::string value;
  for (const TopicId& id : ids) value.append(value.empty() ? "" : ",").append(id.text());
  return value;
}

}  // namespace samtycke::member
