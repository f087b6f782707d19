// The schemas of the two databases on PostgreSQL, embedded into the program by CMake from
// postgres_schema/NNN_name.sql.
#pragma once

#include <vector>

#include "server/store/schema.h"

namespace samtycke::server {

// In the order of their numbers, without a gap.
const std::vector<Migration>& postgres_row_steps();
const std::vector<Migration>& postgres_key_steps();

}  // namespace samtycke::server
