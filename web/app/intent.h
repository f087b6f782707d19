// What can happen to the browser's side: something the member did, or an answer that came.
#pragma once

#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace samtycke::web {

// The page is there and the program runs. `path` is the address, `signed_in` and `demo` are what the
// server's HTML says.
struct Started {
  std::string path;
  bool signed_in = false;
  bool demo = false;
};

// Another page, by a link or by the browser's own back and forward.
struct Went {
  std::string path;
};

struct Flipped {
  std::string name;  // Of a switch: "cell.own.email".
  bool on = false;
};

// Text in a field, letter by letter; `left` when the member went on to another field.
struct Typed {
  std::string name;
  std::string value;
  bool left = false;
};

// A form was sent: `form` is its id; `pairs` what a browser would send, the pressed button included.
struct Sent {
  std::string form;
  std::vector<std::pair<std::string, std::string>> pairs;
};

// An answer to a Fetch, by its tag. Status 0: there was none, the network is away.
struct Answered {
  std::string tag;
  int status = 0;
  std::string body;
};

using Intent = std::variant<Started, Went, Flipped, Typed, Sent, Answered>;

}  // namespace samtycke::web
