#include "core/notice/diff.h"

#include <algorithm>
#include <map>
#include <set>

#include "core/base/check.h"
#include "core/notice/statements.h"

namespace samtycke::notice {
namespace {

struct Index {
  std::map<std::string, const Statement*> by_place;
  std::set<std::string> things;
};

Index index_of(const std::vector<Statement>& all) {
  Index index;
  for (const Statement& one : all) {
    index.by_place.emplace(one.place, &one);
    index.things.insert(one.thing);
  }
  return index;
}

// What the first list says and the second does not, a whole thing once.
std::vector<const Statement*> only_in(const std::vector<Statement>& all, const Index& other) {
  std::vector<const Statement*> only;
  std::set<std::string> told;
  for (const Statement& one : all) {
    if (other.by_place.count(one.place) != 0) continue;
    if (other.things.count(one.thing) == 0 && !told.insert(one.thing).second) continue;
    only.push_back(&one);
  }
  return only;
}

std::string place_in(const Statement& one, const Index& other) {
  return other.things.count(one.thing) == 0 ? one.thing : one.place;
}

std::vector<Change> changes(const Notice& before, const Notice& after) {
  const auto said_before = statements(before);
  const auto said_after = statements(after);
  const Index old_index = index_of(said_before);
  const Index new_index = index_of(said_after);
  std::vector<Change> all;
  for (const Statement& now : said_after) {
    const auto then = old_index.by_place.find(now.place);
    if (then == old_index.by_place.end() || then->second->said == now.said) continue;
    all.push_back({now.part, now.place, then->second->said, now.said});
  }
  for (const Statement* one : only_in(said_after, old_index)) {
    all.push_back({one->part, place_in(*one, old_index), std::monostate{}, one->said});
  }
  for (const Statement* one : only_in(said_before, new_index)) {
    all.push_back({one->part, place_in(*one, new_index), one->said, std::monostate{}});
  }
  std::stable_sort(all.begin(), all.end(),
                   [](const Change& a, const Change& b) { return a.part < b.part; });
  return all;
}

bool turned_on_by(const Terms& terms, const Cell& cell) {
  return std::find(terms.turns_on.begin(), terms.turns_on.end(), cell) != terms.turns_on.end();
}

// The words and their hashes that a yes to the cell was given to.
struct Given {
  const Text& text;
  const Text& sha256;
};
Given given(const Notice& notice, const CellText& cell, AgreedBy by) {
  if (by == AgreedBy::the_terms) return {notice.terms.wording.text, cell.by_terms};
  return {cell.wording.text, cell.wording.sha256};
}

bool says_the_same(const Text& before, const Text& after, const Language& language) {
  const auto then = before.by_language.find(language);
  const auto now = after.by_language.find(language);
  return then != before.by_language.end() && now != after.by_language.end() &&
         then->second == now->second;
}

void ask(const Notice& before, const Notice& after, const Cell& cell, AgreedBy by,
         std::vector<AskAgain>& all) {
  const Given then = given(before, *find(before, cell), by);
  const Given now = given(after, *find(after, cell), by);
  AskAgain again{cell, by, {}, {}};
  bool words = false;
  for (const auto& [language, hash] : then.sha256.by_language) {
    if (stands(after, cell, language, hash)) continue;
    again.languages.push_back(language);
    words = words || !says_the_same(then.text, now.text, language);
  }
  if (again.languages.empty()) return;
  if (words) again.since.push_back(Since::the_words);
  if (find(before, cell.sender)->legal_name != find(after, cell.sender)->legal_name) {
    again.since.push_back(Since::the_company);
  }
  if (by == AgreedBy::the_terms && !turned_on_by(after.terms, cell)) {
    again.since.push_back(Since::not_in_terms);
  }
  all.push_back(std::move(again));
}

// Only where a yes could be given before and can be given now: a company without a name is asked about
// by nobody, and letters need no yes.
bool is_asked_about(const Notice& notice, const Cell& cell) {
  const Sender* sender = find(notice, cell.sender);
  const Channel* channel = find(notice, cell.channel);
  return sender != nullptr && channel != nullptr && !sender->legal_name.empty() &&
         channel->permission == Permission::consent;
}

}  // namespace

std::string_view key(Part part) {
  switch (part) {
    case Part::club: return "club";
    case Part::language: return "language";
    case Part::clause: return "clause";
    case Part::sender: return "sender";
    case Part::channel: return "channel";
    case Part::cell: return "cell";
    case Part::terms: return "terms";
    case Part::category: return "category";
    case Part::field: return "field";
    case Part::purpose: return "purpose";
    case Part::retention: return "retention";
    case Part::topic: return "topic";
    case Part::sending: return "sending";
    case Part::segment: return "segment";
    case Part::erasure: return "erasure";
  }
  SAMTYCKE_NEVER("Part");
}

Difference diff(const Notice& before, const Notice& after) {
  Difference difference{changes(before, after), {}};
  for (const CellText& now : after.cells) {
    const CellText* then = find(before, now.cell);
    if (then == nullptr || !is_asked_about(before, now.cell) || !is_asked_about(after, now.cell)) {
      continue;
    }
    ask(before, after, now.cell, AgreedBy::its_switch, difference.ask_again);
    if (!turned_on_by(before.terms, now.cell)) continue;
    ask(before, after, now.cell, AgreedBy::the_terms, difference.ask_again);
  }
  return difference;
}

}  // namespace samtycke::notice
