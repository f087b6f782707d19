// Files in one file, by libzip: what a member takes along as tables.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/base/instant.h"

namespace samtycke::server {

struct ZippedFile {
  std::string name;  // With folders: "categories/contact.csv". UTF-8.
  std::string bytes;
};

// None where libzip could not do it: there was no memory, or two files have one name. `at` is the time
// that each file carries.
std::optional<std::string> zip(const std::vector<ZippedFile>&, Instant at);

}  // namespace samtycke::server
