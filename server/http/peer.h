// Who asks, as limits count it: one name for everything that one visitor can easily call from.
#pragma once

#include <string>
#include <string_view>

namespace samtycke::server {

// IPv4: the address. IPv6: its first 64 bits, since every household is given the rest and could come from
// another address each time (RFC 6177 section 2). An IPv4 address in IPv6's clothes is IPv4. Whatever is no
// address has the empty name, which all such visitors share: a limit may be met too early, never got round.
std::string source_of(std::string_view address);

}  // namespace samtycke::server
