// The months that stand in clear beside the members' ids, and which notice they were worked out by.
#pragma once

#include <functional>

#include "core/notice/notice.h"
#include "server/store/store.h"

namespace samtycke::server {

// A walk ends early, and answers `unavailable`, where `stop` says so: the server ends.
using StopWalk = std::function<bool()>;

// Whether every month is of this version of the notice, so that a sweep may go by them.
Expected<bool, StoreFault> months_are_of(Store&, const notice::Notice&);

// Works them all out by this notice, and remembers that.
Expected<Done, StoreFault> write_months_anew(Store&, const notice::Notice&, const StopWalk& stop);

}  // namespace samtycke::server
