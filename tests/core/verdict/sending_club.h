// Linnegården of tests/support, with everything that a verdict looks at: rules of sending, segments and
// offers.
//
//   clauses   N2 senders and offers, N3 segments, N4 e-mail, sms and the terms, N5 letters, NIX and how
//             often, N6 sending, N7 the analysis, N9 retention
//   sending   purpose "offers", which can be objected to; "nix_listed", a customer for 12 months;
//             "how_often": "weekly" is 2 messages in 7 days, "never" is none
//   segments  of "analysis", where "demographics" is optional: sleep_lovers and bath_lovers by the
//             favourite room, thirties_to_fifties by age
//   offers    linen (general: own; letter, email, sms; all of March 2026), weave (general: group; letter,
//             email; March), and three personal of own by letter and email, from 10 to 20 March: dreams for
//             sleep_lovers, towels for bath_lovers, jubilee for thirties_to_fifties
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/verdict/verdict.h"

namespace samtycke::support {

notice::Notice sending_notice();
notice::Offers sending_offers();

// A member, a notice and offers, changed by words such as "born:2010-03-15" or "withdraw:own/email"; the
// words are listed in decision_table.md. It begins with Åsa, who joined by the terms.
struct World {
  consent::MemberFile file;
  notice::Notice notice;
  notice::Offers offers;
};
World world(std::string_view words);
void change(World&, std::string_view word);

// "own/email general", "own/letter personal dreams".
verdict::Question question(std::string_view words, Instant at);

std::vector<std::string> words_of(std::string_view text, char between = ' ');

// "yes", or the key of the first reason against.
std::string answer(const verdict::Verdict&);
std::string answer(const World&, const verdict::Question&);
// The keys of all reasons, with a blank between them; empty where there is none.
std::string reasons(const World&, const verdict::Question&);

}  // namespace samtycke::support
