// The key that a store's checkpoints are signed with, and its name.
//
// The log is named after its first key, "samtycke/" and 16 digits of the public key's SHA-256: two stores never
// share a name, and there is nothing to choose or to keep beside the key. An address of the club was turned
// down: commands do not know it, and it may change while the log goes on.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "core/base/expected.h"
#include "core/proof/handover.h"
#include "core/proof/signing.h"
#include "server/config/cannot_start.h"
#include "server/store/key_file.h"

namespace samtycke::server::ledger {

// What checkpoints of a log with this name are signed with.
std::unique_ptr<proof::SigningKey> signing_key(const std::string& name, const Key&);

// Reads the key file beside the store, and writes the public key beside it. Without one it is made, but
// only while nothing was signed: a second key would begin a second history under the same roof. A handover that
// was cut short is finished: the key that was handed over to takes its place.
Expected<std::unique_ptr<proof::SigningKey>, CannotStart> open_log_key(
    const std::string& store, bool has_signed, const std::vector<proof::Handover>&);

// Writes the key of a copy where there is none; the same one may be there already, or one that it was handed over
// to. `missing`: there is none to copy.
Expected<Done, BadKeyFile> copy_log_key(const std::string& from, const std::string& to,
                                        const std::vector<proof::Handover>& = {});

// From a file with one line, "name+1a2b3c4d+base64".
Expected<proof::PublicKey, CannotStart> read_public_key(const std::string& path);

}  // namespace samtycke::server::ledger
