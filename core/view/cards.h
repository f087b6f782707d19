// Cards that stand on a page among others and have more to them than fits there.
#pragma once

#include "core/consent/member_file.h"
#include "core/view/page.h"
#include "core/view/pages.h"

namespace samtycke::view {

// What a restriction is (GDPR Art. 18), whether one stands, and the button that asks for it or lifts it.
Block restriction_card(const Setting&, const consent::MemberFile&);

}  // namespace samtycke::view
