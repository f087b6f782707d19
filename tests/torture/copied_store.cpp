#include "tests/torture/copied_store.h"

#include <sstream>
#include <utility>

#include "core/base/check.h"
#include "server/cli/program.h"

namespace samtycke::torture {

int command(const std::string& folder, std::vector<std::string> arguments) {
  for (const char* more : {"--db", "sqlite:store.db", "--assets", SAMTYCKE_SOURCE_DIR "/assets"}) {
    arguments.emplace_back(more);
  }
  std::ostringstream said;
  return server::run_program(arguments, folder, {}, said, said);
}

bool restored(const std::string& folder, const std::string& backup, bool without_journal) {
  std::vector<std::string> arguments = {"restore", backup};
  if (without_journal) arguments.emplace_back("--without-journal");
  return command(folder, std::move(arguments)) != 2;
}

std::unique_ptr<server::SqliteStore> open(const std::string& path) {
  auto opened = server::SqliteStore::open(path);
  SAMTYCKE_CHECK(opened.ok());
  return std::move(opened).value();
}

}  // namespace samtycke::torture
