#include <optional>

#include "core/member/validate.h"
#include "core/wire/case_call.h"

namespace samtycke::wire {
namespace {

using Validate = Expected<std::string, member::BadValue> (*)(std::string_view typed,
                                                             std::string_view country);

// Most values are the same in every country.
template <Expected<std::string, member::BadValue> (*validate)(std::string_view)>
Expected<std::string, member::BadValue> anywhere(std::string_view typed, std::string_view) {
  return validate(typed);
}

std::optional<Validate> field_from(std::string_view word) {
  if (word == "date") return anywhere<member::validate_date>;
  if (word == "email") return anywhere<member::validate_email>;
  if (word == "member_no") return anywhere<member::validate_member_number>;
  if (word == "name") return anywhere<member::validate_name>;
  if (word == "phone") return member::validate_phone;
  if (word == "postcode") return member::validate_postcode;
  return std::nullopt;
}

std::string read_country(const Place& place) {
  std::string country = place.some_text();
  if (country.size() != 2 ||
      country.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ") != std::string::npos) {
    place.refuse(BadDocumentKind::out_of_range, "this must be 2 capital letters");
  }
  return country;
}

}  // namespace

std::string answer_validate(const CaseCall& call) {
  const Validate validate = call.with.at("field").word(field_from);
  const std::string value = call.with.at("value").text();
  const std::string country =
      call.with.has("country") ? read_country(call.with.at("country")) : call.notice.club.country;
  if (!call.with.ok()) return {};
  const auto answer = validate(value, country);
  return document([&](JsonWriter& json) {
    json.object([&] {
      if (!answer.ok()) json.at("code").text(member::key(answer.reason()));
      json.at("ok").boolean(answer.ok());
      if (answer.ok()) json.at("value").text(answer.value());
    });
  });
}

}  // namespace samtycke::wire
