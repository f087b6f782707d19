// Days and moments as people and programs write them: what is read and written again stays the same.
#include "core/base/day.h"
#include "tests/fuzz/must.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace samtycke;
  const std::string_view text = text_of(data, size);
  if (const auto day = parse_day(text)) must(parse_day(iso(*day)) == day);
  if (const auto instant = parse_instant(text)) {
    const auto again = parse_instant(rfc3339(*instant));
    must(again.has_value());
    must(again->utc_ms == instant->utc_ms);
    (void)local_day(*instant);
  }
  return 0;
}
