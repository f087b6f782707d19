// What is saved and what a draft would make of it, and the differences in words: what the page of
// consents is made from.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/consent/decide.h"
#include "core/consent/standing.h"
#include "core/view/pages.h"

namespace samtycke::view {

struct Change {
  const Setting& setting;
  const consent::MemberFile& before;
  const consent::Outcome outcome;
  const std::vector<consent::Wish>& draft;

  const consent::MemberFile& after() const { return outcome.after; }
  const Words& words() const { return setting.words; }
  const notice::Notice& notice() const { return setting.notice; }
  const Language& language() const { return setting.words.language(); }
};

// By the same decide_all() that saving runs.
Change change_of(const Setting&, const consent::MemberFile&,
                 const std::vector<consent::Wish>& draft);

// Whether a switch shows as on in a file.
bool is_on(const consent::MemberFile&, const notice::Cell&, const notice::Notice&);
bool is_on(const consent::MemberFile&, const notice::Purpose&);
bool is_on(const consent::MemberFile&, const consent::CategoryUse&);

// The purpose that sending serves, where members may say no to it; null otherwise.
const notice::Purpose* stoppable_sending(const notice::Notice&);

// What saving does to a switch; none for one that stays as it is.
std::optional<std::string> change_in_words(const Change&, const notice::Cell&);
std::optional<std::string> change_in_words(const Change&, const notice::Purpose&);
std::optional<std::string> change_in_words(const Change&, const consent::CategoryUse&);
// Of a purpose and its categories, and of all switches.
std::vector<std::string> changes_in_words(const Change&, const notice::Purpose&);
std::vector<std::string> changes_in_words(const Change&);

// Why wishes of the draft would be refused.
std::vector<std::string> refusals_in_words(const Change&);

}  // namespace samtycke::view
