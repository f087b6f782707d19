#include "core/notice/earlier.h"

#include <map>
#include <set>
#include <utility>

#include "core/base/check.h"

namespace samtycke::notice {

std::vector<Agreeable> agreeable(const Notice& notice) {
  std::vector<Agreeable> all;
  for (const CellText& cell : notice.cells) {
    const Sender* sender = find(notice, cell.cell.sender);
    SAMTYCKE_CHECK(sender != nullptr);
    all.push_back({&cell.wording.text, &cell.wording.sha256, sender->legal_name});
    all.push_back({&notice.terms.wording.text, &cell.by_terms, sender->legal_name});
  }
  const auto add = [&](const Wording& wording) {
    all.push_back({&wording.text, &wording.sha256, {}});
  };
  for (const Purpose& purpose : notice.purposes) {
    if (purpose.objection) add(*purpose.objection);
    for (const OptionalCategory& optional : purpose.optional_categories) add(optional.wording);
  }
  add(notice.terms.wording);
  return all;
}

EarlierTexts earlier_texts(const std::vector<Notice>& published) {
  if (published.empty()) return {};
  std::set<std::string> in_force;
  for (const Agreeable& one : agreeable(published.back())) {
    for (const auto& [language, hash] : one.sha256->by_language) in_force.insert(hash);
  }
  std::map<std::string, EarlierText> earlier;
  for (const Notice& notice : published) {
    for (const Agreeable& one : agreeable(notice)) {
      for (const auto& [language, hash] : one.sha256->by_language) {
        if (in_force.count(hash) != 0) continue;
        earlier.emplace(hash, EarlierText{hash, one.text->in(language), std::string(one.company)});
      }
    }
  }
  EarlierTexts texts;
  for (auto& [hash, text] : earlier) texts.push_back(std::move(text));
  return texts;
}

const EarlierText* find(const EarlierTexts& texts, std::string_view sha256) {
  for (const EarlierText& one : texts) {
    if (one.sha256 == sha256) return &one;
  }
  return nullptr;
}

}  // namespace samtycke::notice
