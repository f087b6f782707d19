// A notice as a list of single statements, so that two notices can be compared one by one. Private to
// core/notice.
#pragma once

#include <string>
#include <vector>

#include "core/notice/diff.h"

namespace samtycke::notice {

struct Statement {
  Part part = Part::club;
  std::string thing;  // "senders/group": what comes and goes as a whole.
  std::string place;  // "senders/group/legal_name"
  Said said;
};

// By part, then in the notice's order. A thing's first statement is its name.
std::vector<Statement> statements(const Notice&);

// A rule in one line of English, for whoever looks after the notice.
std::string in_one_line(const Rule&);

}  // namespace samtycke::notice
