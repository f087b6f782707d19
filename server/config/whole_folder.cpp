#include "server/config/whole_folder.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <string_view>

namespace samtycke::server {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view unfinished = ".unfinished-";

class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  ~Descriptor() {
    if (number_ >= 0) ::close(number_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  int number() const { return number_; }

 private:
  int number_;
};

bool write_file(const fs::path& path, std::string_view bytes) {
  // Read-only for everyone from the start: what is written here is not meant to be edited.
  const Descriptor file(::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0444));
  if (file.number() < 0) return false;
  while (!bytes.empty()) {
    const ssize_t written = ::write(file.number(), bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return ::fsync(file.number()) == 0;
}

bool sync_folder(const fs::path& path) {
  const Descriptor folder(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  return folder.number() >= 0 && ::fsync(folder.number()) == 0;
}

void sweep(const fs::path& parent) {
  std::error_code error;
  for (fs::directory_iterator entries(parent, error); !error && entries != fs::directory_iterator();
       entries.increment(error)) {
    const std::string name = entries->path().filename().string();
    std::error_code ignored;
    if (name.compare(0, unfinished.size(), unfinished) == 0)
      fs::remove_all(entries->path(), ignored);
  }
}

}  // namespace

bool write_whole_folder(const std::string& path, const std::map<std::string, std::string>& files) {
  const fs::path target(path);
  const fs::path parent = target.parent_path();
  std::error_code error;
  fs::create_directories(parent, error);
  if (error || fs::exists(target, error)) return false;
  sweep(parent);
  const fs::path draft = parent / (std::string(unfinished) + target.filename().string() + "-" +
                                   std::to_string(::getpid()));
  const auto give_up = [&] {
    fs::remove_all(draft, error);
    return false;
  };
  if (!fs::create_directory(draft, error)) return false;
  for (const auto& [name, bytes] : files) {
    if (!write_file(draft / name, bytes)) return give_up();
  }
  if (!sync_folder(draft)) return give_up();
  // Onto a folder with something in it a rename fails, so of two publications at once only one wins.
  fs::rename(draft, target, error);
  if (error) return give_up();
  // From here on it is there; a sync that fails now may only cost it after a power loss, whole.
  sync_folder(parent);
  sync_folder(parent.parent_path());
  return true;
}

}  // namespace samtycke::server
