// `GET notice`: what a browser needs before it can make a page by itself, as one document:
//   {"earlier": [{"sha256": "…", "text": "…", ["company": "…"]}, …], "notice": {…as encode_notice…},
//    "offers": [… as encode_offers…], ["sign_in_by": "…",] "words": {"en": {…}, "sv": {…}}}
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/base/expected.h"
#include "core/notice/edition.h"
#include "core/view/words.h"
#include "core/wire/document.h"

namespace samtycke::wire {

struct Portal {
  notice::Edition edition;
  std::vector<view::Words> words;  // In the order of their languages' tags.
  std::string sign_in_by;          // As view::Setting has it.
};

std::string encode_portal(const notice::Edition&, const std::vector<view::Words>&,
                          const std::string& sign_in_by = {});
Expected<Portal, BadDocument> decode_portal(std::string_view);

// The stable `code` of a problem document (RFC 9457); empty when it has none or is not JSON.
std::string problem_code(std::string_view body);

// The codes of the wishes that an answer to `POST me/decisions` lists as refused; none when all went
// well, or when it is no such answer.
std::vector<std::string> refused_codes(std::string_view body);

// Whether an answer to `POST me/decisions` says that the session had ended: what was a no is carried out,
// and nothing is shown.
bool only_withdrew(std::string_view body);

}  // namespace samtycke::wire
