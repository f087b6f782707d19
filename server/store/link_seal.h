// What travels in a link of a mail: a text sealed so that it says nothing on the way, in base64url.
//
// It is sealed under a key made from the one that recognises erased members, which is the only key of a store
// that never changes: a link that stops mails must work for as long as the mail lies in somebody's mailbox. A
// link is bound to its purpose, so that one for stopping never opens as one for undoing. We considered a row
// for each link and dropped it: a list for sending to a million members would then be a million writes.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "server/store/keystore.h"

namespace samtycke::server {

std::string seal_link(const StoreKey& erasures, std::string_view purpose, std::string_view text);
std::optional<std::string> open_link(const StoreKey& erasures, std::string_view purpose,
                                     std::string_view link);

}  // namespace samtycke::server
