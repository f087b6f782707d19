// A member in whom every part of everything that can be held is there, and no two are alike: what a
// download must bring along is looked for one by one. Not a member that could be: "planted_email" is no
// address.
#pragma once

#include "core/consent/member_file.h"
#include "core/notice/notice.h"

namespace samtycke::support {

// A value in every field that holds one and in one that the notice does not have; receipts with lines, one
// without a line and one without a shop; an interaction of each kind; a decision of each act.
consent::MemberFile planted_member(const notice::Notice&);

}  // namespace samtycke::support
