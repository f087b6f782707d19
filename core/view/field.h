// Fields of the notice as fields of a form.
#pragma once

#include <string>
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

// An e-mail address to be typed, named "email", with what was typed before. What was wrong with that is said
// by the page's own words ("sign_in.error.too_many"), or by those for every field.
Field email_field(const Words&, std::string id, std::string label, std::string hint,
                  std::string_view page, const SignInState&);
// What such a field says; empty when nothing was wrong.
std::string error_text(const Words&, std::string_view page, const std::string& error);

}  // namespace samtycke::view
