// What a leaf of the tree is about, as the bytes that are committed to.
//
// One payload has one encoding: fixed order, unsigned big-endian numbers, text as a u32 of its length in
// bytes and then its UTF-8, no fractions, no maps. JSON was turned down: two writers of it rarely agree to
// the byte, and a hash needs them to. decode() refuses what does not encode back to the same bytes.
//
// Version 1, byte by byte:
//   u8 version = 1, u8 kind
//   kind 1, a decision:
//     text member id, u64 number in the member's chain (1, 2, …),
//     32 bytes: hash of the member's previous payload, zeros for the first
//     u8 act: 1 grant, 2 withdraw, 3 object, 4 lift objection, 5 join, 6 correct, 7 restrict,
//             8 lift restriction, 9 leave
//       1, 2:    text sender, text channel
//       3, 4:    u8 what: 1 cell (text sender, text channel), 2 purpose (text),
//                3 category (text purpose, text category)
//       6:       u32 count, then a text for each field
//     u32 notice version, text language
//     u8 0 where no text was shown, or 1 and the 32 bytes of the text's SHA-256
//     u8 way: 1 portal, 2 one-click, 3 join, 4 agent, 5 import
//     text actor, text request id, u64 milliseconds since 1970 in UTC
//   kind 2, an erasure: text random id, u8 reason: 1 left, 2 retention, 3 asked
//   kind 3, an erasure that was counted: as kind 2, then u64: how many decisions went with it
// Erasing a member deletes their payloads; what stays says only that someone was erased, why, and how many
// decisions they had made. Without that number, one more decision could be passed off as erased with them; the
// kind without it stands in ledgers from before.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "core/base/expected.h"
#include "core/base/id.h"
#include "core/consent/decision.h"
#include "core/proof/hash.h"

namespace samtycke::proof {

struct Decided {
  MemberId member;
  std::uint64_t number = 1;  // The member's first decision is 1.
  Hash previous;             // Of the member's previous payload.
  consent::Decision decision;
  std::string request;  // The id of the request that asked for it; may be empty.
  friend bool operator==(const Decided&, const Decided&) = default;
};

enum class ErasureReason {
  left,       // The member left the club.
  retention,  // The notice's time was up.
  asked,      // An agent erased the member, who asked for it (GDPR Art. 17).
};
struct Erased {
  std::string id;  // Random, and written nowhere else: it makes two erasures two leaves.
  ErasureReason reason = ErasureReason::left;
  std::optional<std::uint64_t> decisions =
      {};  // That went with it; none: nobody counted them then.
  friend bool operator==(const Erased&, const Erased&) = default;
};

using Payload = std::variant<Decided, Erased>;

enum class PayloadFlaw {
  unknown_version,
  unknown_kind,
  unknown_word,  // An act, a way or a reason that has no number.
  cut_off,
  left_over,  // Bytes behind the end.
  not_utf8,
  empty,         // A text that must say something: an id.
  out_of_range,  // A number, a time before 1970, a text hash that is none.
  broken_start,  // Number 1 has no previous payload; every other has.
  not_canonical,
};
std::string_view key(PayloadFlaw);  // "cut_off", …; stable

// Refused where decode() would refuse the result: what cannot be read back proves nothing.
Expected<std::string, PayloadFlaw> encode(const Payload&);
Expected<Payload, PayloadFlaw> decode(std::string_view bytes);

}  // namespace samtycke::proof
