// Whether a typed value fits its field, and its canonical form. Written once; it runs in the browser
// while the member types and on the server when the value arrives, and in the import.
#pragma once

#include <string>
#include <string_view>

#include "core/base/expected.h"
#include "core/notice/notice.h"

namespace samtycke::member {

// In no particular order: each belongs to one kind of field.
enum class BadValue {
  empty,
  too_long,  // Over 200 bytes; 254 for an e-mail address.
  not_text,  // Invalid UTF-8, or a control character.
  bad_name,  // No letter in it.
  bad_email,
  bad_phone,
  bad_postcode,
  bad_date,    // Not a day of the calendar in the form 2026-03-29.
  bad_number,  // Not a whole number from 0 to 2^53 - 1.
  not_a_choice,
  not_a_topic,
  not_a_value,  // Receipts and interactions are not single values.
};
std::string_view key(BadValue);  // "empty", "too_long", …; stable, for the wire

// The canonical form: trimmed; e-mail with its domain in lower case; phone as E.164; a Swedish
// postcode as "123 45". `notice` gives the country, the choices and the topics.
//
// E-mail: the addresses people have, a subset of RFC 5321's: a dot-atom of at most 64 bytes (letters of
// any script allowed, RFC 6531), "@", and a domain of at least two labels. Quoted local parts,
// comments and address literals are refused.
Expected<std::string, BadValue> validate(const notice::Notice&, const notice::Field&,
                                         std::string_view typed);

// The same for one kind, where there is no field at hand (the sign-in form).
Expected<std::string, BadValue> validate_email(std::string_view typed);

// A key that is equal for addresses that reach the same mailbox as far as we may assume: the whole
// address in lower case (ASCII and Latin). Only for looking a member up, never for sending.
std::string email_lookup_key(std::string_view canonical_email);

}  // namespace samtycke::member
