// One process at a time may write a store.
//
// SQLite would let a second writer in and make it wait; but a server and a command that both decide
// on what they read would then answer for each other's members, and before SQLite 3.51.3 two
// connections that write or checkpoint a WAL at once can corrupt it. So whoever writes holds
// `<store>.lock`, and the next one gets a clear answer at once. The kernel lets go when the process
// ends, however it ends; the file itself stays and says nothing.
#pragma once

#include <optional>
#include <string>

#include "core/base/expected.h"

namespace samtycke::server {

enum class NoLock {
  held,          // By a running server, or by another command.
  not_writable,  // The lock file can be neither made nor opened.
};

class StoreLock {
 public:
  // `store` is the database's path. Held by this object until it goes; a second try within the same
  // process is answered `held` as well, so hand the object on (SqliteOptions::lock).
  static Expected<StoreLock, NoLock> try_take(const std::string& store);

  StoreLock(StoreLock&&) noexcept;
  StoreLock& operator=(StoreLock&&) noexcept;
  ~StoreLock();

 private:
  explicit StoreLock(int descriptor) : descriptor_(descriptor) {}
  int descriptor_ = -1;
};

}  // namespace samtycke::server
