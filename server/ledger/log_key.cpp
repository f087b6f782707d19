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

bool is_of(const proof::PublicKey& known, const Key& key) {
  return signing_key("samtycke", key)->public_key().bytes == known.bytes;
}

// The first key gives its name to the log; every later one was handed over to.
std::string name_of_log(const Key& key, const std::vector<proof::Handover>& handovers) {
  for (const proof::Handover& one : handovers) {
    if (is_of(one.to, key)) return one.to.name;
  }
  const auto bytes = signing_key("samtycke", key)->public_key().bytes;
  const std::string digits =
      proof::sha256_hex({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
  return "samtycke/" + digits.substr(0, digits_in_name);
}

// Whom this key handed over to in the end.
std::optional<proof::PublicKey> successor(const Key& key,
                                          const std::vector<proof::Handover>& handovers) {
  for (const proof::Handover& one : handovers) {
    if (is_of(one.from, key)) return proof::LogKeys(one.to, handovers).newest();
  }
  return std::nullopt;
}

Expected<Key, CannotStart> finish_handover(const std::string& path, const proof::PublicKey& to) {
  const auto next = read_key_file(next_key_file(path));
  if (next.ok() && is_of(to, next.value()) && put_next_in_place(path).ok()) return next.value();
  return Unexpected{CannotStart{
      path +
      " signs the ledger no more: it was handed over to another key. Copy that file from the "
      "machine where the key was changed"}};
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

std::unique_ptr<proof::SigningKey> signing_key(const std::string& name, const Key& key) {
  proof::Seed seed;
  std::copy(key.bytes().begin(), key.bytes().end(), seed.bytes.begin());
  return std::make_unique<proof::SigningKey>(name, seed);
}

Expected<std::unique_ptr<proof::SigningKey>, CannotStart> open_log_key(
    const std::string& store, bool has_signed, const std::vector<proof::Handover>& handovers) {
  const LedgerFiles files = ledger_files(store);
  const auto read = read_or_make(files.key, has_signed);
  if (!read.ok()) return Unexpected{CannotStart{sentence(read.reason(), files.key)}};
  Key key = read.value();
  if (const auto to = successor(key, handovers)) {
    const auto next = finish_handover(files.key, *to);
    if (!next.ok()) return Unexpected{next.reason()};
    key = next.value();
  }
  auto signer = signing_key(name_of_log(key, handovers), key);
  const std::string published = to_text(signer->public_key()) + "\n";
  if (read_whole_file(files.public_key) != published &&
      !replace_whole(files.public_key, published)) {
    return Unexpected{CannotStart{files.public_key + " cannot be written"}};
  }
  return signer;
}

Expected<Done, BadKeyFile> copy_log_key(const std::string& from, const std::string& to,
                                        const std::vector<proof::Handover>& handovers) {
  const auto key = read_key_file(from);
  if (!key.ok()) return Unexpected{key.reason()};
  const auto there = read_key_file(to);
  if (there.ok() && there.value() == key.value()) return Done{};
  const auto to_whom = successor(key.value(), handovers);
  if (there.ok() && to_whom && is_of(*to_whom, there.value())) return Done{};
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
