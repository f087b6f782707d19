#include "core/proof/payload.h"

#include "core/base/bytes.h"
#include "core/base/check.h"
#include "core/proof/payload_codec.h"

namespace samtycke::proof {
namespace {

// The fields that no encoding holds; the rest is found out by reading the result.
bool has_an_encoding(const consent::Decision& decision) {
  if (decision.notice_version < 0 || decision.at.utc_ms < 0) return false;
  if (decision.text_sha256.empty()) return true;
  return decision.text_sha256.size() == 64 && from_hex(decision.text_sha256).has_value();
}

}  // namespace

std::string_view key(PayloadFlaw flaw) {
  switch (flaw) {
    case PayloadFlaw::unknown_version: return "unknown_version";
    case PayloadFlaw::unknown_kind: return "unknown_kind";
    case PayloadFlaw::unknown_word: return "unknown_word";
    case PayloadFlaw::cut_off: return "cut_off";
    case PayloadFlaw::left_over: return "left_over";
    case PayloadFlaw::not_utf8: return "not_utf8";
    case PayloadFlaw::empty: return "empty";
    case PayloadFlaw::out_of_range: return "out_of_range";
    case PayloadFlaw::broken_start: return "broken_start";
    case PayloadFlaw::not_canonical: return "not_canonical";
  }
  SAMTYCKE_NEVER("a flaw without a key");
}

Expected<Payload, PayloadFlaw> decode(std::string_view bytes) {
  auto payload = read_payload(bytes);
  if (payload.ok() && write_payload(payload.value()) != bytes) {
    return Unexpected{PayloadFlaw::not_canonical};
  }
  return payload;
}

Expected<std::string, PayloadFlaw> encode(const Payload& payload) {
  const auto* decided = std::get_if<Decided>(&payload);
  if (decided != nullptr && !has_an_encoding(decided->decision)) {
    return Unexpected{PayloadFlaw::out_of_range};
  }
  std::string bytes = write_payload(payload);
  const auto read = decode(bytes);
  if (!read.ok()) return Unexpected{read.reason()};
  return bytes;
}

}  // namespace samtycke::proof
