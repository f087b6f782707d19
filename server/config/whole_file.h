// A file that is read whole: a part of a notice, a map, the words of a language, a file to serve.
#pragma once

#include <cstddef>
#include <optional>
#include <string>

namespace samtycke::server {

// Far more than any file that people write by hand; what is longer is a wrong path (a device, a dump).
inline constexpr std::size_t longest_whole_file = std::size_t{64} << 20U;

// None where it cannot be opened or read to its end (a folder), or has more bytes than `most`.
std::optional<std::string> read_whole_file(const std::string& path,
                                           std::size_t most = longest_whole_file);

}  // namespace samtycke::server
