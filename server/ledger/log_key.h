// The key that a store's checkpoints are signed with, and its name.
//
// The log is named after its key, "samtycke/" and 16 digits of the public key's SHA-256: two stores never
// share a name, and there is nothing to choose or to keep beside the key. An address of the club was turned
// down: commands do not know it, and it may change while the log goes on.
#pragma once

#include <memory>
#include <string>

#include "core/base/expected.h"
#include "core/proof/signing.h"
#include "server/config/cannot_start.h"
#include "server/store/key_file.h"

namespace samtycke::server::ledger {

// Reads the key file beside the store, and writes the public key beside it. Without one it is made, but
// only while nothing was signed: a second key would begin a second history under the same roof.
Expected<std::unique_ptr<proof::SigningKey>, CannotStart> open_log_key(const std::string& store,
                                                                       bool has_signed);

// Writes the key of a copy where there is none; the same one may be there already. `missing`: there is
// none to copy.
Expected<Done, BadKeyFile> copy_log_key(const std::string& from, const std::string& to);

// From a file with one line, "name+1a2b3c4d+base64".
Expected<proof::PublicKey, CannotStart> read_public_key(const std::string& path);

}  // namespace samtycke::server::ledger
