#include "server/store/key_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstdlib>

#include "core/base/check.h"
#include "server/store/durable_file.h"

namespace samtycke::server {

mode_t bits_of_others(const std::string& path) {
  const char* folder = std::getenv("CREDENTIALS_DIRECTORY");
  const bool handed_over = folder != nullptr && path.starts_with(std::string{folder} + "/");
  return S_IRWXO | (handed_over ? S_IWGRP | S_IXGRP : S_IRWXG);
}

std::string_view key(BadKeyFile why) {
  switch (why) {
    case BadKeyFile::missing: return "missing";
    case BadKeyFile::unreadable: return "unreadable";
    case BadKeyFile::open_to_others: return "open_to_others";
    case BadKeyFile::wrong_size: return "wrong_size";
    case BadKeyFile::not_writable: return "not_writable";
  }
  SAMTYCKE_NEVER("every case returns");
}

std::string default_key_file(const std::string& store) {
  return store + ".key";
}

std::string next_key_file(const std::string& path) {
  return path + ".next";
}

Expected<Key, BadKeyFile> read_key_file(const std::string& path) {
  const Descriptor descriptor(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  if (!descriptor.good()) {
    return Unexpected{errno == ENOENT ? BadKeyFile::missing : BadKeyFile::unreadable};
  }
  struct stat status = {};
  if (::fstat(descriptor.number(), &status) != 0 || !S_ISREG(status.st_mode)) {
    return Unexpected{BadKeyFile::unreadable};
  }
  if ((status.st_mode & bits_of_others(path)) != 0) return Unexpected{BadKeyFile::open_to_others};
  if (status.st_size != static_cast<off_t>(Key::size)) return Unexpected{BadKeyFile::wrong_size};
  std::array<char, Key::size> bytes = {};
  const ssize_t got = ::read(descriptor.number(), bytes.data(), bytes.size());
  const auto key = Key::of({bytes.data(), got < 0 ? 0 : static_cast<std::size_t>(got)});
  if (!key) return Unexpected{BadKeyFile::unreadable};
  return *key;
}

Expected<Done, BadKeyFile> make_key_file(const std::string& path, const Key& key) {
  const std::string_view bytes = key.bytes();
  {
    // 0400 from the first moment on; whoever made it may still write through this descriptor.
    const Descriptor descriptor(
        ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0400));
    if (!descriptor.good()) return Unexpected{BadKeyFile::not_writable};
    const ssize_t written = ::write(descriptor.number(), bytes.data(), bytes.size());
    if (written == static_cast<ssize_t>(bytes.size()) && ::fsync(descriptor.number()) == 0 &&
        sync_folder_of(path)) {
      return Done{};
    }
  }
  ::unlink(path.c_str());
  return Unexpected{BadKeyFile::not_writable};
}

Expected<Done, BadKeyFile> put_next_in_place(const std::string& path) {
  if (std::rename(next_key_file(path).c_str(), path.c_str()) != 0 || !sync_folder_of(path)) {
    return Unexpected{BadKeyFile::not_writable};
  }
  return Done{};
}

void remove_next(const std::string& path) {
  ::unlink(next_key_file(path).c_str());
}

}  // namespace samtycke::server
