// What a club should look at again in its notice. None of it keeps the notice from running as written:
// the notice is the club's word, and this is ours about it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/notice/notice.h"

namespace samtycke::notice {

enum class Doubt {
  // Accepting the terms also gives consents. GDPR Art. 7(2) wants consent apart from other matters, and
  // 7(4) not tied to the service.
  consent_bundled_with_terms,
  // A sender without a legal name: nobody can agree to it (L3; EDPB 05/2020 section 3.3.1).
  sender_unnamed,
  // A purpose rests on the contract, and members may object to it: then the contract does without it.
  // EDPB 2/2019 section 3: profiling for marketing is not necessary for a contract (N8).
  basis_doubtful,
  // A field that no purpose uses may not be stored (GDPR Art. 5(1)(c)).
  field_without_purpose,
  // A sentence of the notice that no part of the data carries out.
  clause_without_effect,
};
std::string_view key(Doubt);

struct Finding {
  Doubt doubt = Doubt::sender_unnamed;
  std::string place;  // "senders/other_partners"
};

// In the order of the enum, then of the notice.
std::vector<Finding> lint(const Notice&);

}  // namespace samtycke::notice
