// The schema's numbered steps, embedded into the program by CMake from schema/NNN_name.sql.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace samtycke::server {

struct Migration {
  std::int64_t number = 0;  // What PRAGMA user_version says once it is done: 1, 2, 3 …
  std::string_view sql;
};

// In the order of their numbers, without a gap.
const std::vector<Migration>& migrations();

}  // namespace samtycke::server
