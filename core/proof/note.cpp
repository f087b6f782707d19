#include "core/proof/note.h"

#include <sodium.h>

#include "core/base/bytes.h"
#include "core/base/check.h"
#include "core/base/utf8.h"
#include "core/proof/big_endian.h"
#include "core/proof/sha256.h"

namespace samtycke::proof {
namespace {

constexpr std::string_view dash = "\u2014 ";  // Em dash and space begin a signature line.
constexpr char ed25519 = '\x01';              // The signature type.
constexpr std::size_t longest = 64 * 1024;
constexpr std::size_t most_signatures = 64;

std::string_view bytes_of(const PublicKey& key) {
  return {reinterpret_cast<const char*>(key.bytes.data()), key.bytes.size()};
}

bool has_control_character(std::string_view text, std::string_view allowed) {
  for (const char c : text) {
    if (static_cast<unsigned char>(c) < 0x20 && allowed.find(c) == std::string_view::npos) {
      return true;
    }
  }
  return false;
}

bool has_unicode_space(std::string_view text) {
  for (const std::string_view space :
       {" ",      "\u0085", "\u00a0", "\u1680", "\u2000", "\u2001", "\u2002",
        "\u2003", "\u2004", "\u2005", "\u2006", "\u2007", "\u2008", "\u2009",
        "\u200a", "\u2028", "\u2029", "\u202f", "\u205f", "\u3000"}) {
    if (text.find(space) != std::string_view::npos) return true;
  }
  return false;
}

bool is_text(std::string_view text) {
  return is_utf8(text) && !has_control_character(text, "\n") && !text.empty() &&
         text.back() == '\n';
}

// A line without its newline.
std::optional<Signature> signature_in(std::string_view line) {
  if (!line.starts_with(dash)) return std::nullopt;
  line.remove_prefix(dash.size());
  const std::size_t space = line.find(' ');
  if (space == std::string_view::npos) return std::nullopt;
  const std::string_view name = line.substr(0, space);
  const auto blob = from_base64(line.substr(space + 1));
  if (!is_key_name(name) || !blob || blob->size() <= 4) return std::nullopt;
  ByteReader reader(*blob);
  const std::uint32_t id = reader.u32();
  return Signature{std::string(name), id, blob->substr(4)};
}

bool verifies(const Signature& signature, std::string_view text, const PublicKey& key) {
  return signature.bytes.size() == crypto_sign_ed25519_BYTES &&
         crypto_sign_ed25519_verify_detached(
             reinterpret_cast<const unsigned char*>(signature.bytes.data()),
             reinterpret_cast<const unsigned char*>(text.data()), text.size(),
             key.bytes.data()) == 0;
}

}  // namespace

bool is_key_name(std::string_view name) {
  return !name.empty() && is_utf8(name) && !has_control_character(name, "") &&
         !has_unicode_space(name) && name.find('+') == std::string_view::npos;
}

std::uint32_t key_id(const PublicKey& key) {
  std::string bytes = key.name + "\n";
  bytes += ed25519;
  bytes += bytes_of(key);
  const std::string hash = to_bytes(sha256(bytes));
  ByteReader reader(hash);
  return reader.u32();
}

std::string to_text(const PublicKey& key) {
  std::string id;
  append_u32(id, key_id(key));
  return key.name + "+" + to_hex(id) + "+" +
         to_base64(std::string(1, ed25519) + std::string(bytes_of(key)));
}

std::optional<PublicKey> public_key_from(std::string_view text) {
  const std::size_t plus = text.find('+');
  if (plus == std::string_view::npos) return std::nullopt;
  const std::size_t second = text.find('+', plus + 1);
  if (second == std::string_view::npos) return std::nullopt;
  const auto blob = from_base64(text.substr(second + 1));
  if (!blob || blob->size() != 33 || blob->front() != ed25519) return std::nullopt;
  PublicKey key{std::string(text.substr(0, plus)), from_bytes<Hash>(blob->substr(1))->bytes};
  if (!is_key_name(key.name) || to_text(key) != text) return std::nullopt;
  return key;
}

std::string_view key(NoteFlaw flaw) {
  switch (flaw) {
    case NoteFlaw::not_a_note: return "not_a_note";
    case NoteFlaw::not_signed_by_it: return "not_signed_by_it";
    case NoteFlaw::bad_signature: return "bad_signature";
  }
  SAMTYCKE_NEVER("a flaw without a key");
}

Expected<Note, NoteFlaw> decode_note(std::string_view bytes) {
  // The text may hold empty lines: the last one parts it from the signatures.
  const std::size_t gap = bytes.rfind("\n\n");
  if (bytes.size() > longest || gap == std::string_view::npos || !is_text(bytes)) {
    return Unexpected{NoteFlaw::not_a_note};
  }
  Note note{std::string(bytes.substr(0, gap + 1)), {}};
  std::string_view lines = bytes.substr(gap + 2);
  while (!lines.empty()) {
    const std::size_t end = lines.find('\n');
    auto signature = signature_in(lines.substr(0, end));
    if (!signature || note.signatures.size() == most_signatures) {
      return Unexpected{NoteFlaw::not_a_note};
    }
    note.signatures.push_back(std::move(*signature));
    lines.remove_prefix(end + 1);
  }
  if (note.signatures.empty()) return Unexpected{NoteFlaw::not_a_note};
  return note;
}

std::string encode_note(const Note& note) {
  std::string bytes = note.text + "\n";
  for (const Signature& signature : note.signatures) {
    std::string blob;
    append_u32(blob, signature.key);
    bytes += std::string(dash) + signature.name + " " + to_base64(blob + signature.bytes) + "\n";
  }
  return bytes;
}

Expected<std::string, NoteFlaw> open_note(std::string_view bytes, const PublicKey& key) {
  auto note = decode_note(bytes);
  if (!note.ok()) return Unexpected{note.reason()};
  const std::uint32_t id = key_id(key);
  bool signed_by_it = false;
  for (const Signature& signature : note.value().signatures) {
    if (signature.name != key.name || signature.key != id) continue;
    if (!verifies(signature, note.value().text, key)) return Unexpected{NoteFlaw::bad_signature};
    signed_by_it = true;
  }
  if (!signed_by_it) return Unexpected{NoteFlaw::not_signed_by_it};
  return std::move(note.value().text);
}

}  // namespace samtycke::proof
