// The parts of an answer about sending that more than one document holds. Private to core/wire.
#pragma once

#include "core/verdict/verdict.h"
#include "core/wire/json.h"

namespace samtycke::wire {

Json json_of(const verdict::No&);
// {"verdict": "yes"}, or "no" with the first reason against.
Json json_of(const verdict::Verdict&);

}  // namespace samtycke::wire
