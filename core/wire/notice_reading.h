// What every part of a notice, its rules and its offers are read with: ids, texts and wordings.
// Private to core/wire.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>

#include "core/notice/notice.h"
#include "core/wire/json.h"

namespace samtycke::wire {

struct Reading {
  notice::Notice notice;
  // A club writes a wording as its text alone. In the one document it has its hashes beside it.
  bool with_hashes = false;
};

// Letters, digits and underscores: ids become parts of names such as "cell.own.email", of addresses
// and of CSV columns.
template <class SomeId>
SomeId read_new_id(const Place& place) {
  const std::string id = place.some_text();
  const bool plain = id.size() <= 64 && std::all_of(id.begin(), id.end(), [](char c) {
                       return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                              (c >= '0' && c <= '9') || c == '_';
                     });
  if (!plain) {
    place.refuse(BadDocumentKind::out_of_range,
                 "an id has letters a to z, digits and underscores, at most 64");
  }
  return SomeId(id);
}

// An id that must not be there yet, in the notice or in a list of its own.
template <class SomeId, class Among>
SomeId read_own_id(const Place& place, const Among& among) {
  const Place at = place.at("id");
  auto id = read_new_id<SomeId>(at);
  if (find(among, id) != nullptr) at.refuse(BadDocumentKind::inconsistent, "this id stands twice");
  return id;
}

// An id of something that must be there.
template <class SomeId>
SomeId read_known_id(const Place& place, const notice::Notice& notice, const char* what) {
  auto id = place.id<SomeId>();
  if (find(notice, id) == nullptr) {
    place.refuse(BadDocumentKind::unknown_id, std::string("the notice has no such ") + what);
  }
  return id;
}

ClauseId read_clause_id(const Place& object_with_clause, const notice::Notice&);
Text read_text(const Place&, const notice::Notice&);
notice::Wording read_wording(const Place&, const Reading&);
// Hashes in each language; all may be missing in a notice that nobody has hashed yet.
Text read_hashes(const Place&, const notice::Notice&);
// The wording of an object, under the key that the form of the document wants: "text" or "wording".
std::string_view wording_key(const Reading&);

}  // namespace samtycke::wire
