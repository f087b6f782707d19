#include "core/consent/correct.h"

#include <algorithm>

#include "core/base/check.h"

namespace samtycke::consent {
namespace {

using Why = std::variant<NotCorrectable, member::BadValue>;

// The canonical value; empty where the member takes it away.
Expected<std::string, Why> canonical(const Correction& correction, const notice::Notice& notice) {
  const notice::Field* field = notice::find(notice, correction.field);
  if (field == nullptr) return Unexpected{Why{NotCorrectable::no_such_field}};
  if (field->id == member::field::email) return Unexpected{Why{NotCorrectable::wants_a_code}};
  if (!field->corrected_by_member) return Unexpected{Why{NotCorrectable::not_yours_to_change}};

  auto value = member::validate(notice, *field, correction.value);
  if (value.ok()) return std::move(value).value();

  if (value.reason() == member::BadValue::empty) return std::string{};
  return Unexpected{Why{value.reason()}};
}

void replace(member::Holdings& holdings, const FieldId& field, std::string value, Instant at) {
  if (value.empty()) {
    std::erase_if(holdings.records,
                  [&](const member::Record& record) { return record.field == field; });
  } else if (member::value_of(holdings, field) != value) {
    member::put(holdings, member::Record{field, std::move(value), member::Source::member, at});
  }
}

// The fields whose value is another one now, each once, in the order they were mentioned.
std::vector<FieldId> changed(const member::Holdings& before, const member::Holdings& after,
                             const std::vector<Correction>& corrections) {
  std::vector<FieldId> fields;
  for (const Correction& correction : corrections) {
    if (std::find(fields.begin(), fields.end(), correction.field) != fields.end()) continue;
    if (member::value_of(before, correction.field) != member::value_of(after, correction.field)) {
      fields.push_back(correction.field);
    }
  }
  return fields;
}

}  // namespace

std::string_view key(NotCorrectable why) {
  switch (why) {
    case NotCorrectable::no_such_field: return "no_such_field";
    case NotCorrectable::not_yours_to_change: return "not_yours_to_change";
    case NotCorrectable::wants_a_code: return "wants_a_code";
  }
  SAMTYCKE_NEVER("a reason without a key");
}

Expected<Outcome, std::vector<BadCorrection>> correct(const MemberFile& file,
                                                      const std::vector<Correction>& corrections,
                                                      const notice::Notice& notice,
                                                      const Language& language,
                                                      const Circumstance& circumstance) {
  Outcome outcome;
  outcome.after = file;
  std::vector<BadCorrection> bad;
  for (std::size_t index = 0; index < corrections.size(); ++index) {
    auto value = canonical(corrections[index], notice);
    if (value.ok()) {
      replace(outcome.after.holdings, corrections[index].field, std::move(value).value(),
              circumstance.at);
    } else {
      bad.push_back({index, value.reason()});
    }
  }
  if (!bad.empty()) return Unexpected{std::move(bad)};

  std::vector<FieldId> fields = changed(file.holdings, outcome.after.holdings, corrections);
  if (fields.empty()) {
    outcome.after = file;
    return outcome;
  }
  outcome.decisions.push_back({Correct{std::move(fields)}, notice.version, language, "",
                               circumstance.way, circumstance.actor, circumstance.at});
  outcome.after.decisions.push_back(outcome.decisions.back());
  return outcome;
}

bool is_corrected_here(const notice::Field& field) {
  return field.corrected_by_member && field.id != member::field::email;
}

Expected<Outcome, member::BadValue> change_email(const MemberFile& file, std::string_view typed,
                                                 const notice::Notice& notice,
                                                 const Language& language,
                                                 const Circumstance& circumstance) {
  auto email = member::validate_email(typed);
  if (!email.ok()) return Unexpected{email.reason()};
  Outcome outcome;
  outcome.after = file;
  if (member::value_of(file.holdings, member::field::email) == email.value()) return outcome;
  replace(outcome.after.holdings, member::field::email, std::move(email).value(), circumstance.at);
  outcome.decisions.push_back({Correct{{member::field::email}}, notice.version, language, "",
                               circumstance.way, circumstance.actor, circumstance.at});
  outcome.after.decisions.push_back(outcome.decisions.back());
  return outcome;
}

}  // namespace samtycke::consent
