#include "server/store/open_keys.h"

#include <utility>

#include "core/base/check.h"
namespace samtycke::server {
namespace {

BadStore meaning(BadKeystore why) {
  switch (why) {
    case BadKeystore::not_writable: return BadStore::not_writable;
    case BadKeystore::damaged: return BadStore::keystore_damaged;
    case BadKeystore::newer: return BadStore::newer_schema;
    case BadKeystore::wrong_key: return BadStore::wrong_key_file;
  }
  SAMTYCKE_NEVER("every case returns");
}

Expected<OpenedKeys, BadStore> make_keys(const std::string& path, const std::string& key_file) {
  const auto first = first_key(key_file);
  if (!first.ok()) return Unexpected{first.reason()};
  auto keystore = Keystore::make(path, first.value().master);
  if (!keystore.ok()) return Unexpected{meaning(keystore.reason())};
  return OpenedKeys{std::move(keystore).value(), first.value().made_key_file};
}

}  // namespace

BadStore meaning(BadKeyFile why) {
  switch (why) {
    case BadKeyFile::missing: return BadStore::no_key_file;
    case BadKeyFile::unreadable: return BadStore::key_file_unreadable;
    case BadKeyFile::open_to_others: return BadStore::key_file_open_to_others;
    case BadKeyFile::wrong_size: return BadStore::not_a_key_file;
    case BadKeyFile::not_writable: return BadStore::key_file_not_writable;
  }
  SAMTYCKE_NEVER("every case returns");
}

Expected<FirstKey, BadStore> first_key(const std::string& key_file) {
  auto master = read_key_file(key_file);
  if (master.ok()) return FirstKey{std::move(master).value()};
  if (master.reason() != BadKeyFile::missing) return Unexpected{meaning(master.reason())};
  // By the way of the next one, so that a crash never leaves half a key in its place.
  remove_next(key_file);
  const Key made = Key::random();
  if (const auto written = make_key_file(next_key_file(key_file), made); !written.ok()) {
    return Unexpected{meaning(written.reason())};
  }
  if (const auto placed = put_next_in_place(key_file); !placed.ok()) {
    return Unexpected{meaning(placed.reason())};
  }
  return FirstKey{made, true};
}

Expected<OpenedKeys, BadStore> open_keys(const std::string& store, const std::string& key_file,
                                         bool is_sealed) {
  const std::string path = keystore_path(store);
  if (!Keystore::is_there(path)) {
    if (is_sealed) return Unexpected{BadStore::no_keystore};
    return make_keys(path, key_file);
  }
  const auto master = read_key_file(key_file);
  if (!master.ok()) return Unexpected{meaning(master.reason())};
  auto keystore = Keystore::open(path, master.value());
  if (keystore.ok()) {
    remove_next(key_file);  // Left by a change that never reached the keystore.
    return OpenedKeys{std::move(keystore).value(), false};
  }
  if (keystore.reason() != BadKeystore::wrong_key) return Unexpected{meaning(keystore.reason())};

  // The keystore may have been wrapped anew just before a crash, and the key file not yet replaced.
  const auto next = read_key_file(next_key_file(key_file));
  if (!next.ok()) return Unexpected{BadStore::wrong_key_file};
  keystore = Keystore::open(path, next.value());
  if (!keystore.ok()) return Unexpected{meaning(keystore.reason())};
  if (const auto placed = put_next_in_place(key_file); !placed.ok()) {
    return Unexpected{meaning(placed.reason())};
  }
  return OpenedKeys{std::move(keystore).value(), false};
}

}  // namespace samtycke::server
