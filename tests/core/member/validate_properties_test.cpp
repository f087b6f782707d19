#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "core/member/validate.h"
#include "tests/support/builders.h"

namespace samtycke::member {
namespace {

using notice::FieldKind;

constexpr std::array kinds = {FieldKind::name,   FieldKind::text,     FieldKind::email,
                              FieldKind::phone,  FieldKind::postcode, FieldKind::date,
                              FieldKind::number, FieldKind::amount};

notice::Field any_field() {
  notice::Field field;
  field.kind = *rc::gen::elementOf(kinds);
  return field;
}

// Bytes of every sort, and among them enough that looks like the real thing.
std::string any_text() {
  return *rc::gen::oneOf(
      rc::gen::arbitrary<std::string>(),
      rc::gen::container<std::string>(rc::gen::elementOf(std::string{"0123456789+-() "})),
      rc::gen::container<std::string>(rc::gen::elementOf(std::string{"aB1@.-_ \xC3\xA5\xC2\xA0"})));
}

RC_GTEST_PROP(ValidateProperties, ACanonicalValueIsCanonicalAlready, ()) {
  const auto notice = support::small_notice();
  const notice::Field field = any_field();
  const auto once = validate(notice, field, any_text());
  if (!once.ok()) return;
  const auto twice = validate(notice, field, once.value());
  RC_ASSERT(twice.ok());
  RC_ASSERT(twice.value() == once.value());
}

RC_GTEST_PROP(ValidateProperties, EverySwedishNumberIsReadBothWays, ()) {
  const auto notice = support::small_notice();
  notice::Field field;
  field.kind = FieldKind::phone;
  // The series 7 always has 9 digits.
  const auto number =
      *rc::gen::element(std::to_string(*rc::gen::inRange(1'000'000, 7'000'000)),
                        std::to_string(*rc::gen::inRange(80'000'000, 99'999'999)),
                        std::to_string(*rc::gen::inRange(100'000'000, 999'999'999)));
  RC_ASSERT(validate(notice, field, "0" + number).value() == "+46" + number);
  RC_ASSERT(validate(notice, field, "+46 (0)" + number).value() == "+46" + number);
}

RC_GTEST_PROP(ValidateProperties, ALookupKeyIsItsOwnLookupKey, ()) {
  const auto email = validate_email(any_text());
  if (!email.ok()) return;
  const std::string key = email_lookup_key(email.value());
  RC_ASSERT(email_lookup_key(key) == key);
}

}  // namespace
}  // namespace samtycke::member
