#include "tests/bench/load.h"

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string_view>
#include <thread>
#include <vector>

#include "core/base/check.h"

namespace samtycke::bench {
namespace {

using SteadyClock = std::chrono::steady_clock;

class Connection {
 public:
  explicit Connection(int port) : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    SAMTYCKE_CHECK(
        ::connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0);
    const int on = 1;
    ::setsockopt(socket_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  }
  ~Connection() { ::close(socket_); }
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  void ask(const std::string& request) {
    SAMTYCKE_CHECK(::send(socket_, request.data(), request.size(), MSG_NOSIGNAL) ==
                   static_cast<ssize_t>(request.size()));
    bytes_.clear();
    while (!is_whole()) {
      char buffer[65536];
      const ssize_t got = ::recv(socket_, buffer, sizeof buffer, 0);
      SAMTYCKE_CHECK(got > 0);
      bytes_.append(buffer, static_cast<std::size_t>(got));
    }
    const bool answered = std::string_view(bytes_).substr(0, 12) == "HTTP/1.1 200";
    if (!answered) std::printf("%s\n", bytes_.c_str());
    SAMTYCKE_CHECK(answered);
  }

 private:
  bool is_whole() const {
    const std::size_t head = bytes_.find("\r\n\r\n");
    if (head == std::string::npos) return false;
    const std::size_t length = bytes_.find("Content-Length: ");
    SAMTYCKE_CHECK(length < head);
    return bytes_.size() >= head + 4 + std::strtoul(bytes_.c_str() + length + 16, nullptr, 10);
  }

  int socket_;
  std::string bytes_;
};

}  // namespace

Load put_load(int port, std::size_t callers, double seconds, const RequestOf& request) {
  std::atomic<bool> ended = false;
  std::vector<std::vector<double>> took_ms(callers);
  std::vector<std::thread> threads;
  const auto start = SteadyClock::now();
  for (std::size_t caller = 0; caller < callers; ++caller) {
    threads.emplace_back([&, caller] {
      Connection connection(port);
      for (std::size_t n = 0; !ended; ++n) {
        const std::string bytes = request(caller, n);
        const auto asked = SteadyClock::now();
        connection.ask(bytes);
        took_ms[caller].push_back(
            std::chrono::duration<double, std::milli>(SteadyClock::now() - asked).count());
      }
    });
  }
  std::this_thread::sleep_for(std::chrono::duration<double>(seconds));
  ended = true;
  for (std::thread& thread : threads) thread.join();
  const double took = std::chrono::duration<double>(SteadyClock::now() - start).count();

  std::vector<double> all;
  for (const auto& one : took_ms) all.insert(all.end(), one.begin(), one.end());
  SAMTYCKE_CHECK(!all.empty());
  std::sort(all.begin(), all.end());
  return {static_cast<double>(all.size()) / took, all[all.size() / 2], all[all.size() * 99 / 100]};
}

}  // namespace samtycke::bench
