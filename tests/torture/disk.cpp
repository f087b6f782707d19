#include "tests/torture/disk.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdarg.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <map>
#include <mutex>
#include <optional>
#include <utility>

namespace samtycke::torture {
namespace {

using Kind = Call::Kind;

struct Watched {
  std::string folder;
  std::vector<Call> calls;
  std::map<std::string, int> names;  // What the folder holds now.
  std::map<int, int> descriptors;    // To files; the folder itself is -1.
  int files = 0;
  std::optional<Fault> fault;
  std::size_t befallen = 0;  // Calls that it might have befallen.
  int faults = 0;
  int failed_syncs = 0;
  bool after_short_write = false;
};

// Null until the first watch(), since the calls are in use long before main(); then never gone, since a
// thread may be on its way through one of them.
constinit std::atomic<Watched*> watched = nullptr;
constinit std::atomic<bool> syncs_skipped = false;
constinit std::mutex mutex;

constexpr int the_folder = -1;

bool is_durable(const std::string& name) {
  return !name.ends_with("-shm") && !name.ends_with(".lock");
}

// The name within the folder; none: not ours to watch.
std::optional<std::string> name_under(const Watched& all, const char* path) {
  const std::string_view text = path == nullptr ? std::string_view() : path;
  if (all.folder.empty()) return std::nullopt;  // Nothing is watched now.
  if (text == all.folder) return "";
  if (text.size() <= all.folder.size() + 1 || !text.starts_with(all.folder) ||
      text[all.folder.size()] != '/') {
    return std::nullopt;
  }
  std::string name(text.substr(all.folder.size() + 1));
  if (!is_durable(name)) return std::nullopt;
  return name;
}

int file_named(Watched& all, const std::string& name) {
  const auto [found, fresh] = all.names.try_emplace(name, all.files);
  if (fresh) ++all.files;
  return found->second;
}

bool befalls(FaultKind fault, Kind call) {
  switch (fault) {
    case FaultKind::io_error: return call != Kind::sync && call != Kind::sync_folder;
    case FaultKind::disk_full: return call == Kind::write || call == Kind::make;
    case FaultKind::short_write: return call == Kind::write;
    // Of a file. Of a folder's, SQLite does not look at the answer.
    case FaultKind::failed_sync:
    case FaultKind::unheard_sync: return call == Kind::sync;
  }
  return false;
}

bool fails(Watched& all, Kind call) {
  if (!all.fault || !befalls(all.fault->kind, call)) return false;
  const std::size_t place = all.befallen++;
  const bool hit = place == all.fault->at || (all.fault->stays && place > all.fault->at);
  if (!hit) return false;
  ++all.faults;
  if (all.fault->kind == FaultKind::failed_sync) ++all.failed_syncs;
  errno = all.fault->kind == FaultKind::disk_full || all.fault->kind == FaultKind::short_write
              ? ENOSPC
              : EIO;
  return true;
}

Call call_of(Kind kind, int file) {
  Call made;
  made.kind = kind;
  made.file = file;
  return made;
}

// The file behind a descriptor; none: not watched. The mutex is held.
std::optional<int> file_of(const Watched& all, int descriptor) {
  const auto found = all.descriptors.find(descriptor);
  if (found == all.descriptors.end()) return std::nullopt;
  return found->second;
}

int opened(const char* path, int flags, mode_t mode) {
  Watched* const all = watched;
  const auto carry_out = [&] {
    return static_cast<int>(::syscall(SYS_openat, AT_FDCWD, path, flags, mode));
  };
  if (all == nullptr) return carry_out();
  const std::lock_guard guard(mutex);
  const auto name = name_under(*all, path);
  if (!name) return carry_out();
  struct stat status = {};
  const bool is_there = ::stat(path, &status) == 0;
  const bool makes = !is_there && (flags & O_CREAT) != 0;
  if (makes && fails(*all, Kind::make)) return -1;
  const int descriptor = carry_out();
  if (descriptor < 0) return descriptor;
  if (name->empty() || (is_there && S_ISDIR(status.st_mode))) {
    if (name->empty()) all->descriptors[descriptor] = the_folder;
    return descriptor;
  }
  const int file = file_named(*all, *name);
  all->descriptors[descriptor] = file;
  if (makes) {
    Call made = call_of(Kind::make, file);
    made.name = *name;
    all->calls.push_back(std::move(made));
  } else if ((flags & O_TRUNC) != 0) {
    all->calls.push_back(call_of(Kind::cut, file));
  }
  return descriptor;
}

ssize_t written(int descriptor, const void* bytes, std::size_t size, std::optional<off64_t> at) {
  Watched* const all = watched;
  const auto carry_out = [&](std::size_t most) -> ssize_t {
    if (!at) return ::syscall(SYS_write, descriptor, bytes, most);
    return ::syscall(SYS_pwrite64, descriptor, bytes, most, *at);
  };
  if (all == nullptr) return carry_out(size);
  const std::lock_guard guard(mutex);
  const auto file = file_of(*all, descriptor);
  if (!file) return carry_out(size);
  if (std::exchange(all->after_short_write, false)) {  // The rest has no room either.
    errno = ENOSPC;
    return -1;
  }
  std::size_t most = size;
  if (fails(*all, Kind::write)) {
    if (all->fault->kind != FaultKind::short_write) return -1;
    most = size / 2;
    all->after_short_write = true;
  }
  Call made = call_of(Kind::write, *file);
  const int flags = ::fcntl(descriptor, F_GETFL);
  made.at = at ? *at : ::lseek(descriptor, 0, (flags & O_APPEND) != 0 ? SEEK_END : SEEK_CUR);
  const ssize_t done = carry_out(most);
  if (done <= 0) return done;
  made.bytes.assign(static_cast<const char*>(bytes), static_cast<std::size_t>(done));
  all->calls.push_back(std::move(made));
  return done;
}

int synced(int descriptor, long how) {
  const auto carry_out = [&] {
    return syncs_skipped ? 0 : static_cast<int>(::syscall(how, descriptor));
  };
  Watched* const all = watched;
  if (all == nullptr) return carry_out();
  // To the end under the lock: what it makes durable is what was written down before it.
  const std::lock_guard guard(mutex);
  const auto file = file_of(*all, descriptor);
  if (!file) return carry_out();
  const Kind kind = *file == the_folder ? Kind::sync_folder : Kind::sync;
  if (fails(*all, kind)) return all->fault->kind == FaultKind::unheard_sync ? 0 : -1;
  const int done = carry_out();
  if (done == 0) all->calls.push_back(call_of(kind, *file));
  return done;
}

template <class CarryOut>
int cut(const char* path, std::optional<int> descriptor, off64_t length,
        const CarryOut& carry_out) {
  Watched* const all = watched;
  if (all == nullptr) return carry_out();
  const std::lock_guard guard(mutex);
  std::optional<int> file;
  if (descriptor) {
    file = file_of(*all, *descriptor);
  } else if (const auto name = name_under(*all, path); name && !name->empty()) {
    file = file_named(*all, *name);
  }
  if (!file) return carry_out();
  if (fails(*all, Kind::cut)) return -1;
  const int done = carry_out();
  if (done == 0) {
    Call made = call_of(Kind::cut, *file);
    made.at = length;
    all->calls.push_back(std::move(made));
  }
  return done;
}

template <class CarryOut>
int named(Kind kind, const char* path, const char* to, const CarryOut& carry_out) {
  Watched* const all = watched;
  if (all == nullptr) return carry_out();
  const std::lock_guard guard(mutex);
  const auto name = name_under(*all, path);
  if (!name || name->empty()) return carry_out();
  if (all->names.contains(*name) && fails(*all, kind)) return -1;
  const int done = carry_out();
  const auto found = all->names.find(*name);
  if (done != 0 || found == all->names.end()) return done;
  Call made = call_of(kind, found->second);
  made.name = *name;
  all->names.erase(found);
  if (to != nullptr) {
    made.to = name_under(*all, to).value_or("");
    all->names[made.to] = made.file;
  }
  all->calls.push_back(std::move(made));
  return done;
}

}  // namespace

const char* name_of(FaultKind kind) {
  switch (kind) {
    case FaultKind::io_error: return "EIO";
    case FaultKind::disk_full: return "ENOSPC";
    case FaultKind::short_write: return "short write";
    case FaultKind::failed_sync: return "failed sync";
    case FaultKind::unheard_sync: return "unheard sync";
  }
  return "";
}

void disk::watch(const std::string& folder) {
  static Watched one;
  const std::lock_guard guard(mutex);
  one = Watched();
  one.folder = folder;
  watched = &one;
}

std::vector<Call> disk::stop() {
  const std::lock_guard guard(mutex);
  Watched* const all = watched;
  if (all == nullptr) return {};
  std::vector<Call> calls = std::move(all->calls);
  *all = Watched();
  return calls;
}

std::size_t disk::calls() {
  const std::lock_guard guard(mutex);
  Watched* const all = watched;
  return all == nullptr ? 0 : all->calls.size();
}

void disk::skip_syncs(bool skipped) {
  syncs_skipped = skipped;
}

void disk::break_at(Fault fault) {
  const std::lock_guard guard(mutex);
  Watched* const all = watched;
  all->fault = fault;
  all->befallen = 0;
  all->faults = 0;
  all->failed_syncs = 0;
}

void disk::mend() {
  const std::lock_guard guard(mutex);
  Watched* const all = watched;
  all->fault.reset();
  all->after_short_write = false;
}

int disk::faults() {
  const std::lock_guard guard(mutex);
  return watched.load()->faults;
}

int disk::failed_syncs() {
  const std::lock_guard guard(mutex);
  return watched.load()->failed_syncs;
}

}  // namespace samtycke::torture

// ---- the calls themselves, in the place of the C library's

extern "C" {

using namespace samtycke::torture;  // NOLINT: everything below is one line each.

int open(const char* path, int flags, ...) {
  va_list rest;
  va_start(rest, flags);
  const auto mode = (flags & O_CREAT) != 0 ? va_arg(rest, mode_t) : mode_t{0};
  va_end(rest);
  return opened(path, flags, mode);
}
int open64(const char* path, int flags, ...) {
  va_list rest;
  va_start(rest, flags);
  const auto mode = (flags & O_CREAT) != 0 ? va_arg(rest, mode_t) : mode_t{0};
  va_end(rest);
  return opened(path, flags, mode);
}
int close(int descriptor) {
  if (Watched* const all = watched; all != nullptr) {
    const std::lock_guard guard(mutex);
    all->descriptors.erase(descriptor);
  }
  return static_cast<int>(::syscall(SYS_close, descriptor));
}
ssize_t write(int descriptor, const void* bytes, size_t size) {
  return written(descriptor, bytes, size, std::nullopt);
}
ssize_t pwrite64(int descriptor, const void* bytes, size_t size, off64_t at) {
  return written(descriptor, bytes, size, at);
}
int fsync(int descriptor) {
  return synced(descriptor, SYS_fsync);
}
int fdatasync(int descriptor) {
  return synced(descriptor, SYS_fdatasync);
}
int ftruncate(int descriptor, off_t length) noexcept {
  return cut(nullptr, descriptor, length,
             [&] { return static_cast<int>(::syscall(SYS_ftruncate, descriptor, length)); });
}
int ftruncate64(int descriptor, off64_t length) noexcept {
  return ftruncate(descriptor, length);
}
int truncate(const char* path, off_t length) noexcept {
  return cut(path, std::nullopt, length,
             [&] { return static_cast<int>(::syscall(SYS_truncate, path, length)); });
}
int rename(const char* path, const char* to) noexcept {
  return named(Call::Kind::rename, path, to,
               [&] { return static_cast<int>(::syscall(SYS_rename, path, to)); });
}
int unlink(const char* path) noexcept {
  return named(Call::Kind::remove, path, nullptr,
               [&] { return static_cast<int>(::syscall(SYS_unlink, path)); });
}
int remove(const char* path) noexcept {
  if (unlink(path) == 0) return 0;
  return errno == EISDIR ? static_cast<int>(::syscall(SYS_rmdir, path)) : -1;
}

}  // extern "C"
