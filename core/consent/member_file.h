// Everything about one member: what is held, and what they decided. It is what a store loads and what
// every rule of the core is asked about.
#pragma once

#include <cstdint>
#include <vector>

#include "core/consent/decision.h"
#include "core/member/holdings.h"

namespace samtycke::consent {

struct MemberFile {
  MemberId id;
  // Counts the changes to this file; 0 is a member who is not stored yet. It is the ETag of `GET me`.
  std::int64_t revision = 0;
  member::Holdings holdings;
  std::vector<Decision> decisions;  // Oldest first.
  friend bool operator==(const MemberFile&, const MemberFile&) = default;
};

}  // namespace samtycke::consent
