// Several topics of the notice as one value: their ids by alphabet, with commas between ("bath,sleep"), so
// that the same choice is always the same text. None at all is the empty text, which is not held.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/base/id.h"

namespace samtycke::member {

// As they stand, without blanks round them; empty ones are left out.
std::vector<TopicId> topics_in(std::string_view value);

// Each once, by alphabet.
std::string topics_value(std::vector<TopicId>);

}  // namespace samtycke::member
