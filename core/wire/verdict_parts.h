// The parts of an answer about sending that more than one document holds. Private to core/wire.
#pragma once

#include "core/verdict/verdict.h"
#include "core/wire/json.h"

namespace samtycke::wire {

// The keys of an object: "verdict": "yes", or "no" with the first reason against. None comes before
// "clause" in the order of keys.
void write_members(JsonWriter&, const verdict::Verdict&);

}  // namespace samtycke::wire
