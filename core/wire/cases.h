// Calls of the core as lines of text: one JSON object in, one canonical JSON line out. The same source
// answers natively (`samtycke cases`) and in WebAssembly (build/parity/cases.js), so that the two can be
// compared byte for byte on any input. Calls, inputs and answers: tests/parity/README.md.
//
//   {"call": "validate", "with": {"field": "phone", "value": "070-123 45 67"}}
//   {"ok":true,"value":"+46701234567"}
//
// Any bytes are answered: a line that is no call gets {"error": {"code", "detail", "pointer"}}, where
// code is a BadDocumentKind's key or "too_long", and pointer is a place in the line (RFC 6901); places
// inside a notice start with /with/notice, whether it was written out or patched.
//
// Each call is about the notice that stands in the line: a whole one ("notice"), or the default one with
// a JSON merge patch on it ("notice_patch", RFC 7396); the default where there is neither. The offers beside
// it may stand in the line too ("offers").
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

#include "core/base/expected.h"
#include "core/wire/document.h"

namespace samtycke::wire {

// A longer line is not read: {"error": {"code": "too_long", …}}.
inline constexpr std::size_t longest_case = std::size_t{8} << 20U;

// Answers lines. It remembers notices that it has read, by their content, and nothing else: the answer
// to a line never depends on the lines before it.
class Cases {
 public:
  // What a line that names no notice is about, as both sides read it: a portal document (portal_json.h),
  // which is also what GET /api/v1/notice answers.
  static Expected<Cases, BadDocument> from(std::string_view defaults);

  // The answer, without a newline. `line` comes without one too.
  std::string answer(std::string_view line);

  Cases(Cases&&) noexcept;
  Cases& operator=(Cases&&) noexcept;
  ~Cases();

 private:
  struct Inside;
  explicit Cases(std::unique_ptr<Inside>);

  std::unique_ptr<Inside> inside_;
};

}  // namespace samtycke::wire
