// The part of a notice about erasing. Private to core/wire.
#pragma once

#include "core/wire/notice_reading.h"

namespace samtycke::wire {

void read_erasure(const Place&, Reading&);
void write(JsonWriter&, const notice::Erasure&);

}  // namespace samtycke::wire
