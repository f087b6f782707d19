#include "server/store/durable_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>

namespace samtycke::server {

Descriptor::~Descriptor() {
  if (number_ >= 0) ::close(number_);
}

bool sync_folder_of(const std::string& path) {
  const auto parent = std::filesystem::path(path).parent_path();
  const std::string folder = parent.empty() ? std::string(".") : parent.string();
  const Descriptor descriptor(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  return descriptor.good() && ::fsync(descriptor.number()) == 0;
}

bool sync_file(const std::string& path) {
  const Descriptor descriptor(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  return descriptor.good() && ::fsync(descriptor.number()) == 0;
}

bool append_durably(const std::string& path, std::string_view head, std::string_view text) {
  const Descriptor descriptor(
      ::open(path.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0600));
  struct stat status = {};
  if (!descriptor.good() || ::fstat(descriptor.number(), &status) != 0) return false;
  const bool fresh = status.st_size == 0;
  const std::string bytes = (fresh ? std::string(head) : std::string()) + std::string(text);
  const ssize_t written = ::write(descriptor.number(), bytes.data(), bytes.size());
  const bool whole = written == static_cast<ssize_t>(bytes.size()) &&
                     ::fsync(descriptor.number()) == 0 && (!fresh || sync_folder_of(path));
  // Half a line may be followed by nothing; what reads it next takes it away.
  if (!whole && ::ftruncate(descriptor.number(), status.st_size) != 0) return false;
  return whole;
}

bool replace_durably(const std::string& path, std::string_view text) {
  const std::string next = path + ".next";
  std::error_code why;
  std::filesystem::remove(next, why);
  {
    const Descriptor descriptor(
        ::open(next.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600));
    if (!descriptor.good()) return false;
    for (std::size_t at = 0; at < text.size();) {
      const ssize_t written = ::write(descriptor.number(), text.data() + at, text.size() - at);
      if (written <= 0) return false;
      at += static_cast<std::size_t>(written);
    }
    if (::fsync(descriptor.number()) != 0) return false;
  }
  std::filesystem::rename(next, path, why);
  return !why && sync_folder_of(path);
}

}  // namespace samtycke::server
