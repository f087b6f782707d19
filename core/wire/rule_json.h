// Rules of segments in JSON. Private to core/wire.
//
//   {"all": [rule, …]}   {"any": [rule, …]}   {"not": rule}
//   {"fact": "purchases", "months": 12, "topic": "sleep", "where": "shop", "at_least": 3}
//   {"fact": "value", "field": "sex", "one_of": ["woman"]}
//
// A fact's words are in assets/notice/README.md. A rule is refused where it could not mean anything, or
// would read what its purpose does not cover (N7): nobody has to find that out about a member.
#pragma once

#include "core/notice/notice.h"
#include "core/wire/json.h"

namespace samtycke::wire {

// Conditions may be nested so deep: a rule of more levels is one that no member could follow.
inline constexpr int deepest_rule = 8;

notice::Rule read_rule(const Place&, const notice::Notice&, const notice::Purpose& covered_by);
void write(JsonWriter&, const notice::Rule&);

}  // namespace samtycke::wire
