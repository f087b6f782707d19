#include "core/proof/chain.h"

#include <optional>

#include "core/proof/sha256.h"

namespace samtycke::proof {
namespace {

std::optional<ChainFault> fault_of(const ChainEnd& end, const MemberId& member,
                                   std::string_view bytes) {
  const auto payload = decode(bytes);
  if (!payload.ok()) return ChainFault::unreadable;
  const auto* decided = std::get_if<Decided>(&payload.value());
  if (decided == nullptr) return ChainFault::unreadable;
  if (!(decided->member == member)) return ChainFault::other_member;
  if (decided->number != end.length + 1) return ChainFault::wrong_number;
  if (!(decided->previous == end.last)) return ChainFault::previous_differs;
  return std::nullopt;
}

}  // namespace

Decided next_in_chain(const ChainEnd& end, const MemberId& member, consent::Decision decision,
                      std::string request) {
  return {member, end.length + 1, end.last, std::move(decision), std::move(request)};
}

ChainEnd after(const ChainEnd& end, std::string_view payload) {
  return {end.length + 1, sha256(payload)};
}

std::string_view key(ChainFault fault) {
  switch (fault) {
    case ChainFault::unreadable: return "unreadable";
    case ChainFault::other_member: return "other_member";
    case ChainFault::wrong_number: return "wrong_number";
    case ChainFault::previous_differs: return "previous_differs";
  }
  SAMTYCKE_NEVER("a fault without a key");
}

Expected<ChainEnd, ChainBreak> verify_chain(const MemberId& member,
                                            const std::vector<std::string>& payloads) {
  ChainEnd end;
  for (std::size_t i = 0; i < payloads.size(); ++i) {
    const auto fault = fault_of(end, member, payloads[i]);
    if (fault) return Unexpected{ChainBreak{i, *fault}};
    end = after(end, payloads[i]);
  }
  return end;
}

}  // namespace samtycke::proof
