#include "server/http/listener.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#define CPPHTTPLIB_LISTEN_BACKLOG 512
#define CPPHTTPLIB_USE_POLL
#define CPPHTTPLIB_REQUEST_URI_MAX_LENGTH 4096
#include <httplib.h>

#include <algorithm>
#include <atomic>
#include <charconv>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>

#include "core/base/check.h"
#include "server/edge/log.h"
#include "server/edge/randomness.h"
#include "server/http/head.h"
#include "server/http/peer.h"
#include "server/http/routes.h"

namespace samtycke::server {
namespace {

using SteadyTime = std::chrono::steady_clock::time_point;

SteadyTime in_ms(int ms) {
  return std::chrono::steady_clock::now() + std::chrono::milliseconds{ms};
}

int ms_until(SteadyTime deadline) {
  const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(
      deadline - std::chrono::steady_clock::now());
  return static_cast<int>(std::max<std::int64_t>(0, left.count()));
}

// Threads with a bounded queue, which tells how many wait.
class Threads final : public httplib::TaskQueue {
 public:
  Threads(int count, int most_waiting, std::atomic<int>& waiting,
          std::atomic<std::uint64_t>& turned_away)
      : most_waiting_(static_cast<std::size_t>(most_waiting)),
        waiting_(waiting),
        turned_away_(turned_away) {
    for (int i = 0; i < count; ++i) threads_.emplace_back([this] { work(); });
  }

  bool enqueue(std::function<void()> job) override {
    {
      const std::lock_guard lock{mutex_};
      if (jobs_.size() >= most_waiting_) {
        ++turned_away_;
        return false;
      }
      jobs_.push_back(std::move(job));
      waiting_ = static_cast<int>(jobs_.size());
    }
    changed_.notify_one();
    return true;
  }

  void shutdown() override {
    {
      const std::lock_guard lock{mutex_};
      ending_ = true;
    }
    changed_.notify_all();
    for (std::thread& thread : threads_) thread.join();
    threads_.clear();
  }

 private:
  void work() {
    for (;;) {
      std::function<void()> job;
      {
        std::unique_lock lock{mutex_};
        changed_.wait(lock, [this] { return ending_ || !jobs_.empty(); });
        if (jobs_.empty()) return;
        job = std::move(jobs_.front());
        jobs_.pop_front();
        waiting_ = static_cast<int>(jobs_.size());
      }
      job();
    }
  }

  std::size_t most_waiting_;
  std::atomic<int>& waiting_;
  std::atomic<std::uint64_t>& turned_away_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<std::function<void()>> jobs_;
  std::vector<std::thread> threads_;
  bool ending_ = false;
};

// One connection's incoming bytes, with what was read ahead kept for the next request.
class Incoming {
 public:
  explicit Incoming(int socket) : socket_(socket) {}

  enum class Got { more, closed, late };
  // Waits for at least one more byte.
  Got read_more(SteadyTime deadline) {
    pollfd waiting{socket_, POLLIN, 0};
    const int ready = ::poll(&waiting, 1, ms_until(deadline));
    if (ready == 0) return Got::late;
    if (ready < 0) return errno == EINTR ? Got::more : Got::closed;
    char chunk[4096];
    const ssize_t count = ::recv(socket_, chunk, sizeof chunk, 0);
    if (count <= 0) return Got::closed;
    bytes_.append(chunk, static_cast<std::size_t>(count));
    return Got::more;
  }

  const std::string& bytes() const { return bytes_; }
  std::string take(std::size_t count) {
    std::string taken = bytes_.substr(0, count);
    bytes_.erase(0, count);
    return taken;
  }

 private:
  int socket_;
  std::string bytes_;
};

// What cpp-httplib reads from and writes to: a head that has been checked, and the socket.
class CheckedStream final : public httplib::Stream {
 public:
  CheckedStream(int socket, std::string_view head) : socket_(socket), head_(head) {}

  bool is_readable() const override { return !head_.empty(); }
  bool is_writable() const override { return true; }
  ssize_t read(char* to, std::size_t size) override {
    const std::size_t count = std::min(size, head_.size());
    std::copy_n(head_.data(), count, to);
    head_.remove_prefix(count);
    return static_cast<ssize_t>(count);
  }
  // The socket has a send timeout (SO_SNDTIMEO), so a client that does not read is given up.
  ssize_t write(const char* from, std::size_t size) override {
    return ::send(socket_, from, size, MSG_NOSIGNAL);
  }
  void get_remote_ip_and_port(std::string&, int&) const override {}
  void get_local_ip_and_port(std::string&, int&) const override {}
  int socket() const override { return socket_; }

 private:
  int socket_;
  std::string_view head_;
};

struct Exchange {
  const Request* request = nullptr;
  std::optional<Answer> refused;  // Given without asking the service.
  bool close = false;
  int status = 0;
  std::string_view reason;
};
// What the connection of this thread is about; cpp-httplib's handler has no other way to learn it.
thread_local Exchange* current = nullptr;

}  // namespace

// ---- the server --------------------------------------------------------------------------------

class GuardedServer final : public httplib::Server {
 public:
  explicit GuardedServer(Pace pace) : pace_(pace) {
    new_task_queue = [this] {
      return new Threads(pace_.threads, pace_.waiting, waiting_, turned_away_);
    };
    set_pre_routing_handler([this](const httplib::Request&, httplib::Response& response) {
      answer(response);
      return HandlerResponse::Handled;
    });
    set_exception_handler(
        [this](const httplib::Request&, httplib::Response& response, const std::exception_ptr&) {
          log(Event::handler_threw);
          write(service_->refusal(Problem::failed), response);
        });
    // RFC 9110 section 8.6: these two say nothing about a length, and cpp-httplib says 0.
    set_post_routing_handler([](const httplib::Request&, httplib::Response& response) {
      if (response.status == 204 || response.status == 304) {
        response.headers.erase("Content-Length");
      }
    });
    // Without SO_REUSEPORT, which cpp-httplib sets by default: two servers would share a port and
    // nobody would be told that it is taken.
    set_socket_options([](int socket) {
      const int on = 1;
      ::setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    });
    set_tcp_nodelay(true);
    set_read_timeout(std::chrono::milliseconds{pace.body_ms});
    set_write_timeout(std::chrono::seconds{5});
    set_keep_alive_timeout(std::max(1, pace.idle_ms / 1000));
    set_keep_alive_max_count(static_cast<std::size_t>(pace.requests));
  }

  void serve(Service& service, bool behind_proxy) {
    service_ = &service;
    behind_proxy_ = behind_proxy;
    listen_after_bind();
  }

 private:
  // One connection, from the first byte to the last.
  bool process_and_close_socket(int socket) override {
    const int on = 1;
    ::setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    Incoming incoming{socket};
    int left = pace_.requests;
    while (left-- > 0 && wait_for_request(incoming)) {
      if (!one_request(socket, incoming, left == 0)) break;
    }
    finish(socket);
    return true;
  }

  // Idle until a first byte comes, in short waits, so that stopping and other people's connections are
  // noticed.
  bool wait_for_request(Incoming& incoming) {
    const SteadyTime deadline = in_ms(pace_.idle_ms);
    bool first = true;
    while (incoming.bytes().empty()) {
      if (svr_sock_ == INVALID_SOCKET) return false;
      if (!first && waiting_ > 0) return false;
      first = false;
      switch (incoming.read_more(std::min(deadline, in_ms(50)))) {
        case Incoming::Got::more: break;
        case Incoming::Got::closed: return false;
        case Incoming::Got::late:
          if (ms_until(deadline) == 0) return false;
      }
    }
    return true;
  }

  bool one_request(int socket, Incoming& incoming, bool last) {
    const SteadyTime started = std::chrono::steady_clock::now();
    Request request;
    request.id = random_hex(8);
    // Of its own: the head that is read takes the request's place meanwhile.
    const std::string id = request.id;
    const LoggedRequest logged{id};
    Exchange exchange;
    exchange.request = &request;
    std::string head_bytes;
    const std::size_t head_length = collect_head(incoming, exchange);
    if (head_length == 0 && !exchange.refused) return false;
    if (!exchange.refused) {
      head_bytes = incoming.take(head_length);
      collect_request(incoming, head_bytes, socket, request, exchange);
    }
    if (exchange.refused) {
      exchange.close = true;
      // What was wrong may be the head itself, so cpp-httplib is shown one that is plain.
      head_bytes = request.method == "HEAD" ? "HEAD / HTTP/1.1\r\n\r\n" : "GET / HTTP/1.1\r\n\r\n";
    }
    exchange.close = exchange.close || last;

    CheckedStream stream{socket, head_bytes};
    bool connection_closed = false;
    current = &exchange;
    const bool written =
        process_request(stream, "", 0, "", 0, exchange.close, connection_closed, nullptr);
    current = nullptr;
    log_request(request, exchange, started);
    return written && !exchange.close;
  }

  // The length of the head with its empty line; 0 when the client went away or was refused.
  std::size_t collect_head(Incoming& incoming, Exchange& exchange) {
    const SteadyTime deadline = in_ms(pace_.head_ms);
    for (;;) {
      // Empty lines before a request line are allowed by RFC 9112 and sent by nobody: refused as a
      // head that is none.
      const std::size_t end = incoming.bytes().find("\r\n\r\n");
      if (end != std::string::npos && end + 4 <= most_head_bytes) return end + 4;
      if (incoming.bytes().size() > most_head_bytes) {
        exchange.refused = service_->refusal(Problem::head_too_large);
        return 0;
      }
      switch (incoming.read_more(deadline)) {
        case Incoming::Got::more: break;
        case Incoming::Got::closed: return 0;
        case Incoming::Got::late: exchange.refused = service_->refusal(Problem::too_slow); return 0;
      }
    }
  }

  void collect_request(Incoming& incoming, std::string_view head_bytes, int socket,
                       Request& request, Exchange& exchange) {
    auto head = read_head(head_bytes);
    if (!head.ok()) {
      exchange.refused = service_->refusal(head.reason());
      return;
    }
    std::string id = std::move(request.id);
    request = head.value().request;
    request.id = std::move(id);
    request.peer = source_of(peer_of(socket, request));
    exchange.close = head.value().close;
    try {
      exchange.refused = service_->refuse_early(head.value());
    } catch (...) {
      log(Event::handler_threw);
      exchange.refused = service_->refusal(Problem::failed);
    }
    if (exchange.refused) return;

    const SteadyTime deadline = in_ms(pace_.body_ms);
    const std::size_t length = head.value().content_length;
    while (incoming.bytes().size() < length) {
      if (incoming.read_more(deadline) != Incoming::Got::more) {
        exchange.refused = service_->refusal(Problem::too_slow);
        return;
      }
    }
    request.body = incoming.take(length);
  }

  // Behind a Unix socket the kernel knows no address; the proxy's last word counts, and only there.
  std::string peer_of(int socket, const Request& request) const {
    if (behind_proxy_) {
      const std::string_view chain = header(request, "x-forwarded-for");
      const std::string_view last = chain.substr(chain.rfind(',') + 1);
      const std::size_t start = last.find_first_not_of(' ');
      return start == std::string_view::npos ? std::string{} : std::string{last.substr(start)};
    }
    std::string address;
    int port = 0;
    httplib::detail::get_remote_ip_and_port(socket, address, port);
    return address;
  }

  void answer(httplib::Response& response) {
    service_->portal().metrics().set_connections(waiting_, turned_away_);
    if (current->refused) {
      write(*current->refused, response);
    } else {
      write(service_->answer(*current->request), response);
    }
  }

  void write(const Answer& answer, httplib::Response& response) {
    current->reason = answer.reason;
    response.status = answer.status;
    response.headers.clear();
    for (const auto& [name, value] : answer.headers) response.headers.emplace(name, value);
    response.headers.emplace("X-Request-Id", current->request->id);
    response.headers.emplace("Accept-Ranges", "none");
    response.body = answer.body;
    current->status = answer.status;
  }

  void log_request(const Request& request, const Exchange& exchange, SteadyTime started) {
    const auto passed = std::chrono::steady_clock::now() - started;
    const Route* route = request.method.empty() ? nullptr : service_->route_of(request);
    const std::int64_t micros =
        std::chrono::duration_cast<std::chrono::microseconds>(passed).count();
    service_->portal().metrics().answered(route, exchange.status, exchange.reason, micros);
    log(RequestLine{request.method, route == nullptr ? "-" : route->address, exchange.status,
                    micros});
  }

  // Reads what is still on its way for a moment before closing: closing at once would make the kernel
  // send a reset, and the client would never see why it was refused.
  static void finish(int socket) {
    ::shutdown(socket, SHUT_WR);
    const SteadyTime deadline = in_ms(200);
    char rest[4096];
    for (int i = 0; i < 64; ++i) {
      pollfd waiting{socket, POLLIN, 0};
      if (::poll(&waiting, 1, ms_until(deadline)) <= 0) break;
      if (::recv(socket, rest, sizeof rest, 0) <= 0) break;
    }
    ::close(socket);
  }

  Pace pace_;
  std::atomic<int> waiting_{0};
  std::atomic<std::uint64_t> turned_away_{0};
  Service* service_ = nullptr;
  bool behind_proxy_ = false;
};

// ---- addresses ---------------------------------------------------------------------------------

std::string_view key(NotListening why) {
  switch (why) {
    case NotListening::bad_address: return "bad_address";
    case NotListening::in_use: return "in_use";
    case NotListening::not_allowed: return "not_allowed";
    case NotListening::no_such_address: return "no_such_address";
    case NotListening::failed: return "failed";
  }
  SAMTYCKE_NEVER("every case returns");
}

bool ListenAddress::is_loopback() const {
  return is_unix || host == "::1" || host.starts_with("127.");
}

std::string ListenAddress::text() const {
  if (is_unix) return "unix:" + host;
  const bool v6 = host.find(':') != std::string::npos;
  return (v6 ? "[" + host + "]" : host) + ":" + std::to_string(port);
}

Expected<ListenAddress, NotListening> parse_listen_address(std::string_view text) {
  ListenAddress address;
  if (text.starts_with("unix:")) {
    address.is_unix = true;
    address.host = std::string{text.substr(5)};
    if (address.host.empty() || address.host.size() >= sizeof(sockaddr_un::sun_path)) {
      return Unexpected{NotListening::bad_address};
    }
    return address;
  }
  const std::size_t colon = text.rfind(':');
  if (colon == std::string_view::npos) return Unexpected{NotListening::bad_address};
  std::string_view host = text.substr(0, colon);
  const std::string_view port = text.substr(colon + 1);
  if (host.starts_with('[') && host.ends_with(']')) host = host.substr(1, host.size() - 2);
  address.host = std::string{host};
  const auto [end, error] = std::from_chars(port.data(), port.data() + port.size(), address.port);
  unsigned char bytes[sizeof(in6_addr)];
  const bool is_number = ::inet_pton(AF_INET, address.host.c_str(), bytes) == 1 ||
                         ::inet_pton(AF_INET6, address.host.c_str(), bytes) == 1;
  if (error != std::errc{} || end != port.data() + port.size() || port.empty() ||
      address.port < 0 || address.port > 65535 || !is_number) {
    return Unexpected{NotListening::bad_address};
  }
  return address;
}

namespace {

// A socket file that nobody listens on was left by a server that was killed.
bool remove_dead_socket(const std::string& path) {
  struct stat about {};
  if (::lstat(path.c_str(), &about) != 0) return true;
  if (!S_ISSOCK(about.st_mode)) return false;
  const int probe = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  std::copy(path.begin(), path.end(), address.sun_path);
  const bool alive =
      ::connect(probe, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
  ::close(probe);
  return !alive && ::unlink(path.c_str()) == 0;
}

NotListening why_not() {
  switch (errno) {
    case EADDRINUSE: return NotListening::in_use;
    case EACCES:
    case EPERM: return NotListening::not_allowed;
    case EADDRNOTAVAIL:
    case ENOENT: return NotListening::no_such_address;
    default: return NotListening::failed;
  }
}

}  // namespace

struct Listener::Inside {
  explicit Inside(Pace pace) : server(pace) {}
  GuardedServer server;
  ListenAddress address;
};

Listener::Listener(Pace pace) : inside_(std::make_unique<Inside>(pace)) {}

Listener::~Listener() {
  if (inside_->address.is_unix && !inside_->address.host.empty()) {
    ::unlink(inside_->address.host.c_str());
  }
}

Expected<ListenAddress, NotListening> Listener::bind(const ListenAddress& wanted) {
  ListenAddress address = wanted;
  errno = 0;
  if (address.is_unix) {
    if (!remove_dead_socket(address.host)) return Unexpected{NotListening::in_use};
    inside_->server.set_address_family(AF_UNIX);
    if (!inside_->server.bind_to_port(address.host, 80)) return Unexpected{why_not()};
    // The proxy runs as another user of the same group.
    ::chmod(address.host.c_str(), 0660);
  } else if (address.port == 0) {
    address.port = inside_->server.bind_to_any_port(address.host);
    if (address.port <= 0) return Unexpected{why_not()};
  } else if (!inside_->server.bind_to_port(address.host, address.port)) {
    return Unexpected{why_not()};
  }
  inside_->address = address;
  return address;
}

void Listener::run(Service& service) {
  inside_->server.serve(service, inside_->address.is_unix);
}

void Listener::stop() {
  inside_->server.wait_until_ready();
  inside_->server.stop();
}

}  // namespace samtycke::server
