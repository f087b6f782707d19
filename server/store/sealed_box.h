// Keys, and values sealed with them: XChaCha20-Poly1305 (IETF, 24 random bytes of nonce) and
// HMAC-SHA-256, both libsodium's.
//
// A sealed value knows where it belongs: it opens only in the table, for the member, in the row and
// under the version of the key that it was sealed for. A row that was swapped with another, cut short
// or flipped in one bit does not open. (An older value of the very same row does: that nothing was put
// back or left out is for the chain of decisions to show, core/proof.)
//
//     sealed = 1 byte format (1) | u32 version of the key | 24 bytes nonce | text, encrypted | 16 bytes tag
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace samtycke::server {

// 32 secret bytes, wiped when they go.
class Key {
 public:
  static constexpr std::size_t size = 32;

  static Key random();
  // None unless there are exactly 32 bytes.
  static std::optional<Key> of(std::string_view bytes);

  Key(const Key&) = default;
  Key& operator=(const Key&) = default;
  ~Key();

  // A key for another use, from which this one cannot be worked out. `use` has eight letters.
  Key derived(const char (&use)[9]) const;
  // 16 hexadecimal digits that tell keys apart and say nothing about this one.
  std::string fingerprint() const;

  std::string_view bytes() const;
  friend bool operator==(const Key&, const Key&);  // In constant time.

 private:
  Key() = default;
  std::array<unsigned char, size> bytes_ = {};
};

// What a sealed value is bound to.
struct SealedPlace {
  std::string_view table;
  std::string_view member;  // Empty: the store's own.
  std::string_view row;     // The row's key within the table and the member.
};

std::string seal(const Key&, std::uint32_t version, const SealedPlace&, std::string_view text);

// None: it was not sealed with this key, of this version, for this place, or it was changed since.
std::optional<std::string> unseal(const Key&, std::uint32_t version, const SealedPlace&,
                                  std::string_view sealed);

// A keyed hash that finds a value again and says nothing about it without the key (a blind index).
// `kind` keeps equal values of two kinds apart.
std::string blind(const Key&, std::string_view kind, std::string_view value);  // 32 bytes

// Several texts as one, each with its length before it, so that no two lists give the same bytes.
class Packed {
 public:
  Packed& add(std::string_view text);
  Packed& add(std::int64_t number);
  const std::string& bytes() const { return bytes_; }

 private:
  std::string bytes_;
};

// The way back. After the first text that is not there everything is empty and `whole()` is false.
class Unpacked {
 public:
  explicit Unpacked(std::string_view bytes) : left_(bytes) {}
  std::string text();
  std::int64_t number();
  bool whole() const { return good_ && left_.empty(); }

 private:
  std::string_view take(std::size_t count);
  std::string_view left_;
  bool good_ = true;
};

std::string hex(std::string_view bytes);

}  // namespace samtycke::server
