// What a browser sends over the JSON interface. Whatever is accepted can be written and read again with
// the same meaning; whatever is refused names a place.
#include "core/wire/request_json.h"
#include "tests/fuzz/must.h"

namespace {

template <class Decode, class Encode>
void try_one(std::string_view body, Decode decode, Encode encode) {
  const auto read = decode(body);
  if (!read.ok()) {
    must(read.reason().pointer.empty() || read.reason().pointer.front() == '/');
    return;
  }
  const std::string written = encode(read.value());
  const auto again = decode(written);
  must(again.ok());
  must(encode(again.value()) == written);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace samtycke::wire;
  const std::string_view body = text_of(data, size);
  try_one(body, decode_wishes, encode_wishes);
  try_one(body, decode_details, encode_details);
  try_one(body, decode_sign_in, encode_sign_in);
  try_one(body, decode_code, encode_code);
  return 0;
}
