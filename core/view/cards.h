// Cards that stand on a page among others and have more to them than fits there.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "core/consent/member_file.h"
#include "core/view/page.h"
#include "core/view/pages.h"

namespace samtycke::view {

// What a restriction is (GDPR Art. 18), whether one stands, and the button that asks for it or lifts it.
Block restriction_card(const Setting&, const consent::MemberFile&);

// How long the club keeps what it has, as days on a line: what the time is counted from, today, when a mail
// comes before the last day, and that day (N9).
Block keep_card(const Setting&, const consent::MemberFile&);

// What a member is asked again, of the cells that consent::asked_again() names: the words that they agreed
// to beside those that are said now, and a yes or no for each. Nothing else that changed is theirs to answer, so nothing else is on it (L6).
Block asked_again_card(const Setting&, const consent::MemberFile&,
                       const std::vector<notice::Cell>& cells);
// "Texten eller företaget bredvid 2 av dina val har ändrats sedan du sa ja."
std::string asked_again_in_words(const Setting&, std::size_t count);

// The way to a fresh code, in the place of what a page is for: its form is sent to the page itself, with
// "send_code".
Block confirm_card(const Setting&, PageName, const consent::MemberFile&);

}  // namespace samtycke::view
