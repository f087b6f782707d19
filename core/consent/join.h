// Joining the club: accepting its terms, with what the member typed about themselves.
//
// Accepting the terms is consent to the cells that the terms name (N4), so the page shows each of them
// (cells_of_terms) and lets any be turned off in the same step. What is on afterwards is what the accepted
// text names, less what was turned off, and nothing else (L1). What was turned off leaves no decision,
// since nobody agreed to it; only where a yes from before stood is it withdrawn.
#pragma once

#include <optional>
#include <string_view>
#include <variant>
#include <vector>

#include "core/base/expected.h"
#include "core/consent/correct.h"
#include "core/consent/said_no.h"

namespace samtycke::consent {

// The text of the terms that the member had before them when they said yes.
struct Acceptance {
  int notice_version_seen = 0;
  Language language;
};

struct Joining {
  std::vector<Correction> details;  // As typed; what was left empty is not held.
  std::optional<Acceptance> accepted;
  std::vector<notice::Cell> turned_off;  // Of those that the terms turn on.
  // Of somebody who was erased, met again by these details (said_no.h): it comes first, and the terms turn on
  // nothing that it stands against.
  RememberedNo no = {};
};

// In the order they are checked; the first that applies is the answer, and values that are not good ones
// come between `not_in_the_terms` and `no_email`. Tests rely on the order.
enum class NotJoined {
  already_member,  // Accepted the terms already and has not left, or is under restriction.
  terms_not_accepted,
  text_out_of_date,  // The words changed while the page was open. Show the new ones and ask again.
  no_such_cell,      // Something was turned off that the notice does not have,
  not_in_the_terms,  // or that the terms do not turn on.
  no_email,          // The e-mail address is the member's way in.
  no_birth_date,     // The terms ask for an age, and the notice has a field to tell it by.
  under_age,         // Younger than the terms ask for (L23); see notice::LegalAge.
};
std::string_view key(NotJoined);

// Values that are not good ones: all of them, each with its place among `details`.
using WhyNotJoined = std::variant<NotJoined, std::vector<BadCorrection>>;

struct Joined {
  MemberFile after;                 // With the details, the day of joining and `decisions`.
  std::vector<Decision> decisions;  // Join first, then one for each cell that it changed.
};

// `before` holds nothing but an id for somebody new. Of one who left it is their file, and what they
// objected to stays objected to (L22; NIX-nämnden 21-115). The membership number is the caller's to give.
//
// The age counts in local days: whoever turns that age today is old enough. A date of birth that no
// purpose covers is looked at and not stored.
Expected<Joined, WhyNotJoined> join(const MemberFile& before, const Joining&, const notice::Notice&,
                                    const Circumstance&);

// What accepting the terms does to one of the cells that they name.
enum class TermsCell {
  turned_on,
  turned_off,      // In the same step, by the member.
  not_by_consent,  // The channel is allowed until the member objects; there is nothing to agree to.
  sender_unnamed,  // Nobody can agree to a company without a legal name (L3).
  no_address,      // There is nothing to reach the member by, as far as they have typed.
  objected_before,  // They said no to it before they left. Only its own switch turns it on.
};
std::string_view key(TermsCell);

struct CellOfTerms {
  notice::Cell cell;
  TermsCell is = TermsCell::turned_on;
  friend bool operator==(const CellOfTerms&, const CellOfTerms&) = default;
};

// Each cell of the terms in their order, as it would be for this form, whatever else is wrong with it.
std::vector<CellOfTerms> cells_of_terms(const MemberFile& before, const Joining&,
                                        const notice::Notice&);

// The decisions of somebody who accepted the terms, by the wording of the terms in `language`, and for each
// cell by the name of its company beside it (notice/hashes.h). The language must be one of the notice's. For
// a till or an import that knows of it, and has the details already. Nothing is checked but what each cell
// needs.
std::vector<Decision> accept_terms(const MemberFile&, const notice::Notice&, const Language&,
                                   const std::vector<notice::Cell>& turned_off,
                                   const Circumstance&);
// The same, and before it the no that is remembered, if there is one.
std::vector<Decision> accept_terms_after_no(const MemberFile&, const RememberedNo&,
                                            const notice::Notice&, const Language&,
                                            const std::vector<notice::Cell>& turned_off,
                                            const Circumstance&);

}  // namespace samtycke::consent
