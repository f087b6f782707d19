#include "server/store/secret_file.h"

#include <sys/stat.h>

#include "server/config/whole_file.h"
#include "server/store/key_file.h"

namespace samtycke::server {
namespace {

constexpr std::size_t longest_secret = 4096;

using No = Unexpected<CannotStart>;

}  // namespace

Expected<std::string, CannotStart> secret_in_file(std::string_view option,
                                                  const std::string& path) {
  const std::string named = std::string{option} + " " + path;
  struct stat file {};
  if (::stat(path.c_str(), &file) == 0 && (file.st_mode & bits_of_others(path)) != 0) {
    return No{
        CannotStart{named + " can be read by others; let only its owner read it (chmod 400)"}};
  }
  auto text = read_whole_file(path, longest_secret);
  if (!text) return No{CannotStart{named + " cannot be read"}};
  while (text->ends_with('\n') || text->ends_with('\r')) text->pop_back();
  if (text->empty() || text->find_first_of("\r\n") != std::string::npos) {
    return No{CannotStart{named + " must hold one line and nothing more"}};
  }
  return *std::move(text);
}

}  // namespace samtycke::server
