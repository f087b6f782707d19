// What is demanded of one fact, so that conditions about it get another answer.
#pragma once

#include <cstdint>
#include <optional>
#include <variant>

#include "core/segment/explain.h"
#include "core/segment/nearest_change.h"

namespace samtycke::segment {

// A condition that is unmet because nothing is known stays so as long as nothing is.
struct StillNotKnown {};
using Demand = std::variant<notice::Between, notice::OneOf, NoneOf, StillNotKnown>;

bool satisfies(const Found&, const Demand&);

// What two demands on the same fact leave; none where nothing can satisfy both.
std::optional<Demand> common(const Demand&, const Demand&);

// The numbers that a fact can have at all: no negative counts, no share above 100.
notice::Between domain(const notice::Fact&);

// What can bring a fact from what was found to what is demanded.
By by(const notice::Fact&, const Found&, const Demand&);

// How far that is, in thousandths of the larger of the two numbers; 1000 where either is none.
std::int64_t distance(const Found&, const Demand&);

}  // namespace samtycke::segment
