// Words that members agreed to or objected against once, and that no longer stand.
//
// A decision records the hash of what was shown. Where those words are not in the notice in force, a
// page can show what was said then beside what is said now (L6; GDPR Art. 7(1)).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/notice/notice.h"

namespace samtycke::notice {

struct EarlierText {
  std::string sha256;
  std::string text;  // In the one language that has this hash.
  friend bool operator==(const EarlierText&, const EarlierText&) = default;
};
using EarlierTexts = std::vector<EarlierText>;  // By hash.

// Every wording of `published` (oldest first, the last in force) that the last does not have any more.
EarlierTexts earlier_texts(const std::vector<Notice>& published);

// Null where no earlier version had words of this hash.
const std::string* find(const EarlierTexts&, std::string_view sha256);

// Each wording of a notice: the cells', the purposes' and their categories', the terms'.
std::vector<const Wording*> wordings(const Notice&);

}  // namespace samtycke::notice
