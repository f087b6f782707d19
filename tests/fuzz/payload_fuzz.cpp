// The bytes that leaves commit to: what is read is written again as the same bytes, or it is refused.
#include "core/proof/chain.h"
#include "tests/fuzz/must.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace samtycke::proof;
  const std::string_view bytes = text_of(data, size);
  const auto payload = decode(bytes);
  if (!payload.ok()) return 0;
  const auto written = encode(payload.value());
  must(written.ok());
  must(written.value() == bytes);
  const auto* decided = std::get_if<Decided>(&payload.value());
  if (decided == nullptr) return 0;
  const auto chain = verify_chain(decided->member, {std::string(bytes)});
  must(chain.ok() == (decided->number == 1));
  return 0;
}
