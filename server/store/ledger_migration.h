// From the second schema to the third: the decisions that were kept as documents of core/wire become
// payloads of their member's chain, each with a salt and a leaf, in the order of members.
#pragma once

#include "server/store/keystore.h"
#include "server/store/secrets.h"
#include "server/store/sqlite.h"

namespace samtycke::server {

// Within a transaction, after 003_ledger.sql. False: a row does not open, or is no decision that can be
// proved.
bool prove_everything(sqlite::Database&, Keystore&, const Secrets&);

}  // namespace samtycke::server
