#include "server/store/link_seal.h"

#include <sodium.h>

namespace samtycke::server {
namespace {

constexpr int letters = sodium_base64_VARIANT_URLSAFE_NO_PADDING;
constexpr std::size_t longest_link = 1024;

SealedPlace place_of(std::string_view purpose) {
  return {"link", "", purpose};
}

}  // namespace

LinkKeys link_keys(const StoreKey& erasures, const std::vector<StoreKey>& later) {
  LinkKeys keys = {{erasures.version, erasures.key.derived("samtlink")}};
  keys.insert(keys.end(), later.begin(), later.end());
  return keys;
}

std::string seal_link(const LinkKeys& keys, std::string_view purpose, std::string_view text) {
  const StoreKey& newest = keys.back();
  const std::string sealed = seal(newest.key, newest.version, place_of(purpose), text);
  std::string link(sodium_base64_encoded_len(sealed.size(), letters), '\0');
  ::sodium_bin2base64(link.data(), link.size(),
                      reinterpret_cast<const unsigned char*>(sealed.data()), sealed.size(),
                      letters);
  link.pop_back();  // The zero at its end.
  return link;
}

std::optional<std::string> open_link(const LinkKeys& keys, std::string_view purpose,
                                     std::string_view link) {
  if (link.size() > longest_link) return std::nullopt;
  std::string sealed(link.size(), '\0');
  std::size_t length = 0;
  const int read =
      ::sodium_base642bin(reinterpret_cast<unsigned char*>(sealed.data()), sealed.size(),
                          link.data(), link.size(), nullptr, &length, nullptr, letters);
  if (read != 0) return std::nullopt;
  sealed.resize(length);
  for (const StoreKey& one : keys) {
    if (auto text = unseal(one.key, one.version, place_of(purpose), sealed)) return text;
  }
  return std::nullopt;
}

}  // namespace samtycke::server
