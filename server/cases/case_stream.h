// Lines of cases from a stream of bytes (core/wire/cases.h): `samtycke cases`, and the same source as
// WebAssembly for Node (node_main.cpp). Nothing else of the server is in the second.
#pragma once

#include <ostream>
#include <string>
#include <string_view>

#include "core/wire/cases.h"

namespace samtycke::server {

// Cuts bytes into lines, wherever they were cut on their way here, and holds no more of a line than is
// needed to say that it is too long.
class CaseStream {
 public:
  explicit CaseStream(wire::Cases& cases) : cases_(cases) {}

  // The answers to the lines that end in these bytes, each with its newline. An empty line is answered
  // too, so that the n-th answer belongs to the n-th line.
  std::string take(std::string_view bytes);
  // The answer to what came after the last newline, if anything did.
  std::string end();

 private:
  void keep(std::string_view bytes);
  void answer(std::string& answers);

  wire::Cases& cases_;
  std::string line_;
};

// Answers until the input ends. What can be answered is written and flushed before more is waited for,
// so that another program can ask and wait for each answer. False: the input or the output broke.
bool answer_cases(wire::Cases&, int input, std::ostream& out);

}  // namespace samtycke::server
