#include "server/admin/frame.h"

#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>

namespace samtycke::server {
namespace {

bool send_all(int descriptor, std::string_view bytes) {
  while (!bytes.empty()) {
    // MSG_NOSIGNAL: a caller who went away must not end the server.
    const ssize_t sent = ::send(descriptor, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent < 0 && errno == EINTR) continue;
    if (sent <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
  return true;
}

bool receive_all(int descriptor, char* into, std::size_t count) {
  while (count > 0) {
    const ssize_t got = ::recv(descriptor, into, count, 0);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return false;
    into += got;
    count -= static_cast<std::size_t>(got);
  }
  return true;
}

}  // namespace

bool send_frame(int descriptor, char kind, std::string_view content) {
  // Long content goes in several frames of its kind; only 'o' and 'e' are ever long.
  do {
    const std::string_view part = content.substr(0, longest_frame);
    content.remove_prefix(part.size());
    std::string frame(5, '\0');
    frame[0] = kind;
    for (std::size_t i = 0; i < 4; ++i) {
      frame[1 + i] = static_cast<char>((part.size() >> (8 * (3 - i))) & 0xFFU);
    }
    frame += part;
    if (!send_all(descriptor, frame)) return false;
  } while (!content.empty());
  return true;
}

std::optional<Frame> receive_frame(int descriptor) {
  std::array<char, 5> head{};
  if (!receive_all(descriptor, head.data(), head.size())) return std::nullopt;
  std::size_t length = 0;
  for (std::size_t i = 1; i < head.size(); ++i) {
    length = (length << 8U) | static_cast<unsigned char>(head[i]);
  }
  if (length > longest_frame) return std::nullopt;
  Frame frame{head[0], std::string(length, '\0')};
  if (!receive_all(descriptor, frame.content.data(), length)) return std::nullopt;
  return frame;
}

}  // namespace samtycke::server
