// `samtycke cases` in WebAssembly, for Node: node build/parity/cases.js [DEFAULTS]. What lines are about
// that name no notice lies in a file that the native program writes (`samtycke cases --defaults`), by
// default cases.json beside this program: reading a notice's folder takes SHA-256, which is not here.
#include <fstream>
#include <iostream>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "server/cases/case_stream.h"

int main(int count, char** values) {
  const std::string self = count > 0 ? values[0] : "";
  const std::size_t folder = self.rfind('/') + 1;  // 0 where there is no slash.
  const std::string path = count > 1 ? values[1] : self.substr(0, folder) + "cases.json";

  std::ifstream file(path, std::ios::binary);
  std::ostringstream defaults;
  defaults << file.rdbuf();
  if (!file) {
    std::cerr << "cases: " << path << " cannot be read; `samtycke cases --defaults` writes it\n";
    return 2;
  }
  auto cases = samtycke::wire::Cases::from(defaults.str());
  if (!cases.ok()) {
    std::cerr << "cases: " << path << " at " << cases.reason().pointer << ": "
              << cases.reason().detail << "\n";
    return 2;
  }
  std::vector<samtycke::wire::Cases> one;
  one.push_back(std::move(cases).value());
  return samtycke::server::answer_cases(one, 0, std::cout) ? 0 : 1;
}
