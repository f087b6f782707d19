#include "server/http/last_codes.h"

#include <sodium.h>

#include <algorithm>
#include <cstring>
#include <utility>

#include "server/edge/randomness.h"

namespace samtycke::server {
namespace {

std::size_t place_of(std::string_view name, std::size_t places) {
  std::uint64_t number = 0;
  std::memcpy(&number, name.data(), sizeof number);
  return static_cast<std::size_t>(number % places);
}

}  // namespace

LastCodes::LastCodes() : rows_(places) {
  static_assert(crypto_generichash_KEYBYTES == 32);
  const std::string secret = random_bytes(secret_.size());
  std::copy(secret.begin(), secret.end(), secret_.begin());
}

std::string LastCodes::name_of(std::string_view address) const {
  std::string name(16, '\0');
  crypto_generichash(reinterpret_cast<unsigned char*>(name.data()), name.size(),
                     reinterpret_cast<const unsigned char*>(address.data()), address.size(),
                     secret_.data(), secret_.size());
  return name;
}

void LastCodes::put(std::string_view address, Sent sent) {
  std::string name = name_of(address);
  const std::size_t place = place_of(name, places);
  const std::lock_guard lock{mutex_};
  rows_[place] = Row{std::move(name), std::move(sent)};
}

std::optional<LastCodes::Sent> LastCodes::find(std::string_view address, Instant now) const {
  const std::string name = name_of(address);
  const std::lock_guard lock{mutex_};
  const Row& row = rows_[place_of(name, places)];
  if (row.name != name || row.sent.expires <= now) return std::nullopt;
  return row.sent;
}

}  // namespace samtycke::server
