// A value in every way in which it may be written down without anybody meaning to.
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace samtycke::support {

// By the encoding's name. What is looked for in files and logs.
std::vector<std::pair<std::string, std::string>> encodings(const std::string& value);

}  // namespace samtycke::support
