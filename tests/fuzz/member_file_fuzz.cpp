// The rows of a store and the answer to `GET me`: canonical, so writing what was read gives the same
// bytes as writing it once more.
#include "core/wire/member_json.h"
#include "tests/fuzz/must.h"

namespace {

template <class Decode, class Encode>
void try_one(std::string_view document, Decode decode, Encode encode) {
  const auto read = decode(document);
  if (!read.ok()) return;
  const std::string written = encode(read.value());
  const auto again = decode(written);
  must(again.ok());
  must(encode(again.value()) == written);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace samtycke::wire;
  const std::string_view document = text_of(data, size);
  try_one(document, decode_member_file, encode_member_file);
  try_one(document, decode_record, encode_record);
  try_one(document, decode_receipt, encode_receipt);
  try_one(document, decode_interaction, encode_interaction);
  try_one(document, decode_decision, encode_decision);
  (void)decode_me(document);
  return 0;
}
