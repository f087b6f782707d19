// Opens the file of a SqliteStore for its writer, or says why not.
#pragma once

#include <memory>
#include <string>

#include "server/store/sqlite.h"
#include "server/store/sqlite_store.h"

namespace samtycke::server {

// Makes the file's folder where there is none.
bool make_folder_of(const std::string& path);

// Checks that the file is ours, not newer than we are and not damaged, before anything is written to
// it; then sets the connection up and brings the schema up to date.
Expected<std::unique_ptr<sqlite::Database>, BadStore> open_for_writing(const std::string& path);

// Read-only, never checkpoints. Check error() before use.
std::unique_ptr<sqlite::Database> open_for_reading(const std::string& path);

}  // namespace samtycke::server
