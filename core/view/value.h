// What is held, in words that a member reads.
#pragma once

#include <string>
#include <string_view>

#include "core/consent/member_file.h"
#include "core/retention/keep_until.h"
#include "core/view/pages.h"

namespace samtycke::view {

// A stored value by its field's kind: choices and topics by name, days by locale, phones readable. A
// value that does not fit its field (an older notice's choice) is shown as it is stored.
std::string value_in_words(const Setting&, const notice::Field&, std::string_view value);

// "2 × Örngott Linnea 398,00 kr (Sova); Badlakan 249,00 kr (Bada)"
std::string articles_in_words(const Setting&, const member::Receipt&);
// The shop, or that it was online.
std::string place_in_words(const Setting&, const member::Receipt&);

// "E-post från Hemtex"; of a purpose what its switch is called. Of what the notice no longer has: its id.
std::string name_of(const Setting&, const notice::Cell&);
std::string name_of(const Setting&, const PurposeId&);
std::string name_of(const Setting&, const consent::CategoryUse&);

// What a decision was: "Sa ja till: E-post från Hemtex".
std::string act_in_words(const Setting&, const consent::Act&);

// Why that day: "Det är tre år från ditt senaste köp, den 14 mars 2025. …"
std::string reason_in_words(const Setting&, const retention::KeepUntil&);
// " Om du handlar i dag flyttas dagen till …"; empty where a purchase would not move it.
std::string moved_in_words(const Setting&, const std::optional<retention::KeepUntil>& if_bought);

// Whether a field holds one value, rather than rows of purchases or interactions.
bool is_single(const notice::Field&);

}  // namespace samtycke::view
