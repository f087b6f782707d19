#include "tests/contract/lossy_proxy.h"

#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <array>
#include <cstring>
#include <string_view>
#include <utility>

#include "core/base/check.h"

namespace samtycke::server {
namespace {

constexpr const char* socket_name = "/.s.PGSQL.5432";

sockaddr_un address_in(const std::string& folder) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  const std::string path = folder + socket_name;
  SAMTYCKE_CHECK(path.size() < sizeof address.sun_path);
  std::memcpy(address.sun_path, path.c_str(), path.size() + 1);
  return address;
}

bool send_all(int to, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t sent = ::send(to, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
  return true;
}

std::string received(int from) {
  std::array<char, 65536> piece{};
  const ssize_t size = ::recv(from, piece.data(), piece.size(), 0);
  return size <= 0 ? std::string() : std::string(piece.data(), static_cast<std::size_t>(size));
}

}  // namespace

LossyProxy::LossyProxy(std::string server_folder) : server_folder_(std::move(server_folder)) {
  listening_ = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  const sockaddr_un here = address_in(folder());
  SAMTYCKE_CHECK(::bind(listening_, reinterpret_cast<const sockaddr*>(&here), sizeof here) == 0);
  SAMTYCKE_CHECK(::listen(listening_, 64) == 0);
  accepting_ = std::thread([this] { accept_all(); });
}

LossyProxy::~LossyProxy() {
  ::shutdown(listening_, SHUT_RDWR);
  accepting_.join();
  for (std::thread& each : passing_) each.join();
  ::close(listening_);
}

void LossyProxy::accept_all() {
  for (;;) {
    const int client = ::accept4(listening_, nullptr, nullptr, SOCK_CLOEXEC);
    if (client < 0) return;
    passing_.emplace_back([this, client] { pass_on(client); });
  }
}

void LossyProxy::pass_on(int client) {
  const int server = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  const sockaddr_un there = address_in(server_folder_);
  bool open = ::connect(server, reinterpret_cast<const sockaddr*>(&there), sizeof there) == 0;
  bool losing = false;
  while (open) {
    std::array<pollfd, 2> both = {pollfd{client, POLLIN, 0}, pollfd{server, POLLIN, 0}};
    ::poll(both.data(), both.size(), -1);
    if (both[0].revents != 0) {
      const std::string asked = received(client);
      // A simple query of this one word: 'Q', its length, the text and a zero.
      losing = asked.find(std::string_view("COMMIT\0", 7)) != std::string::npos &&
               armed_.exchange(false);
      open = !asked.empty() && send_all(server, asked);
    } else if (both[1].revents != 0) {
      const std::string answer = received(server);
      open = !answer.empty() && !losing && send_all(client, answer);
      if (losing) ++lost_;  // The server has answered, so it is done.
    }
  }
  ::close(client);
  ::close(server);
}

}  // namespace samtycke::server
