#include "server/store/store_lock.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <utility>

namespace samtycke::server {

Expected<StoreLock, NoLock> StoreLock::try_take(const std::string& store) {
  const std::string path = store + ".lock";
  const int descriptor = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (descriptor < 0) return Unexpected{NoLock::not_writable};

  // flock, not fcntl: it belongs to this opening of the file, so that closing some other descriptor
  // of the same file in this process does not let go of it.
  while (::flock(descriptor, LOCK_EX | LOCK_NB) != 0) {
    if (errno == EINTR) continue;
    const NoLock why = errno == EWOULDBLOCK ? NoLock::held : NoLock::not_writable;
    ::close(descriptor);
    return Unexpected{why};
  }
  return StoreLock(descriptor);
}

StoreLock::StoreLock(StoreLock&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)) {}

StoreLock& StoreLock::operator=(StoreLock&& other) noexcept {
  std::swap(descriptor_, other.descriptor_);
  return *this;
}

StoreLock::~StoreLock() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

}  // namespace samtycke::server
