// The club's offers as a demo shows them: every year anew.
#pragma once

#include "core/base/day.h"
#include "core/notice/offer.h"

namespace samtycke::server::demo {

// Each offer moved by whole years, to where it runs today; else to where it ended within the last three
// months or comes next. So a demo has offers of all kinds on whichever day it is tried.
notice::Offers every_year(notice::Offers, Day today);

}  // namespace samtycke::server::demo
