// C2SP signed notes (c2sp.org/signed-note), with Ed25519: a text, and who signed it. They are what the
// world of transparency logs exchanges, so others can read and countersign ours.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/expected.h"

namespace samtycke::proof {

// Whose signature it must be: a name ("club.example/samtycke") and an Ed25519 public key.
struct PublicKey {
  std::string name;
  std::array<std::uint8_t, 32> bytes{};
  friend bool operator==(const PublicKey&, const PublicKey&) = default;
};

// Not empty, UTF-8, and without spaces, control characters and plus signs.
bool is_key_name(std::string_view);
// The first four bytes of SHA-256(name | 0x0A | 0x01 | public key).
std::uint32_t key_id(const PublicKey&);
// "name+d9a1b2c3+base64", as logs publish their keys. None where the id is not the key's own.
std::string to_text(const PublicKey&);
std::optional<PublicKey> public_key_from(std::string_view text);

struct Signature {
  std::string name;
  std::uint32_t key = 0;
  std::string bytes;
  friend bool operator==(const Signature&, const Signature&) = default;
};
struct Note {
  std::string text;  // Ends in a newline.
  std::vector<Signature> signatures;
  friend bool operator==(const Note&, const Note&) = default;
};

enum class NoteFlaw {
  not_a_note,        // Not the format, not UTF-8, over 64 KiB or over 64 signatures.
  not_signed_by_it,  // No signature of this key.
  bad_signature,     // There is one, and the text is not what was signed.
};
std::string_view key(NoteFlaw);  // "not_a_note", …; stable

// encode(decode(bytes)) is the same bytes.
Expected<Note, NoteFlaw> decode_note(std::string_view);
std::string encode_note(const Note&);

// The text, if this key signed it. Signatures of other keys (witnesses) are passed over; one by this key
// that does not verify refuses the note, whatever stands beside it.
Expected<std::string, NoteFlaw> open_note(std::string_view note, const PublicKey&);

}  // namespace samtycke::proof
