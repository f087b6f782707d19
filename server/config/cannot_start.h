// Why the program could not start: one line for the person at the terminal, in English, naming the
// option, file or folder, and never a value of a member. It is printed after "samtycke: " and the
// exit code is 2.
#pragma once

#include <string>

namespace samtycke::server {

struct CannotStart {
  std::string line;
};

}  // namespace samtycke::server
