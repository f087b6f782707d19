// From the first schema, where everything stood in clear, to the second, where nothing personal does.
#pragma once

#include <memory>

#include "server/store/keystore.h"
#include "server/store/secrets.h"
#include "server/store/sqlite.h"

namespace samtycke::server {

// The store's own facts about its sealing, by name.
namespace fact {
inline constexpr std::string_view store_name = "name";
inline constexpr std::string_view erasures = "erasures";      // Lines of the journal carried out.
inline constexpr std::string_view to_rewrite = "to_rewrite";  // Plain text may lie in free pages.
}  // namespace fact
std::string version_fact(StoreKeyKind);  // "index_version", …
std::optional<std::string> read_fact(sqlite::Database&, std::string_view name);
std::optional<std::int64_t> number_fact(sqlite::Database&, std::string_view name);
void write_fact(sqlite::Database&, std::string_view name, std::string_view value);
void remove_fact(sqlite::Database&, std::string_view name);

// Within a transaction, after 002_sealed.sql: seals every row of the old tables into the new ones and
// drops the old. The keys that are made on the way are durable in the keystore when it returns, and the
// caller commits then: a crash in between leaves the old tables as they were, and keys that the next try
// takes over. False: a row or a file cannot be read or written.
bool seal_everything(sqlite::Database&, Keystore&, const Secrets&);

// Writes the file anew, so that no free page and no WAL holds what stood in clear.
bool rewrite_without_traces(sqlite::Database&);

}  // namespace samtycke::server
