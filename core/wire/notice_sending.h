// The parts of a notice about sending and about segments. Private to core/wire.
#pragma once

#include "core/wire/notice_reading.h"

namespace samtycke::wire {

void read_sending(const Place&, Reading&);
void read_segmentation(const Place&, Reading&);

}  // namespace samtycke::wire
