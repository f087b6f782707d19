// What a draft would lead to, beyond the switches themselves: channels that go quiet, segments, offers,
// categories and days, one sentence each.
#pragma once

#include <string>
#include <vector>

#include "core/preview/preview.h"
#include "core/view/pages.h"

namespace samtycke::view {

// Empty where nothing but the switches would change.
std::vector<std::string> consequences_in_words(const Setting&, const preview::Difference&);

}  // namespace samtycke::view
