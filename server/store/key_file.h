// The key file: the one secret that must lie apart from the store and its keystore. 32 random bytes that
// only their owner may read (0400).
//
// Without it neither file says anything; whoever has all three has everything. So it is never written
// where there is a keystore that another key belongs to, and never shown.
#pragma once

#include <sys/types.h>

#include <string>
#include <string_view>

#include "core/base/expected.h"
#include "server/store/sealed_box.h"

namespace samtycke::server {

// In the order they are checked.
enum class BadKeyFile {
  missing,
  unreadable,      // There, but this user may not read it; or it is a folder.
  open_to_others,  // The group or everybody may read or write it.
  wrong_size,      // Not 32 bytes.
  not_writable,    // It could not be made or put in place.
};
std::string_view key(BadKeyFile);

// The bits of a file's mode that a secret in it may not have. systemd hands a credential over by an access list
// where the file system knows such lists, and the list's width shows as the group's; the folder lets nobody
// else in (systemd.exec(5), LoadCredential=).
mode_t bits_of_others(const std::string& path);

// `<store>.key`, where nobody chose another place.
std::string default_key_file(const std::string& store);

Expected<Key, BadKeyFile> read_key_file(const std::string& path);
// A new one with this key, durable when it returns. Never replaces a file.
Expected<Done, BadKeyFile> make_key_file(const std::string& path, const Key&);

// ---- changing the key: the next one lies beside the one in force until it takes its place, in one step
std::string next_key_file(const std::string& path);  // <path>.next
Expected<Done, BadKeyFile> put_next_in_place(const std::string& path);
void remove_next(const std::string& path);

}  // namespace samtycke::server
