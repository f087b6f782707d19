// The whole program but its main: from the command line to an exit code.
#pragma once

#include <ostream>
#include <string>
#include <vector>

namespace samtycke::server {

// Whether a stream goes to a person's screen.
struct IsTerminal {
  bool out = false;
  bool err = false;
};

// `arguments` are those after the program's name, `folder` is where the person stands.
int run_program(const std::vector<std::string>& arguments, const std::string& folder,
                IsTerminal is_terminal, std::ostream& out, std::ostream& err);

}  // namespace samtycke::server
