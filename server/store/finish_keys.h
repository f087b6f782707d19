// What a crash left half done between a store and its keystore, finished at the next start.
#pragma once

#include "core/base/expected.h"
#include "server/store/keystore.h"
#include "server/store/secrets.h"
#include "server/store/sqlite.h"
#include "server/store/sqlite_store.h"

namespace samtycke::server {

// Checks that the two belong together; takes the keys in force into `secrets`; deletes the rows of
// members whose key was destroyed, and keys that no row needs: of a change of keys that was cut short.
Expected<Done, BadStore> finish_keys(sqlite::Database&, Keystore&, Secrets&);

}  // namespace samtycke::server
