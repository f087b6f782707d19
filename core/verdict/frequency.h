// How many messages a member wants at most, and whether they have had them.
#pragma once

#include "core/base/instant.h"
#include "core/member/holdings.h"
#include "core/notice/notice.h"

namespace samtycke::verdict {

// Whether one more message at this moment would be more than the member chose. The window is so many local
// days, the day of `at` being the last of them; messages later on that day count, those of days to come
// do not. Never for a member who chose nothing, or a value for which the notice sets no limit.
bool is_enough(const member::Holdings&, const notice::Frequency&, Instant at);

}  // namespace samtycke::verdict
