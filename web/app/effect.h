// What the browser's side wants done, as data: the shell does it, and tests read it.
#pragma once

#include <string>
#include <variant>
#include <vector>

namespace samtycke::web {

// Answered by an Answered with the same tag.
struct Fetch {
  std::string tag;
  std::string method;
  std::string path;
  std::string body;         // JSON; empty for none.
  std::string if_match;     // The header's value, quotes included; empty for none.
  bool idempotent = false;  // With an Idempotency-Key of its own.
};

// The address bar shows `path`, with a new entry in the history. The page is ours already.
struct Navigate {
  std::string path;
};

// A whole new page from the server, and with it a new memory: nothing of this member stays behind.
struct Leave {
  std::string path;
};

// Says something to those who listen, without moving them.
struct Announce {
  std::string text;
  bool at_once = false;
};

// Puts the focus on an element: the page's heading after a new page, the first field that is wrong.
struct Focus {
  std::string id;
};

using Effect = std::variant<Fetch, Navigate, Leave, Announce, Focus>;
using Effects = std::vector<Effect>;

}  // namespace samtycke::web
