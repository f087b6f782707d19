// What comes with a receipt from outside: its JSON, the signed note in it, public keys, tiles. Nothing
// made up verifies, and each has one form.
#include "core/proof/tiles.h"
#include "core/wire/receipt_json.h"
#include "tests/fuzz/must.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace samtycke;
  const std::string_view bytes = text_of(data, size);

  const auto receipt = wire::decode_receipt_proof(bytes);
  if (receipt.ok()) {
    const std::string written = wire::encode_receipt_proof(receipt.value());
    const auto again = wire::decode_receipt_proof(written);
    must(again.ok());
    must(again.value() == receipt.value());
    proof::PublicKey key;
    key.name = "club.example/samtycke";
    must(!proof::verify(receipt.value(), key).ok());
  }
  const auto note = proof::decode_note(bytes);
  if (note.ok()) {
    must(proof::encode_note(note.value()) == bytes);
    const auto checkpoint = proof::checkpoint_from(note.value().text);
    if (checkpoint) must(proof::to_text(*checkpoint) == note.value().text);
  }
  const auto key = proof::public_key_from(bytes);
  if (key) must(proof::to_text(*key) == bytes);
  const auto tile = proof::decode_tile(bytes);
  if (tile) must(proof::encode_tile(*tile) == bytes);
  return 0;
}
