#include "server/http/peer.h"

#include <arpa/inet.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <iterator>

namespace samtycke::server {

std::string source_of(std::string_view address) {
  // A link-local address names its interface: "fe80::1%eth0".
  std::string text{address.substr(0, address.find('%'))};
  std::array<char, INET6_ADDRSTRLEN> written{};
  in_addr four{};
  if (::inet_pton(AF_INET, text.c_str(), &four) == 1) return text;
  in6_addr six{};
  if (::inet_pton(AF_INET6, text.c_str(), &six) != 1) return {};
  if (IN6_IS_ADDR_V4MAPPED(&six)) {
    return ::inet_ntop(AF_INET, &six.s6_addr[12], written.data(), written.size());
  }
  std::fill(std::begin(six.s6_addr) + 8, std::end(six.s6_addr), std::uint8_t{0});
  return std::string{::inet_ntop(AF_INET6, &six, written.data(), written.size())} + "/64";
}

}  // namespace samtycke::server
