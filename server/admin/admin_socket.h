// How a command reaches the server that holds its store (design.md section 4: one writer, also across
// processes).
//
// While a server runs it holds the store's lock and listens on a Unix socket beside the database. The
// socket has mode 0600, and a caller whose user is not the server's own is turned away by SO_PEERCRED
// before a byte is read. A command sends its arguments, its folder and whether it has a terminal; the
// server runs the very same command on its own store, in a thread of its own, and streams back what it
// says and the exit code.
//
// Considered and turned down: letting the command write to the database file beside the server (two
// writers; SQLite before 3.51.3 can corrupt a WAL), and an HTTP route (it would need keys, and a person
// who may read the database file needs none).
#pragma once

#include <functional>
#include <memory>
#include <ostream>
#include <string>
#include <vector>

#include "core/base/expected.h"
#include "server/config/cannot_start.h"

namespace samtycke::server {

// One command, as it was called.
struct AdminCall {
  std::vector<std::string> arguments;  // Without the program's name.
  std::string folder;
  bool is_terminal = false;
  friend bool operator==(const AdminCall&, const AdminCall&) = default;
};

// Runs a call and answers its exit code. `command_runner` of server/cli/store_command.h makes one.
using AdminRunner = std::function<int(const AdminCall&, std::ostream& out, std::ostream& err)>;

class AdminSocket {
 public:
  AdminSocket(std::string path, AdminRunner runner);
  ~AdminSocket();  // Stops.
  AdminSocket(const AdminSocket&) = delete;
  AdminSocket& operator=(const AdminSocket&) = delete;

  // Listens from here on; a socket file that a killed server left behind is replaced. Call it only
  // while holding the store's lock: the lock is what says that the file is nobody's.
  Expected<Done, CannotStart> start();
  // Takes no more calls, waits for those under way, removes the socket file.
  void stop();

 private:
  struct Inside;
  std::unique_ptr<Inside> inside_;
};

// Asks the server behind the socket to run a call, and passes on what it says. Refused when nobody
// listens there or the connection broke before the exit code came.
Expected<int, CannotStart> call_server(const std::string& path, const AdminCall&, std::ostream& out,
                                       std::ostream& err);

}  // namespace samtycke::server
