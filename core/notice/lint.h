// What a club should look at again in its notice and its offers.
//
// A warning keeps nothing from running as written: the notice is the club's word, and this is ours about
// it. An error is something that cannot work as written, though each part of it could be read.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/notice/notice.h"
#include "core/notice/offer.h"

namespace samtycke::notice {

enum class Doubt {
  // Accepting the terms also gives consents. GDPR Art. 7(2) wants consent apart from other matters, and
  // 7(4) not tied to the service.
  consent_bundled_with_terms,
  // A sender without a legal name: nobody can agree to it (L3; EDPB 05/2020 section 3.3.1).
  sender_unnamed,
  // The text beside a switch of consent does not name the company that the switch is about (L3).
  wording_without_name,
  // The terms turn on consents for a company that their text does not name (L1, L3).
  terms_without_name,
  // Its law names no ground of GDPR Art. 6(1), so nothing can be said about it (GDPR Art. 13(1)(c)).
  basis_unknown,
  // A purpose rests on the contract, and members may object to it: then the contract does without it.
  basis_doubtful,
  // Members are sorted for marketing because a contract is said to need it. EDPB 2/2019 section 3: it
  // does not (N8; IMY DI-2019-11737).
  profiling_on_contract,
  // Marketing or profiling for it that nobody can say no to as a whole (GDPR Art. 21(2)).
  no_objection_to_marketing,
  // Nothing says which purpose sending serves, so an objection to it stops nothing (GDPR Art. 21(3)).
  no_sending_purpose,
  // Letters go out until the member says no, and the NIX register is not asked (MFL 21 §).
  nix_missing,
  // A customer for more than twelve months after a purchase (MFL 21 §; NIX-nämnden 18-029).
  customer_too_long,
  // An age under 13 for consent, or an age that nothing can be compared with (L23).
  minimum_age_under_13,
  age_not_known,
  // Data of a member who never bought anything has no clock to go by (L17; GDPR Art. 5(1)(e)).
  no_clock_without_purchase,
  // No years at all: everything is to be erased the day after it came.
  retention_of_nothing,
  // Longer than even accounting records are kept: as good as without an end (GDPR Art. 5(1)(e)).
  retention_too_long,
  // More than a month after an objection (GDPR Art. 12(3), 17(1)(c)).
  objection_waits_too_long,
  retention_unused,
  // A field that no purpose uses may not be stored (GDPR Art. 5(1)(c)). An error.
  field_without_purpose,
  // Only the analysis uses it, and no segment reads it (GDPR Art. 5(1)(c)).
  field_not_read,
  // A Swedish personal number (dataskyddslagen 3 kap. 10 §).
  personal_number,
  category_empty,
  // The purpose of sending does not cover a channel's address: it can reach nobody. An error.
  address_not_covered,
  // Nobody can be in a segment: its conditions contradict each other. An error.
  segment_impossible,
  // A segment of children (GDPR recitals 38 and 71).
  children_sorted,
  // A sentence of the notice that no part of the data carries out.
  clause_without_effect,
  // An offer of a company without a name reaches nobody.
  offer_of_unnamed_sender,
  offer_ended,
  nothing_running,
};
std::string_view key(Doubt);
// Where it is written, as law.md names it: "GDPR Art. 7(2), 7(4)". Empty where it is a matter of sense.
std::string_view source(Doubt);

enum class Severity { warning, error };
Severity severity(Doubt);

struct Finding {
  Doubt doubt = Doubt::sender_unnamed;
  std::string place;  // "senders/other_partners"
};

// In the order of the enum, then of the notice.
std::vector<Finding> lint(const Notice&);

// About the offers beside the notice, as they stand on a day.
std::vector<Finding> lint(const Notice&, const Offers&, Day today);

// Whether no member could ever meet a rule, since what it wants of one fact excludes itself. False where
// it cannot be told from the rule alone.
bool impossible(const Rule&);

}  // namespace samtycke::notice
