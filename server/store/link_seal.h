// What travels in a link of a mail: a text sealed so that it says nothing on the way, in base64url.
//
// A link that stops mails must work for as long as the mail lies in somebody's mailbox, so no version of its key is ever
// destroyed, and the link says which it is of. The first version is made from the key that recognises erased members,
// which never changes; `rotate-key links` adds others. A link is bound to its purpose, so that one for stopping never opens as one for undoing. We considered a row
// for each link and dropped it: a list for sending to a million members would then be a million writes.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/store/keystore.h"

namespace samtycke::server {

// The keys of links, oldest first: never empty, and of other versions each.
using LinkKeys = std::vector<StoreKey>;
LinkKeys link_keys(const StoreKey& erasures, const std::vector<StoreKey>& later);

std::string seal_link(const LinkKeys&, std::string_view purpose, std::string_view text);
std::optional<std::string> open_link(const LinkKeys&, std::string_view purpose,
                                     std::string_view link);

}  // namespace samtycke::server
