// A small disk of this process's own, for what a full one does.
#pragma once

#include <sched.h>
#include <sys/mount.h>
#include <sys/wait.h>
#include <unistd.h>

#include <functional>
#include <string>

namespace samtycke::torture {

// Memory as a disk over the folder, which no other process sees. Call it in a child, before it has threads.
// `size` as mount(8) says it: "2m". False: this machine does not let us.
inline bool mount_small_disk(const std::string& folder, const std::string& size) {
  const int own = ::geteuid() == 0 ? CLONE_NEWNS : CLONE_NEWNS | CLONE_NEWUSER;
  return ::unshare(own) == 0 && ::mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0 &&
         ::mount("tmpfs", folder.c_str(), "tmpfs", 0, ("size=" + size).c_str()) == 0;
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
