// Those that need no server.
#include "core/base/check.h"
#include "server/store/sqlite_store.h"
#include "tests/contract/keepers.h"
#include "tests/support/memory_store.h"

namespace samtycke::server {
namespace {

Keeper in_memory() {
  return {"Memory",
          [](const support::TemporaryFolder&) { return std::make_unique<MemoryStore>(); }};
}

Keeper in_sqlite() {
  return {"Sqlite", [](const support::TemporaryFolder& folder) -> std::unique_ptr<Store> {
            auto opened = SqliteStore::open(folder.file("store.db"));
            SAMTYCKE_CHECK(opened.ok());
            return std::move(opened).value();
          }};
}

}  // namespace

std::vector<Keeper> keepers() {
  return {in_memory(), in_sqlite()};
}

}  // namespace samtycke::server
