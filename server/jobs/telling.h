// The mail before everything of a member goes (core/retention/before_erasure.h says when).
//
// It goes once for each last day. A purchase moves the day, and so takes the waiting back; the mail about the
// next one goes in its time. It never moves the day itself: who could not be told is erased untold, and
// counted.
#pragma once

#include "core/consent/member_file.h"
#include "core/notice/notice.h"
#include "core/retention/due.h"
#include "server/store/store.h"

namespace samtycke::server {

enum class Telling {
  none,  // It is not time, or they were told.
  by_mail,
  unreachable,  // No address is held.
};
Expected<Telling, StoreFault> telling(Store&, const notice::Notice&, const consent::MemberFile&,
                                      Instant at);

// Puts the mail in the outbox and remembers it, in one. False: there is nothing to tell any more.
Expected<bool, StoreFault> tell(Store&, const notice::Notice&, const MemberId&, Instant at);

// Whether the notice promises a mail before this, and there was none.
Expected<bool, StoreFault> goes_untold(Store&, const notice::Notice&, const MemberId&,
                                       const retention::WholeMember&);

}  // namespace samtycke::server
