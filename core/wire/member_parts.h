// The parts of a member's documents that more than one of them holds. Private to core/wire.
#pragma once

#include "core/consent/decide.h"
#include "core/consent/member_file.h"
#include "core/wire/json.h"

namespace samtycke::wire {

Json json_of_decision(const consent::Decision&);
Json json_of_file(const consent::MemberFile&);

// What encode_outcome() writes.
Json json_of_outcome(const consent::MemberFile& before, const consent::Outcome&,
                     const notice::Notice&, Instant now);

}  // namespace samtycke::wire
