// Why a JSON document was refused, and where.
//
// An error names a place and never repeats a value: values are personal data.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace samtycke::wire {

enum class BadDocumentKind {
  not_utf8,
  not_json,
  duplicate_key,
  too_deep,  // More than 24 levels.
  unknown_key,
  missing_key,
  wrong_type,
  out_of_range,
  unknown_word,  // A text that is none of the words allowed there.
  missing_text,  // A translation that is not there (notice files).
  unknown_id,    // It names something that the notice does not have.
  inconsistent,  // Each part is well-formed, and together they make no sense.
};
std::string_view key(BadDocumentKind);

struct BadDocument {
  BadDocumentKind kind = BadDocumentKind::not_json;
  std::string pointer;  // RFC 6901, "" for the whole document: "/decisions/0/act".
  std::string detail;   // For people, in English; names keys and ids of the format, never values.
};

}  // namespace samtycke::wire
