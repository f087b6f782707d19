#include "core/proof/chain.h"

#include <utility>

#include "core/base/check.h"
#include "core/proof/sha256.h"

namespace samtycke::proof {
namespace {

Expected<Decided, ChainFault> next_of(const ChainEnd& end, const MemberId& member,
                                      std::string_view bytes) {
  auto payload = decode(bytes);
  if (!payload.ok()) return Unexpected{ChainFault::unreadable};
  auto* decided = std::get_if<Decided>(&payload.value());
  if (decided == nullptr) return Unexpected{ChainFault::unreadable};
  if (!(decided->member == member)) return Unexpected{ChainFault::other_member};
  if (decided->number != end.length + 1) return Unexpected{ChainFault::wrong_number};
  if (!(decided->previous == end.last)) return Unexpected{ChainFault::previous_differs};
  return std::move(*decided);
}

// Tells `visit` of every payload, in order, until the chain breaks.
template <class Visit>
Expected<ChainEnd, ChainBreak> walk(const MemberId& member,
                                    const std::vector<std::string>& payloads, const Visit& visit) {
  ChainEnd end;
  for (std::size_t i = 0; i < payloads.size(); ++i) {
    auto decided = next_of(end, member, payloads[i]);
    if (!decided.ok()) return Unexpected{ChainBreak{i, decided.reason()}};
    visit(std::move(decided).value());
    end = after(end, payloads[i]);
  }
  return end;
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
  return walk(member, payloads, [](const Decided&) {});
}

Expected<std::vector<consent::Decision>, ChainBreak> read_chain(
    const MemberId& member, const std::vector<std::string>& payloads) {
  std::vector<consent::Decision> decisions;
  decisions.reserve(payloads.size());
  const auto end = walk(member, payloads,
                        [&](Decided decided) { decisions.push_back(std::move(decided.decision)); });
  if (!end.ok()) return Unexpected{end.reason()};
  return decisions;
}

}  // namespace samtycke::proof
