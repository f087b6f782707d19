// From the second schema to the third: the decisions that were kept as documents of core/wire become
// payloads of their member's chain, each with a salt and a leaf, in the order of members.
#pragma once

#include "core/base/expected.h"
#include "server/store/keystore.h"
#include "server/store/secrets.h"
#include "server/store/sqlite.h"

namespace samtycke::server {

enum class NotProved {
  unreadable,    // A row does not open, which is reported, or the file cannot be read or written.
  not_provable,  // A decision has no canonical form, or one is missing. Reported as well.
};

// Within a transaction, after 003_ledger.sql.
Expected<Done, NotProved> prove_everything(sqlite::Database&, Keystore&, const Secrets&);

}  // namespace samtycke::server
