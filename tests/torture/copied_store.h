// A store that a torture program copies, restores and opens again, by the commands of the real program.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "server/store/sqlite_store.h"

namespace samtycke::torture {

// A command of the program in a folder of its own, on its store.db; what it says is not looked at.
int command(const std::string& folder, std::vector<std::string> arguments);

// Also where it says that newer decisions are missing from the ledger: of course they are.
bool restored(const std::string& folder, const std::string& backup, bool without_journal = false);

std::unique_ptr<server::SqliteStore> open(const std::string& path);

}  // namespace samtycke::torture
