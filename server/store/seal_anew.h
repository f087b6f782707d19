// Rows that change from one key to the next, within a transaction of the caller's. Every function answers
// false where a row does not open, which is reported, or the file cannot be written; then the caller undoes
// what was written.
#pragma once

#include "server/store/keystore.h"
#include "server/store/secrets.h"
#include "server/store/sqlite.h"

namespace samtycke::server {

// Every blind index of the store: look-ups, answers, addressees. `now` opens the rows, `next` hashes.
bool hash_anew(sqlite::Database&, Keystore&, const Secrets& now, const Secrets& next);

// Pending sign-ins and mails.
bool seal_visitors_anew(sqlite::Database&, const Secrets& now, const Secrets& next);

// Every row of one member, and the names of the rows.
bool seal_member_anew(sqlite::Database&, const Secrets&, const MemberSeal& old,
                      const MemberSeal& next);

}  // namespace samtycke::server
