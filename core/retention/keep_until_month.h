// The one fact about a member's clock that a store may hold in clear beside the opaque id, and how a sweep
// tells by it whose file it need not open.
#pragma once

#include <optional>

#include "core/base/day.h"
#include "core/consent/member_file.h"
#include "core/notice/notice.h"

namespace samtycke::retention {

// The last day of the month in which something of this member goes, the first thing that goes deciding: a
// month says far less about a person than a day. The sweep opens every file whose month has begun, and
// decides by the day itself. None where nothing that is held has a day.
std::optional<Day> keep_until_month(const consent::MemberFile&, const notice::Notice&);

// The month of a day in the same form. Whatever has its last day by then has no later month than this.
Day month_of(Day);

}  // namespace samtycke::retention
