// Fields of the notice as fields of a form.
#pragma once

#include <string_view>
#include <vector>

#include "core/view/page.h"
#include "core/view/pages.h"

namespace samtycke::view {

// With the saved value, or what was typed instead of it and what was wrong with that. Its id is
// "correct-<field>".
Field field_for(const Setting&, const notice::Field&, std::string_view saved,
                const std::vector<TypedValue>& typed);

}  // namespace samtycke::view
