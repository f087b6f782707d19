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

// A field of topics: a switch for each topic of the notice, on where it is saved or was turned on instead.
// The form must carry the field itself, empty, among its hidden values: see corrections_from_form().
Block topics_for(const Setting&, const notice::Field&, std::string_view saved,
                 const std::vector<TypedValue>& typed);

}  // namespace samtycke::view
