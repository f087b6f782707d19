// The keepers that a test program runs the contract with; each program has its own list.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "server/store/store.h"
#include "tests/support/temporary_folder.h"

namespace samtycke::server {

struct Keeper {
  std::string name;
  // With nobody in it.
  std::function<std::unique_ptr<Store>(const support::TemporaryFolder&)> open;
};

std::vector<Keeper> keepers();

}  // namespace samtycke::server
