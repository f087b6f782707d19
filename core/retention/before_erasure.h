// Who hears of an erasure: the member before it, and whoever else was given their data after it.
#pragma once

#include <optional>
#include <vector>

#include "core/retention/keep_until.h"

namespace samtycke::retention {

// How long before the last day the notice has members told. 0: not at all.
int days_told_before(const notice::Notice&);

// Whether the notice has members told of a day like this one: not those who asked for it themselves, by
// leaving or by a no.
bool is_told_before(const KeepUntil& of_the_whole_member, const notice::Notice&);

// The day after which everything of theirs goes, where the notice has members told before and that time has
// come. None under restriction, and none once the day has passed: the mail never moves it.
std::optional<KeepUntil> to_be_told(const consent::MemberFile&, const notice::Notice&, Instant at);

// Those whom the notice names and who may have been given this member's data, in its order (GDPR Art. 19).
// Nothing is kept of what was sent to whom, so it is worked out: by a channel of consent, if the member
// ever said yes to it; by one that needs none, if its address is held. One too many is told a number that
// says nothing to them; one too few would go on using what it has.
std::vector<const notice::Recipient*> told_of_member(const consent::MemberFile&,
                                                     const notice::Notice&);

}  // namespace samtycke::retention
