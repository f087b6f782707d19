// Takes connections and carries requests to a Service. The only file that knows cpp-httplib.
//
// cpp-httplib brings the socket, the threads and the writing of answers. Reading is ours (head.h): each
// connection's bytes are collected here first, head and body, within bounds and a deadline for the
// whole of each, and only what passed is handed on. So a client that drips one byte a second, sends a
// body that nobody asked for or leaves one on the wire is cut off before anything is parsed twice. Idle
// connections give way as soon as others wait for a thread.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "core/base/expected.h"
#include "server/http/service.h"

namespace samtycke::server {

enum class NotListening {
  bad_address,  // Neither ADDR:PORT nor unix:PATH.
  in_use,       // Another program has the port or the socket.
  not_allowed,  // The port or the folder is not ours to use.
  no_such_address,
  failed,
};
std::string_view key(NotListening);

struct ListenAddress {
  bool is_unix = false;
  std::string host;  // "127.0.0.1", "::1", or the socket's path.
  int port = 0;      // 0: any that is free.
  bool is_loopback() const;
  std::string text() const;  // "127.0.0.1:8080", "[::1]:8080", "unix:/run/samtycke.sock".
};
Expected<ListenAddress, NotListening> parse_listen_address(std::string_view);

struct Pace {
  int threads = 64;
  int waiting = 256;    // Connections that may wait for a thread.
  int idle_ms = 5000;   // Between two requests.
  int head_ms = 5000;   // For a whole head.
  int body_ms = 10000;  // For a whole body.
  int requests = 200;   // On one connection.
};

class Listener {
 public:
  explicit Listener(Pace = {});
  ~Listener();
  Listener(const Listener&) = delete;
  Listener& operator=(const Listener&) = delete;

  // Takes the address; where the port was 0, the answer says which it became.
  Expected<ListenAddress, NotListening> bind(const ListenAddress&);
  // Serves until stop() is called, from any thread; requests under way are finished. A stop() that
  // comes before run() waits for it.
  void run(Service&);
  void stop();

 private:
  struct Inside;
  std::unique_ptr<Inside> inside_;
};

}  // namespace samtycke::server
