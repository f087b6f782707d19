#include "server/ledger/log_key.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "core/base/check.h"
#include "core/proof/sha256.h"
#include "server/config/whole_file.h"
#include "server/ledger/ledger_files.h"

namespace samtycke::server::ledger {
namespace {

constexpr std::size_t digits_in_name = 16;

std::unique_ptr<proof::SigningKey> named(const Key& key) {
  proof::Seed seed;
  std::copy(key.bytes().begin(), key.bytes().end(), seed.bytes.begin());
  const proof::SigningKey unnamed("samtycke", seed);
  const auto& bytes = unnamed.public_key().bytes;
  const std::string digits =
      proof::sha256_hex({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
  return std::make_unique<proof::SigningKey>("samtycke/" + digits.substr(0, digits_in_name), seed);
}

std::string sentence(BadKeyFile why, const std::string& path) {
  switch (why) {
    case BadKeyFile::missing:
      return path + " is missing: it signs the ledger. Put it back from where its copy lies";
    case BadKeyFile::unreadable: return path + " cannot be read by this user; it signs the ledger";
    case BadKeyFile::open_to_others:
      return path + " may be read by others: chmod 400 it; it signs the ledger";
    case BadKeyFile::wrong_size: return path + " is no key file: it must be 32 bytes";
    case BadKeyFile::not_writable: return path + " cannot be made; it is to sign the ledger";
  }
  SAMTYCKE_NEVER("every case returns");
}

Expected<Key, BadKeyFile> read_or_make(const std::string& path, bool has_signed) {
  auto key = read_key_file(path);
  if (key.ok() || key.reason() != BadKeyFile::missing || has_signed) return key;
  // By the way of the next one, so that a power loss never leaves half a key in its place.
  remove_next(path);
  const Key made = Key::random();
  if (const auto written = make_key_file(next_key_file(path), made); !written.ok()) {
    return Unexpected{written.reason()};
  }
  if (const auto placed = put_next_in_place(path); !placed.ok()) {
    return Unexpected{placed.reason()};
  }
  return made;
}

}  // namespace

Expected<std::unique_ptr<proof::SigningKey>, CannotStart> open_log_key(const std::string& store,
                                                                       bool has_signed) {
  const LedgerFiles files = ledger_files(store);
  const auto key = read_or_make(files.key, has_signed);
  if (!key.ok()) return Unexpected{CannotStart{sentence(key.reason(), files.key)}};
  auto signer = named(key.value());
  const std::string published = to_text(signer->public_key()) + "\n";
  if (read_whole_file(files.public_key) != published &&
      !replace_whole(files.public_key, published)) {
    return Unexpected{CannotStart{files.public_key + " cannot be written"}};
  }
  return signer;
}

Expected<Done, BadKeyFile> copy_log_key(const std::string& from, const std::string& to) {
  const auto key = read_key_file(from);
  if (!key.ok()) return Unexpected{key.reason()};
  const auto there = read_key_file(to);
  if (there.ok() && there.value() == key.value()) return Done{};
  return make_key_file(to, key.value());
}

Expected<proof::PublicKey, CannotStart> read_public_key(const std::string& path) {
  auto text = read_whole_file(path);
  if (!text) return Unexpected{CannotStart{"the public key " + path + " cannot be read"}};
  if (text->ends_with('\n')) text->pop_back();
  const auto key = proof::public_key_from(*text);
  if (!key) return Unexpected{CannotStart{path + " holds no public key of a log"}};
  return *key;
}

}  // namespace samtycke::server::ledger
