// Any line at all: it is answered, in one line of JSON, and the same way every time. What the whole core
// does with a member, a notice and a moment from outside is behind it.
#include "core/wire/cases.h"
#include "core/wire/portal_json.h"
#include "tests/fuzz/must.h"
#include "tests/support/builders.h"

namespace {

samtycke::wire::Cases small_cases() {
  using namespace samtycke;
  auto cases = wire::Cases::from(wire::encode_portal(
      {support::small_notice()}, {{support::swedish(), {}}, {support::english(), {}}}));
  must(cases.ok());
  return std::move(cases).value();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static samtycke::wire::Cases cases = small_cases();
  const std::string_view line = text_of(data, size);
  const std::string answer = cases.answer(line);
  must(answer.starts_with('{') && answer.ends_with('}'));
  must(answer.find('\n') == std::string::npos);
  must(cases.answer(line) == answer);
  return 0;
}
