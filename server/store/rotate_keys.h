// Changes the keys of a store that no server holds.
//
// A kind of key is changed in steps, each durable before the next (keystore.h says in which order). The
// process may end between any two: the store opens as before or as after, with nobody missing, and the
// same call again finishes what was left. Nothing but the last step destroys anything.
//
// We considered changing keys under a running server and dropped it for now: every reader would have to
// know two keys at once, for something that is done once a year.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "core/base/expected.h"
#include "server/store/keystore.h"
#include "server/store/sqlite_store.h"

namespace samtycke::server {

enum class RotatedKey {
  master,   // The key file's: every key in the keystore is wrapped anew, and the file replaced.
  index,    // The one that look-ups are hashed with.
  members,  // Every member's own, and the one for visitors: every row is sealed anew.
  links,    // The one that links in mails are sealed with. Those that were sent open as before.
};
std::string_view key(RotatedKey);  // "master", "index", "members", "links"
std::optional<RotatedKey> rotated_key_from(std::string_view key);

struct RotateOptions {
  std::string key_file;  // Empty: `<store>.key`.
  std::optional<StoreLock> lock;
  StepHook at_step;  // For tests.
};

struct Rotated {
  std::int64_t members = 0;  // Whose keys were changed.
};
// `failed`, `damaged` or `keystore_damaged` when a row does not open or the disk fails on the way.
Expected<Rotated, BadStore> rotate_keys(const std::string& store, RotatedKey, RotateOptions = {});

}  // namespace samtycke::server
