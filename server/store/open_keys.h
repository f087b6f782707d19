// Opens a store's keystore with the key file, or says why not; makes both for a store that has never been
// sealed.
#pragma once

#include <memory>
#include <string>

#include "server/store/key_file.h"
#include "server/store/keystore.h"
#include "server/store/sqlite_store.h"

namespace samtycke::server {

// The key in this file, or a new one where there is no file. Only for a keystore that is not there yet.
struct FirstKey {
  Key master;
  bool made_key_file = false;
};
Expected<FirstKey, BadStore> first_key(const std::string& key_file);
BadStore meaning(BadKeyFile);

struct OpenedKeys {
  std::unique_ptr<Keystore> keystore;
  bool made_key_file = false;
};

// `is_sealed`: the store holds sealed rows, so that a keystore must be there. A key file is made only
// together with a new keystore: whoever names the wrong place for it must not get a key that opens
// nothing. A change of the key file that was cut short is finished first.
Expected<OpenedKeys, BadStore> open_keys(const std::string& store, const std::string& key_file,
                                         bool is_sealed);

}  // namespace samtycke::server
