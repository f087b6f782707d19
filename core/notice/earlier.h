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
  std::string text;     // In the one language that has this hash.
  std::string company;  // The legal name beside it; empty where the words were about none.
  friend bool operator==(const EarlierText&, const EarlierText&) = default;
};
using EarlierTexts = std::vector<EarlierText>;  // By hash.

// Everything of `published` (oldest first, the last in force) that the last does not have any more: the
// words are others, or they are about another company.
EarlierTexts earlier_texts(const std::vector<Notice>& published);

// Null where no earlier version had words of this hash.
const EarlierText* find(const EarlierTexts&, std::string_view sha256);

// Each text of a notice that somebody can agree to or object against, with its hashes: the cells' (as the
// text beside the switch, and as the terms), the purposes' and their categories', the terms'. Looks at the
// notice for as long as it lives.
struct Agreeable {
  const Text* text = nullptr;
  const Text* sha256 = nullptr;
  std::string_view company;  // The cell's; empty where it is about none.
};
std::vector<Agreeable> agreeable(const Notice&);

}  // namespace samtycke::notice
