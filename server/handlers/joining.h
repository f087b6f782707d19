// Becoming a member: what the page and the JSON interface share.
//
// First the address: it gets a code, whoever's it is, and the answer is the same (a member's mail says that
// they are one, and its code signs in). Then the terms, for whoever's code came back; then the membership.
#pragma once

#include <optional>
#include <string>
#include <variant>

#include "core/consent/join.h"
#include "server/handlers/signing_in.h"
#include "server/http/call.h"

namespace samtycke::server::handlers {

// The address that this browser has confirmed and not joined with yet.
Expected<std::optional<std::string>, StoreFault> confirmed_address(const Call&);

// Whether somebody with this address said no before they were erased; leaving is one, too. A new
// registration of the address brings no offer back; each is the member's to turn on (L22).
Expected<bool, StoreFault> said_no_before(const Call&, const std::string& email);

struct NotConfirmed {};  // No address, or no longer: start over.
using Joined = std::variant<SignedIn, NotConfirmed, consent::WhyNotJoined, StoreFault>;
// `joining` without an address: it is the confirmed one, whatever was typed.
Joined join_club(Call&, consent::Joining, const Language&);

}  // namespace samtycke::server::handlers
