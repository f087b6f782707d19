// How a refused document reads in a test: "kind at pointer". "read" where it was not refused.
#pragma once

#include <string>

#include "core/base/expected.h"
#include "core/wire/document.h"
#include "core/wire/notice_json.h"

namespace samtycke::support {

inline std::string said(const wire::BadDocument& why) {
  return std::string(key(why.kind)) + " at " + why.pointer;
}
inline std::string said(const wire::BadNotice& why) {
  return why.file + ": " + said(why.why);
}

template <class T, class Why>
std::string refusal(const Expected<T, Why>& read) {
  return read.ok() ? "read" : said(read.reason());
}

}  // namespace samtycke::support
