// What a member types into a field. A canonical value is accepted again and does not change: otherwise
// saving a page twice would change what is held.
#include "core/member/validate.h"
#include "tests/fuzz/must.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace samtycke;
  const std::string_view typed = text_of(data, size);

  notice::Notice notice;
  notice.club.country = "SE";
  for (const notice::FieldKind kind :
       {notice::FieldKind::text, notice::FieldKind::name, notice::FieldKind::phone,
        notice::FieldKind::postcode, notice::FieldKind::date, notice::FieldKind::number}) {
    notice::Field field;
    field.kind = kind;
    const auto read = member::validate(notice, field, typed);
    if (!read.ok()) continue;
    const auto again = member::validate(notice, field, read.value());
    must(again.ok());
    must(again.value() == read.value());
  }

  const auto email = member::validate_email(typed);
  if (email.ok()) {
    const auto again = member::validate_email(email.value());
    must(again.ok());
    must(again.value() == email.value());
    const std::string key = member::email_lookup_key(email.value());
    must(member::email_lookup_key(key) == key);
  }
  return 0;
}
