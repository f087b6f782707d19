// A small disk of this process's own, for what a full one does.
#pragma once

#include <sched.h>
#include <signal.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <fstream>
#include <functional>
#include <string>

namespace samtycke::torture {

// Memory as a disk over the folder, which no other process sees, and a ballast on it. Root's only: in a
// namespace of users nobody owns the files.
inline bool mount_small_disk(const std::string& folder) {
  const bool mounted = ::geteuid() == 0 && ::unshare(CLONE_NEWNS) == 0 &&
                       ::mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0 &&
                       ::mount("tmpfs", folder.c_str(), "tmpfs", 0, "size=2m") == 0;
  if (mounted) std::ofstream(folder + "/ballast") << std::string(1000000, 'x');
  return mounted;
}

inline void limit_files(rlim_t most) {
  rlimit limit = {};
  ::getrlimit(RLIMIT_FSIZE, &limit);
  limit.rlim_cur = most;
  ::setrlimit(RLIMIT_FSIZE, &limit);
}

// Gives this process, and those that it starts, a small disk in the folder; what it answers makes room there.
// Call it in a child, before it has threads. Where no disk may be mounted, files may not grow past half a
// megabyte.
inline std::function<void()> on_small_disk(const std::string& folder) {
  const bool mounted = mount_small_disk(folder);
  std::printf("Full disk, a real one: %s\n", mounted ? "2 MB" : "by a limit of files");
  std::fflush(stdout);
  if (mounted) return [folder] { ::unlink((folder + "/ballast").c_str()); };
  ::signal(SIGXFSZ, SIG_IGN);
  limit_files(500000);
  return [] { limit_files(RLIM_INFINITY); };
}

// Runs in a process of its own, whose disks and limits are its own too. Its exit code, or minus the signal
// that ended it.
inline int in_a_child(const std::function<int()>& run) {
  const pid_t child = ::fork();
  if (child == 0) ::_exit(run());
  int status = 0;
  ::waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

}  // namespace samtycke::torture
