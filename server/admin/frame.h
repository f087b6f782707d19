// The bytes between a command and the server that runs it: frames of one byte for the kind, four bytes
// for the length (big-endian) and the content.
//
//   to the server    'f' folder, 't' "1" for a terminal, 'a' each argument, 'g' go
//   back             'o' and 'e' what was said on out and err, 'x' the exit code in decimal
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace samtycke::server {

struct Frame {
  char kind = 'x';
  std::string content;
};

inline constexpr std::size_t longest_frame = 64 * 1024;
inline constexpr std::size_t most_arguments = 256;

// False, or none, when the connection is gone or what came is no frame.
bool send_frame(int descriptor, char kind, std::string_view content);
std::optional<Frame> receive_frame(int descriptor);

}  // namespace samtycke::server
