// One member's decisions as a chain: each payload holds the hash of the one before it, so none can be
// changed, left out or moved without the next one telling. The newest has nobody to tell on it; that is
// what receipts and checkpoints outside the machine are for.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/proof/payload.h"

namespace samtycke::proof {

// Where a chain ends, and so what the next decision hangs on.
struct ChainEnd {
  std::uint64_t length = 0;
  Hash last;  // SHA-256 of the last payload's bytes; zeros while there is none.
  friend bool operator==(const ChainEnd&, const ChainEnd&) = default;
};

// The member's next payload, to be encoded and stored; and the end after a payload's bytes.
Decided next_in_chain(const ChainEnd&, const MemberId&, consent::Decision, std::string request);
ChainEnd after(const ChainEnd&, std::string_view payload);

enum class ChainFault {
  unreadable,        // These bytes are no payload of a decision.
  other_member,      // It is someone else's.
  wrong_number,      // One was left out, or stands here twice.
  previous_differs,  // The one before it was changed.
};
std::string_view key(ChainFault);  // "unreadable", …; stable

struct ChainBreak {
  std::size_t index = 0;  // Of the payload, counted from 0, at which it shows.
  ChainFault fault = ChainFault::unreadable;
  friend bool operator==(const ChainBreak&, const ChainBreak&) = default;
};

// All payloads of one member, oldest first: where the chain ends, or what was decided, if it holds.
Expected<ChainEnd, ChainBreak> verify_chain(const MemberId&,
                                            const std::vector<std::string>& payloads);
Expected<std::vector<consent::Decision>, ChainBreak> read_chain(
    const MemberId&, const std::vector<std::string>& payloads);

}  // namespace samtycke::proof
