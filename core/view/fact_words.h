// What the analysis found about a member, what a segment asks for, and what would change it, in whole
// sentences (N3; GDPR Art. 13(2)(f), 15(1)(h)).
#pragma once

#include <string>
#include <vector>

#include "core/segment/explain.h"
#include "core/segment/nearest_change.h"
#include "core/view/pages.h"

namespace samtycke::view {

// "Du har handlat 4 gånger de senaste 12 månaderna."
std::string found_in_words(const Setting&, const segment::Tested&);
// "För att vara med krävs minst 3."; under a "not": "För att vara med får det inte vara minst 3."
std::string need_in_words(const Setting&, const notice::Condition&, bool forbidden);
// "Du har handlat minst 3 gånger. Det blir så om du handlar.": what the value would have to be, and what can bring it about.
std::string change_in_words(const Setting&, const segment::Change&);
// Why a rule is not worked out.
std::string off_in_words(const Setting&, const segment::Off&);
// How many receipts or interactions decided; none for a single value, which is said in the sentence itself.
std::size_t how_many(const segment::Deciding&);
// The latest `most` of them, one line each, the latest first.
std::vector<std::string> deciding_in_words(const Setting&, const consent::MemberFile&,
                                           const segment::Deciding&, std::size_t most);

}  // namespace samtycke::view
