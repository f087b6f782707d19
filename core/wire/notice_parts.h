// The parts of a notice, read one after another. Private to core/wire.
//
// The same parts make up a club's files and the one document for the browser; there is one reader for
// both, so that nothing the server accepts is refused by the browser. A part may name only what the
// parts before it brought: the order of `parts` is the order of reading.
#pragma once

#include <string_view>
#include <vector>

#include "core/wire/json.h"
#include "core/wire/notice_reading.h"

namespace samtycke::wire {

// version.json is in a published version and in the one document, and in no draft.
enum class Presence { always, published, optional };

struct Part {
  std::string_view file;
  std::vector<std::string_view> keys;
  void (*read)(const Place& object_with_these_keys, Reading&);
  Presence presence = Presence::always;
};
const std::vector<Part>& parts();

// The form of the files. Another form gets another number.
inline constexpr int notice_format = 1;

}  // namespace samtycke::wire
