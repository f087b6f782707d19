#include "server/config/whole_file.h"

#include <fstream>
#include <vector>

namespace samtycke::server {

std::optional<std::string> read_whole_file(const std::string& path, std::size_t most) {
  std::ifstream in(path, std::ios::binary);
  if (!in) return std::nullopt;
  std::string bytes;
  std::vector<char> some(std::size_t{1} << 16U);
  // By read(): an iterator over a folder's stream throws.
  while (in.read(some.data(), static_cast<std::streamsize>(some.size())), in.gcount() > 0) {
    bytes.append(some.data(), static_cast<std::size_t>(in.gcount()));
    if (bytes.size() > most) return std::nullopt;
  }
  if (in.bad() || !in.eof()) return std::nullopt;
  return bytes;
}

}  // namespace samtycke::server
