// Hands the process to the program: arguments, folder, streams, exit code.
#include <unistd.h>

#include <filesystem>
#include <iostream>
#include <string>
#include <system_error>
#include <vector>

#include "server/cli/program.h"

int main(int count, char** values) {
  const std::vector<std::string> arguments(values + (count > 0 ? 1 : 0), values + count);

  // A folder that was removed under us has no path; relative paths then fail one by one, by name.
  std::error_code gone;
  const std::string folder = std::filesystem::current_path(gone).string();

  const samtycke::server::IsTerminal is_terminal{::isatty(STDOUT_FILENO) != 0,
                                                 ::isatty(STDERR_FILENO) != 0};
  return samtycke::server::run_program(arguments, gone ? "." : folder, is_terminal, std::cout,
                                       std::cerr);
}
