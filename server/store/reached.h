// The no of somebody who was erased, met again where a new member is reached.
#pragma once

#include "core/base/expected.h"
#include "core/consent/said_no.h"
#include "core/member/holdings.h"
#include "server/store/store.h"

namespace samtycke::server {

// By the phone number and the postal address held; the member's own number and e-mail address are the caller's to
// ask about. Nobody is refused for these two: others may have them now.
Expected<consent::RememberedNo, StoreFault> no_where_reached(Store&, const member::Holdings&);

}  // namespace samtycke::server
