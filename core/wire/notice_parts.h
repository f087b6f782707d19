// The parts of a notice, read one after another. Private to core/wire.
//
// The same parts make up a club's files and the one document for the browser; there is one reader for
// both, so that nothing the server accepts is refused by the browser. A part may name only what the
// parts before it brought: the order of `parts` is the order of reading.
#pragma once

#include <array>
#include <string_view>
#include <vector>

#include "core/notice/notice.h"
#include "core/wire/json.h"

namespace samtycke::wire {

struct Reading {
  notice::Notice notice;
  // A club writes a wording as its text alone. In the one document it has its hashes beside it.
  bool with_hashes = false;
};

struct Part {
  std::string_view file;
  std::vector<std::string_view> keys;
  void (*read)(const Place& object_with_these_keys, Reading&);
  bool may_be_missing = false;
};
const std::vector<Part>& parts();

// The form of the files. Another form gets another number.
inline constexpr int notice_format = 1;

}  // namespace samtycke::wire
