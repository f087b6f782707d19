// The real program `samtycke` in a process of its own, and connections to it over a Unix socket.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace samtycke::torture {

// Runs a command of the program to its end and gives its exit code; what it says goes to the file.
int run_to_end(const std::vector<std::string>& arguments, const std::string& says);

// `samtycke serve` on a Unix socket. Killed when this goes, if it still runs.
class ServedProgram {
 public:
  // Returns when it has said that it serves, or has ended. What it says on standard error goes to the file.
  ServedProgram(const std::string& database, const std::string& socket, const std::string& says);
  ~ServedProgram();
  ServedProgram(const ServedProgram&) = delete;
  ServedProgram& operator=(const ServedProgram&) = delete;

  bool serves() const { return serves_; }
  std::chrono::steady_clock::time_point started() const { return started_; }
  void kill();  // -9, and returns when it is gone.
  // As a service manager asks it to stop; its exit code.
  int stop();
  int wait();  // For one that ends by itself.

  static constexpr std::string_view host = "club.example";

 private:
  pid_t process_ = -1;
  bool serves_ = false;
  std::chrono::steady_clock::time_point started_;
};

struct Reply {
  int status = 0;  // 0: none came.
  std::string etag;
  std::string body;
};

// One connection, kept open between requests.
class Connection {
 public:
  explicit Connection(const std::string& socket);
  ~Connection();
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  using Headers = std::vector<std::pair<std::string, std::string>>;
  // An answer with status 0 where the server went away meanwhile; nobody knows then what it has done.
  Reply ask(std::string_view method, std::string_view path, std::string_view body, const Headers&);

 private:
  bool send(std::string_view bytes) const;
  int socket_ = -1;
};

}  // namespace samtycke::torture
