// Opens the store that --db names, whichever keeper it has.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "server/config/options.h"
#include "server/store/sqlite_store.h"
#include "server/store/store.h"

namespace samtycke::server {

struct KeeperHooks {
  std::function<void(std::string_view why)>
      failed;  // As SqliteOptions says; PostgreSQL's never is.
  std::function<void(const std::string& row)> damaged;
};

struct OpenedKeeper {
  std::unique_ptr<Store> store;
  std::string note;  // What the person at the terminal must know; empty: nothing.
};
struct NotOpened {
  BadStore why = BadStore::failed;
  std::string line;  // For that person.
};

// Of places that are settled.
Expected<OpenedKeeper, NotOpened> open_keeper(const Places&, KeeperHooks);

// What a person calls the store: its file, or its address without a password.
std::string shown_store(const Places&);

}  // namespace samtycke::server
