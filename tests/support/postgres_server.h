// A PostgreSQL server of its own for a test program: Debian's, in a temporary folder, on a private socket.
//
// It is a child of this process and ends with it, also when a test fails or is killed: the kernel tells it.
// No service of the machine is started, and none is touched. A root's test runs it as the user `postgres`,
// since PostgreSQL refuses to run as root.
#pragma once

#include <sys/types.h>

#include <string>

#include "tests/support/temporary_folder.h"

namespace samtycke::support {

class PostgresServer {
 public:
  enum class Synced { yes, no };  // `no`: faster, where no test looks at what is on the disk.

  static bool is_installed();

  explicit PostgresServer(Synced);  // Started, and answering. Stops the process if that fails.
  ~PostgresServer();
  PostgresServer(const PostgresServer&) = delete;
  PostgresServer& operator=(const PostgresServer&) = delete;

  // For --db, of a database that create() made.
  std::string url(const std::string& database) const;
  void create(const std::string& database);
  // One statement, by a connection of its own; the first column of its first row.
  std::string run(const std::string& database, const std::string& sql) const;

  void kill();   // With -9: the server and everything it was doing.
  void start();  // Again; it has its log to read first.

  std::string folder() const { return folder_.path().string(); }
  // Where its files are, pg_wal among them.
  std::string data() const { return folder_.file("data"); }
  std::string file(const std::string& name) const { return folder_.file(name); }

 private:
  void spawn();
  TemporaryFolder folder_;
  const Synced synced_;
  pid_t server_ = -1;
};

}  // namespace samtycke::support
