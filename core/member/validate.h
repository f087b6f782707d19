// Whether a typed value fits its field, and its canonical form. Written once; it runs in the browser
// while the member types and on the server when the value arrives, and in the import.
//
// Every value is trimmed of white space. What is wrong is named by kind, never by repeating the value.
#pragma once

#include <string>
#include <string_view>

#include "core/base/expected.h"
#include "core/notice/notice.h"

namespace samtycke::member {

// In no particular order: each belongs to one kind of field.
enum class BadValue {
  empty,
  too_long,  // Over 200 bytes; 254 for an e-mail address, 4000 for topics.
  not_text,  // Invalid UTF-8, a control character, or a mark that turns the text around it.
  bad_name,  // No letter in it.
  bad_email,
  bad_phone,
  bad_postcode,
  bad_date,    // Not a day of the calendar, 1900 to 2199, in the form 2026-03-29.
  bad_number,  // Not a whole number from 0 to 2^53 - 1.
  bad_member_number,
  not_a_choice,
  not_a_topic,
  not_a_value,  // Receipts and interactions are not single values.
};
std::string_view key(BadValue);  // "empty", "too_long", …; stable, for the wire

// By the field's kind; the membership number by its own rule. The notice gives the country, the choices
// and the topics.
Expected<std::string, BadValue> validate(const notice::Notice&, const notice::Field&,
                                         std::string_view typed);

// The addresses people have, a subset of RFC 5321's: a dot-atom of at most 64 bytes (letters of any
// script allowed, RFC 6531), "@", and a domain of at least two labels of letters, digits and inner
// hyphens, the last one longer than one byte and not a number. At most 254 bytes in all. Refused: quoted
// local parts, comments, address literals (a@[192.0.2.1]), a dot at either end or two in a row.
// The domain is put into lower case (Latin, Greek, Cyrillic), the local part is left as it is: only its
// own server may say that two spellings are one mailbox.
Expected<std::string, BadValue> validate_email(std::string_view typed);

// To E.164, "+46701234567". Spaces, hyphens, dots, slashes and brackets may stand anywhere. With "+" or
// "00" it is any country's number: 7 to 15 digits, and as many as the country has for the Nordic
// countries and their neighbours, North America and Russia. Without, it is a number of `country`, with
// the 0 before it where that country writes one: "070-123 45 67" and "08-12 34 56" in Sweden. "(0)" after
// a country's code is left out. Short numbers (112) and extensions are refused.
Expected<std::string, BadValue> validate_phone(std::string_view typed, std::string_view country);

// In Sweden "123 45": five digits, the first from 1 to 9. Other countries' are taken as they are typed.
Expected<std::string, BadValue> validate_postcode(std::string_view typed, std::string_view country);

// A person's name is what the person says, in any script, as long as there is a letter in it.
Expected<std::string, BadValue> validate_name(std::string_view typed);

// Whether somebody who reads the text sees a name in it: one line of UTF-8, with a letter or a digit of
// some script. White space, soft hyphens and marks of no width alone are no name, though they are a text.
bool shows_a_name(std::string_view text);

Expected<std::string, BadValue> validate_date(std::string_view typed);

// Latin letters, digits and - _ . / in any order. Spaces are left out: cards print numbers in groups.
Expected<std::string, BadValue> validate_member_number(std::string_view typed);

// A key that is equal for addresses that reach the same mailbox as far as we may assume: the whole
// address in lower case (Latin, Greek, Cyrillic). Only for looking a member up, never for sending.
std::string email_lookup_key(std::string_view canonical_email);

}  // namespace samtycke::member
