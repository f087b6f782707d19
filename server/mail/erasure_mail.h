// The mails around an erasure: to the member before it, and to whoever was given their data after it. What
// they say is the notice's; the program fills in the day and the number.
#pragma once

#include <vector>

#include "core/consent/member_file.h"
#include "core/notice/notice.h"
#include "server/store/store.h"

namespace samtycke::server {

// In the language of the member's latest decision. None where the notice has no such mail, or no address is
// held.
std::optional<Mail> mail_before_erasure(const notice::Notice&, const consent::MemberFile&,
                                        Day last_day, Instant now);

// To each who may have been given this member's data, in the notice's first language (GDPR Art. 19). It
// names the member by their number alone; none where no number is held.
std::vector<Mail> notices_of_erasure(const notice::Notice&, const consent::MemberFile&,
                                     Instant now);

}  // namespace samtycke::server
