// Which segments a member is in. The quick way, for whoever asks about many members: it builds no texts
// and no reasons. explain() gives the same answer with its reasons; a test compares them.
#pragma once

#include <optional>
#include <vector>

#include "core/notice/notice.h"
#include "core/segment/readable.h"

namespace samtycke::segment {

enum class Membership {
  in,
  out,
  off,  // Not worked out; see why_off().
};

Membership membership(const notice::Rule&, const Readable&);

// Why a rule is not worked out: something that it reads may not be read. The first such thing in the order
// of its conditions. None where it is worked out. Even a rule that could be answered without that value is
// left alone: a member who switched off their age is in no segment that is about age (L8).
std::optional<Off> why_off(const notice::Rule&, const Readable&);

// Those that the member is in, in the notice's order.
std::vector<SegmentId> segments_of(const notice::Notice&, const Readable&);
std::vector<SegmentId> segments_of(const consent::MemberFile&, const notice::Notice&, Instant at);

}  // namespace samtycke::segment
