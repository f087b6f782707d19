// Correcting one's own details (GDPR Art. 16).
#pragma once

#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "core/base/expected.h"
#include "core/consent/decide.h"
#include "core/member/validate.h"

namespace samtycke::consent {

struct Correction {
  FieldId field;
  std::string value;  // As typed; empty takes the value away.
};

enum class NotCorrectable {
  no_such_field,
  not_yours_to_change,  // The notice does not let members change this field here.
  wants_a_code,         // The e-mail address is the way in: see change_email().
};
std::string_view key(NotCorrectable);

struct BadCorrection {
  std::size_t index = 0;
  std::variant<NotCorrectable, member::BadValue> why;
};

// The e-mail address can be changed and not emptied: it is the member's way in.
//
// All or nothing: with one bad value nothing changes, and every bad one is named. Values that are the
// same as before are left out; with nothing left, `decisions` is empty.
Expected<Outcome, std::vector<BadCorrection>> correct(const MemberFile&,
                                                      const std::vector<Correction>&,
                                                      const notice::Notice&, const Language&,
                                                      const Circumstance&);

// Whether a member changes this field on the page of their details.
bool is_corrected_here(const notice::Field&);

// The e-mail address is the member's way in, and a wrong one locks them out for good. It is changed by
// itself, when a code that was sent to the new address has come back; that, the caller has seen.
Expected<Outcome, member::BadValue> change_email(const MemberFile&, std::string_view typed,
                                                 const notice::Notice&, const Language&,
                                                 const Circumstance&);

}  // namespace samtycke::consent
