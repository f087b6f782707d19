// Lines of cases from a stream of bytes (core/wire/cases.h): `samtycke cases`, and the same source as
// WebAssembly for Node (node_main.cpp). Nothing else of the server is in the second.
#pragma once

#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include "core/wire/cases.h"

namespace samtycke::server {

// Cuts bytes into lines, wherever they were cut on their way here, and holds no more of a line than is
// needed to say that it is too long.
class LineCutter {
 public:
  // The lines that end in these bytes, without their newlines; empty ones too, so that the n-th answer
  // belongs to the n-th line.
  std::vector<std::string> take(std::string_view bytes);
  // What came after the last newline, if anything did.
  std::vector<std::string> end();

 private:
  void keep(std::string_view bytes);

  std::string line_;
};

// Answers lines until the input ends, on as many threads as there are readers, in the order of the lines.
// What can be answered is written and flushed before more is waited for, so that another program can ask
// and wait for each answer. Each reader is made from the same defaults. False: the input or the output broke.
bool answer_cases(std::vector<wire::Cases>& readers, int input, std::ostream& out);

}  // namespace samtycke::server
