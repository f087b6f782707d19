#include "core/wire/receipt_json.h"

#include "core/base/bytes.h"
#include "core/wire/json.h"
#include "core/wire/receipt_parts.h"

namespace samtycke::wire {
namespace {

using proof::Hash;
using proof::InTree;
using proof::Receipt;
using proof::Salt;

// A tree of 2^62 leaves has no longer way to its root.
constexpr std::size_t longest_proof = 62;

std::string read_bytes(const Place& place) {
  auto bytes = from_base64(place.text());
  if (bytes) return std::move(*bytes);
  place.refuse(BadDocumentKind::out_of_range, "this is not base64");
  return {};
}

template <class Of32>
Of32 read_32(const Place& place) {
  const auto value = proof::from_bytes<Of32>(read_bytes(place));
  if (value) return *value;
  place.refuse(BadDocumentKind::out_of_range, "these are not 32 bytes");
  return {};
}

template <class Of32>
void write_32(JsonWriter& json, const Of32& value) {
  json.text(to_base64(proof::to_bytes(value)));
}

InTree read_in_tree(const Place& whole) {
  InTree place;
  place.index = static_cast<std::uint64_t>(whole.at("index").integer(0, largest_integer));
  whole.at("proof").each([&](const Place& hash) { place.inclusion.push_back(read_32<Hash>(hash)); },
                         longest_proof);
  place.checkpoint = whole.at("checkpoint").some_text();
  return place;
}

}  // namespace

void write(JsonWriter& json, const Receipt& receipt) {
  const auto* place = std::get_if<InTree>(&receipt.place);
  json.object([&] {
    if (place != nullptr) {
      json.at("checkpoint").text(place->checkpoint);
      json.at("index").number(static_cast<std::int64_t>(place->index));
    }
    json.at("payload").text(to_base64(receipt.payload));
    if (place != nullptr) {
      json.at("proof").list(place->inclusion, [&](const Hash& hash) { write_32(json, hash); });
    }
    write_32(json.at("salt"), receipt.salt);
    json.at("version").number(1);
  });
}

std::string encode_receipt_proof(const Receipt& receipt) {
  return document([&](JsonWriter& json) { write(json, receipt); });
}

Receipt read_receipt_proof(const Place& whole) {
  Receipt receipt;
  whole.object({"version", "payload", "salt", "index", "proof", "checkpoint"});
  whole.at("version").integer(1, 1);
  receipt.payload = read_bytes(whole.at("payload"));
  receipt.salt = read_32<Salt>(whole.at("salt"));
  const bool in_tree = whole.has("index") || whole.has("proof") || whole.has("checkpoint");
  if (in_tree) receipt.place = read_in_tree(whole);
  return receipt;
}

Expected<Receipt, BadDocument> decode_receipt_proof(std::string_view text) {
  return decode_with(text, read_receipt_proof);
}

}  // namespace samtycke::wire
