// The one fact about a member's clock that a store may hold in clear beside the opaque id.
#pragma once

#include <optional>

#include "core/base/day.h"
#include "core/member/holdings.h"
#include "core/notice/notice.h"

namespace samtycke::retention {

// The last day of the month in which keep_until() of the whole member lies: a month says far less about
// a person than a day, and rounding up never lets the sweep look too early. The sweep opens the file
// and decides by the day itself.
std::optional<Day> keep_until_month(const member::Holdings&, const notice::Notice&);

}  // namespace samtycke::retention
