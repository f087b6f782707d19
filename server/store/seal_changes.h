// Changes on their way into a store: sealed, each under its member's key, before anything waits for them.
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <vector>

#include "server/store/member_rows.h"

namespace samtycke::server {

// The key of a member, or none for somebody who has none yet.
using KeyOf = std::function<Expected<std::optional<MemberKey>, StoreFault>(const MemberId&)>;

// What a keystore answered, as KeyOf does: a damaged key is reported, and the store does not answer.
Expected<std::optional<MemberKey>, StoreFault> key_or_none(Expected<MemberKey, NoKey>,
                                                           const MemberId&, const Secrets&);

// Members without a key get a fresh one, of this version; members of one batch have one key each, also those
// who come to be in it.
Expected<std::vector<ChangeRows>, StoreFault> seal_changes(std::span<const Change>, const Secrets&,
                                                           std::uint32_t version_for_new_members,
                                                           const KeyOf&);

}  // namespace samtycke::server
