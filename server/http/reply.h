// Turns reasons into answers: the one place where a reason becomes a status.
//
// On the JSON interface a problem is an RFC 9457 document with a stable `code`; its `type` points at the
// code's description in our own OpenAPI document. On a page it is the problem page. An answer names a
// place in what was sent and never repeats a value from it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/consent/correct.h"
#include "core/consent/join.h"
#include "core/member/validate.h"
#include "core/wire/document.h"
#include "server/http/exchange.h"
#include "server/store/store.h"

namespace samtycke::server {

enum class Problem {
  // What was sent cannot be read, or not in this way.
  bad_request,
  bad_length,
  body_not_expected,
  not_encoded_plainly,  // Transfer-Encoding or Content-Encoding.
  no_ranges,
  no_expectations,
  too_slow,
  length_required,
  too_large,
  address_too_long,
  head_too_large,
  unknown_host,
  wrong_media_type,
  bad_idempotency_key,
  bad_if_match,
  // Who asks may not, or not now.
  not_found,
  method_not_allowed,
  signed_out,
  foreign_origin,
  bad_form_token,
  wrong_code,
  code_expired,
  fresh_code_needed,
  address_not_confirmed,
  not_sure,
  too_many,
  // It does not fit what is stored.
  version_required,
  stale,
  key_used_otherwise,
  // The world failed, or we did.
  unavailable,
  failed,
};
std::string_view key(Problem);
int status_of(Problem);

// A problem document. `members` are more members of it, as JSON text: ",\"refused\":[…]" style pairs.
Answer problem(Problem, const std::vector<std::pair<std::string, std::string>>& members = {});
Answer problem(const wire::BadDocument&);
Answer problem(StoreFault);
// One value of a document is not one: 422 with the value's place.
Answer problem(member::BadValue, std::string_view pointer);
Answer problem(const std::vector<consent::BadCorrection>&,
               const std::vector<consent::Correction>& asked);
Answer problem(const consent::WhyNotJoined&, const std::vector<consent::Correction>& asked);

Problem problem_of(StoreFault);
// Which text of the problem page tells a person: words("problem.<key>.title").
std::string_view page_key(Problem);

Answer json(int status, std::string body);
Answer see_other(std::string location);  // 303, after a form.

// A JSON string, quoted and escaped.
std::string json_text(std::string_view);

}  // namespace samtycke::server
