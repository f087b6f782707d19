#include "server/store/sealed_box.h"

#include <sodium.h>

#include <algorithm>

#include "core/base/check.h"

namespace samtycke::server {
namespace {

constexpr char format = 1;
constexpr std::size_t nonce_size = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t tag_size = crypto_aead_xchacha20poly1305_ietf_ABYTES;
constexpr std::size_t head_size = 1 + 4 + nonce_size;
static_assert(Key::size == crypto_aead_xchacha20poly1305_ietf_KEYBYTES);
static_assert(Key::size == crypto_auth_hmacsha256_KEYBYTES);
static_assert(Key::size == crypto_kdf_KEYBYTES);

const unsigned char* unsigned_bytes(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

unsigned char* unsigned_bytes(std::string& text) {
  return reinterpret_cast<unsigned char*>(text.data());
}

void append_u32(std::string& bytes, std::uint32_t number) {
  for (const int shift : {24, 16, 8, 0}) bytes.push_back(static_cast<char>(number >> shift & 0xff));
}

std::uint64_t read_number(std::string_view bytes) {
  std::uint64_t number = 0;
  for (const char byte : bytes) number = number << 8 | static_cast<unsigned char>(byte);
  return number;
}

// libsodium asks for it before anything else, and it may be called from any thread, any number of times.
void make_ready() {
  static const int ready = ::sodium_init();
  SAMTYCKE_CHECK(ready >= 0);
}

std::string bound_to(std::uint32_t version, const SealedPlace& place) {
  Packed bound;
  bound.add("samtycke sealed 1").add(place.table).add(place.member).add(place.row);
  bound.add(std::int64_t{version});
  return bound.bytes();
}

}  // namespace

Key Key::random() {
  make_ready();
  Key key;
  ::randombytes_buf(key.bytes_.data(), size);
  return key;
}

std::optional<Key> Key::of(std::string_view bytes) {
  if (bytes.size() != size) return std::nullopt;
  Key key;
  std::copy(bytes.begin(), bytes.end(), key.bytes_.begin());
  return key;
}

Key::~Key() {
  ::sodium_memzero(bytes_.data(), size);
}

Key Key::derived(const char (&use)[9]) const {
  Key key;
  ::crypto_kdf_derive_from_key(key.bytes_.data(), size, 1, use, bytes_.data());
  return key;
}

std::string Key::fingerprint() const {
  return hex(blind(derived("fingerpr"), "fingerprint", "").substr(0, 8));
}

std::string_view Key::bytes() const {
  return {reinterpret_cast<const char*>(bytes_.data()), size};
}

bool operator==(const Key& a, const Key& b) {
  return ::sodium_memcmp(a.bytes_.data(), b.bytes_.data(), Key::size) == 0;
}

std::string seal(const Key& key, std::uint32_t version, const SealedPlace& place,
                 std::string_view text) {
  make_ready();
  const std::string bound = bound_to(version, place);
  std::string sealed(1, format);
  sealed.reserve(head_size + text.size() + tag_size);
  append_u32(sealed, version);
  sealed.resize(head_size + text.size() + tag_size);
  unsigned char* start = unsigned_bytes(sealed);
  ::randombytes_buf(start + 5, nonce_size);
  ::crypto_aead_xchacha20poly1305_ietf_encrypt(start + head_size, nullptr, unsigned_bytes(text),
                                               text.size(), unsigned_bytes(bound), bound.size(),
                                               nullptr, start + 5, unsigned_bytes(key.bytes()));
  return sealed;
}

std::optional<std::string> unseal(const Key& key, std::uint32_t version, const SealedPlace& place,
                                  std::string_view sealed) {
  if (sealed.size() < head_size + tag_size || sealed[0] != format) return std::nullopt;
  if (read_number(sealed.substr(1, 4)) != version) return std::nullopt;
  const std::string bound = bound_to(version, place);
  const std::string_view closed = sealed.substr(head_size);
  std::string text(closed.size() - tag_size, '\0');
  const int opened = ::crypto_aead_xchacha20poly1305_ietf_decrypt(
      unsigned_bytes(text), nullptr, nullptr, unsigned_bytes(closed), closed.size(),
      unsigned_bytes(bound), bound.size(), unsigned_bytes(sealed.substr(5)),
      unsigned_bytes(key.bytes()));
  if (opened != 0) return std::nullopt;
  return text;
}

std::string blind(const Key& key, std::string_view kind, std::string_view value) {
  const std::string message = Packed().add(kind).add(value).bytes();
  std::string hash(crypto_auth_hmacsha256_BYTES, '\0');
  ::crypto_auth_hmacsha256(unsigned_bytes(hash), unsigned_bytes(message), message.size(),
                           unsigned_bytes(key.bytes()));
  return hash;
}

Packed& Packed::add(std::string_view text) {
  append_u32(bytes_, static_cast<std::uint32_t>(text.size()));
  bytes_.append(text);
  return *this;
}

Packed& Packed::add(std::int64_t number) {
  const auto bits = static_cast<std::uint64_t>(number);
  append_u32(bytes_, static_cast<std::uint32_t>(bits >> 32));
  append_u32(bytes_, static_cast<std::uint32_t>(bits));
  return *this;
}

std::string_view Unpacked::take(std::size_t count) {
  good_ = good_ && count <= left_.size();
  if (!good_) return {};
  const std::string_view taken = left_.substr(0, count);
  left_.remove_prefix(count);
  return taken;
}

std::string Unpacked::text() {
  const std::string_view length = take(4);
  return good_ ? std::string(take(read_number(length))) : std::string();
}

std::int64_t Unpacked::number() {
  return static_cast<std::int64_t>(read_number(take(8)));
}

std::string hex(std::string_view bytes) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string text;
  text.reserve(2 * bytes.size());
  for (const char byte : bytes) {
    text.push_back(digits[static_cast<unsigned char>(byte) >> 4]);
    text.push_back(digits[static_cast<unsigned char>(byte) & 0xf]);
  }
  return text;
}

}  // namespace samtycke::server
