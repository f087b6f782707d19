#include "server/http/reply.h"

#include <array>
#include <variant>

#include "core/base/check.h"
#include "core/base/overloaded.h"

namespace samtycke::server {
namespace {

struct Row {
  Problem problem;
  std::string_view code;
  int status;
  std::string_view title;
};

// In the order of the enum; row_of() relies on it.
constexpr auto rows = std::to_array<Row>({
    {Problem::bad_request, "bad_request", 400, "The request cannot be read"},
    {Problem::bad_length, "bad_length", 400, "Content-Length is not one plain number"},
    {Problem::body_not_expected, "body_not_expected", 400, "This method takes no body"},
    {Problem::not_encoded_plainly, "not_encoded_plainly", 415,
     "Bodies are taken without encodings only"},
    {Problem::no_ranges, "no_ranges", 416, "Answers are given whole"},
    {Problem::no_expectations, "no_expectations", 417, "Expect is not supported"},
    {Problem::too_slow, "too_slow", 408, "The request took too long to arrive"},
    {Problem::length_required, "length_required", 411, "Content-Length is missing"},
    {Problem::too_large, "too_large", 413, "The body is too large"},
    {Problem::address_too_long, "address_too_long", 414, "The address is too long"},
    {Problem::head_too_large, "head_too_large", 431, "The headers are too many or too large"},
    {Problem::unknown_host, "unknown_host", 421, "This server does not answer for that host"},
    {Problem::wrong_media_type, "wrong_media_type", 415,
     "The body is of another media type than this route takes"},
    {Problem::bad_idempotency_key, "bad_idempotency_key", 400,
     "Idempotency-Key is missing or longer than 200 characters"},
    {Problem::bad_if_match, "bad_if_match", 400, "If-Match is not a revision in quotes"},
    {Problem::not_found, "not_found", 404, "There is nothing here"},
    {Problem::method_not_allowed, "method_not_allowed", 405,
     "This address does not take that method"},
    {Problem::signed_out, "signed_out", 401, "Nobody is signed in"},
    {Problem::foreign_origin, "foreign_origin", 403, "The request does not come from this site"},
    {Problem::bad_form_token, "bad_form_token", 403, "The form was not made for this session"},
    {Problem::wrong_code, "wrong_code", 403, "The code is not right"},
    {Problem::code_expired, "code_expired", 403, "The code is no longer good"},
    {Problem::fresh_code_needed, "fresh_code_needed", 403,
     "This wants a code that was given back within ten minutes; sign in again"},
    {Problem::address_not_confirmed, "address_not_confirmed", 403,
     "No code has come back from an address here; ask for one at POST join/address"},
    {Problem::not_sure, "not_sure", 422, "Leaving wants \"sure\" to be true"},
    {Problem::too_many, "too_many", 429, "Too many tries; wait a little"},
    {Problem::version_required, "version_required", 428, "If-Match is needed for this"},
    {Problem::stale, "stale", 412, "The member's file has changed since"},
    {Problem::key_used_otherwise, "key_used_otherwise", 422,
     "The Idempotency-Key came with another body before"},
    {Problem::unavailable, "unavailable", 503, "The store does not answer"},
    {Problem::failed, "failed", 500, "The server made a mistake"},
});

const Row& row_of(Problem problem) {
  const Row& row = rows.at(static_cast<std::size_t>(problem));
  SAMTYCKE_CHECK(row.problem == problem);
  return row;
}

using Members = std::vector<std::pair<std::string, std::string>>;

Answer document(std::string_view code, int status, std::string_view title, const Members& members) {
  std::string body =
      "{\"type\":" + json_text("/api/v1/openapi.json#/components/x-problems/" + std::string(code)) +
      ",\"title\":" + json_text(title) + ",\"status\":" + std::to_string(status) +
      ",\"code\":" + json_text(code);
  for (const auto& [name, value] : members) body += "," + json_text(name) + ":" + value;
  body += "}";
  Answer answer{status, {{"Content-Type", "application/problem+json"}}, std::move(body)};
  answer.reason = code;
  if (status == 401) answer.headers.emplace_back("WWW-Authenticate", "Session realm=\"samtycke\"");
  return answer;
}

std::string_view word(const std::variant<consent::NotCorrectable, member::BadValue>& why) {
  return std::visit([](auto reason) { return key(reason); }, why);
}

// RFC 6901: "~" and "/" in a name are escaped.
std::string pointer_to(std::string_view name) {
  std::string escaped;
  for (const char c : name) escaped += c == '~' ? "~0" : c == '/' ? "~1" : std::string(1, c);
  return escaped;
}

}  // namespace

std::string_view key(Problem problem) {
  return row_of(problem).code;
}

int status_of(Problem problem) {
  return row_of(problem).status;
}

Answer problem(Problem which, const Members& members) {
  const Row& row = row_of(which);
  return document(row.code, row.status, row.title, members);
}

Answer problem(const wire::BadDocument& bad) {
  return document(wire::key(bad.kind), 400, "The document is not what this route takes",
                  {{"pointer", json_text(bad.pointer)}, {"detail", json_text(bad.detail)}});
}

Problem problem_of(StoreFault fault) {
  switch (fault) {
    case StoreFault::no_such_member: return Problem::signed_out;  // Erased while signed in.
    case StoreFault::changed_meanwhile: return Problem::unavailable;
    case StoreFault::key_used_otherwise: return Problem::key_used_otherwise;
    case StoreFault::already_taken: return Problem::stale;
    // Nobody's input leads here: the clock stands before 1970, or we made a decision that says nothing.
    case StoreFault::not_provable: return Problem::failed;
    case StoreFault::unavailable: return Problem::unavailable;
  }
  SAMTYCKE_NEVER("every case returns");
}

Answer problem(StoreFault fault) {
  return problem(problem_of(fault));
}

Answer problem(member::BadValue why, std::string_view pointer) {
  return document(member::key(why), 422, "A value is not one that fits",
                  {{"pointer", json_text(pointer)}});
}

Answer problem(const std::vector<consent::BadCorrection>& bad,
               const std::vector<consent::Correction>& asked) {
  SAMTYCKE_CHECK(!bad.empty());
  std::string errors;
  for (const consent::BadCorrection& one : bad) {
    const std::string place = "/details/" + pointer_to(asked.at(one.index).field.text());
    errors += (errors.empty() ? "[" : ",") + std::string("{\"code\":") + json_text(word(one.why)) +
              ",\"pointer\":" + json_text(place) + "}";
  }
  const std::string first = "/details/" + pointer_to(asked.at(bad.front().index).field.text());
  return document(word(bad.front().why), 422, "A value is not one that fits",
                  {{"pointer", json_text(first)}, {"errors", errors + "]"}});
}

Answer problem(const consent::WhyNotJoined& why, const std::vector<consent::Correction>& asked) {
  if (const auto* bad = std::get_if<std::vector<consent::BadCorrection>>(&why)) {
    return problem(*bad, asked);
  }
  return document(consent::key(std::get<consent::NotJoined>(why)), 422, "Nobody joined", {});
}

std::string_view page_key(Problem which) {
  if (which == Problem::signed_out) return "signed_out";
  if (which == Problem::not_found) return "not_found";
  if (which == Problem::method_not_allowed) return "method_not_allowed";
  return status_of(which) >= 500 ? "unavailable" : "bad_request";
}

Answer json(int status, std::string body) {
  return Answer{status, {{"Content-Type", "application/json"}}, std::move(body)};
}

Answer see_other(std::string location) {
  return Answer{303, {{"Location", std::move(location)}}, ""};
}

std::string json_text(std::string_view text) {
  static constexpr std::string_view digits = "0123456789abcdef";
  std::string quoted = "\"";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      quoted += '\\';
      quoted += c;
    } else if (byte < 0x20) {
      quoted += "\\u00";
      quoted += digits[byte >> 4U];
      quoted += digits[byte & 15U];
    } else {
      quoted += c;
    }
  }
  return quoted + "\"";
}

}  // namespace samtycke::server
