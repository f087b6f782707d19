// What the program says on standard error while this is there, line by line.
#pragma once

#include <fcntl.h>
#include <unistd.h>

#include <cstdio>
#include <fstream>
#include <string>
#include <vector>

#include "core/base/check.h"
#include "tests/support/temporary_folder.h"

namespace samtycke::support {

class CapturedLog {
 public:
  CapturedLog() : before_(::dup(STDERR_FILENO)) {
    const int file = ::open(path().c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    SAMTYCKE_CHECK(before_ >= 0 && file >= 0 && ::dup2(file, STDERR_FILENO) >= 0);
    ::close(file);
  }
  ~CapturedLog() {
    std::fflush(stderr);
    ::dup2(before_, STDERR_FILENO);
    ::close(before_);
  }
  CapturedLog(const CapturedLog&) = delete;
  CapturedLog& operator=(const CapturedLog&) = delete;

  std::vector<std::string> lines() const {
    std::ifstream file(path());
    std::vector<std::string> lines;
    for (std::string line; std::getline(file, line);) lines.push_back(line);
    return lines;
  }

 private:
  std::string path() const { return folder_.file("log"); }

  TemporaryFolder folder_;
  int before_;
};

}  // namespace samtycke::support
