#include "core/notice/earlier.h"

#include <map>
#include <set>

namespace samtycke::notice {

std::vector<const Wording*> wordings(const Notice& notice) {
  std::vector<const Wording*> all;
  for (const CellText& cell : notice.cells) all.push_back(&cell.wording);
  for (const Purpose& purpose : notice.purposes) {
    if (purpose.objection) all.push_back(&*purpose.objection);
    for (const OptionalCategory& optional : purpose.optional_categories) {
      all.push_back(&optional.wording);
    }
  }
  all.push_back(&notice.terms.wording);
  return all;
}

EarlierTexts earlier_texts(const std::vector<Notice>& published) {
  if (published.empty()) return {};
  std::set<std::string> in_force;
  for (const Wording* wording : wordings(published.back())) {
    for (const auto& [language, hash] : wording->sha256.by_language) in_force.insert(hash);
  }
  std::map<std::string, std::string> earlier;
  for (const Notice& notice : published) {
    for (const Wording* wording : wordings(notice)) {
      for (const auto& [language, hash] : wording->sha256.by_language) {
        if (in_force.count(hash) == 0) earlier.emplace(hash, wording->text.in(language));
      }
    }
  }
  EarlierTexts texts;
  for (const auto& [hash, text] : earlier) texts.push_back({hash, text});
  return texts;
}

const std::string* find(const EarlierTexts& texts, std::string_view sha256) {
  for (const EarlierText& one : texts) {
    if (one.sha256 == sha256) return &one.text;
  }
  return nullptr;
}

}  // namespace samtycke::notice
