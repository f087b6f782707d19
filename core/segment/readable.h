// What the analysis may read about one member, and nothing else (N7; L8; GDPR Art. 21(2), 21(3)).
//
// Those are the fields that the segmentation's purpose covers in the notice, less the categories that the
// member switched off. Facts are worked out from a Readable and are given no member's file, so a fact that
// reads another field cannot be written: there is nothing to read it from. We considered checking each
// rule against the notice before it runs, and do that too when a notice is read; but a check can be
// forgotten by the next caller, and a value that is not there cannot be used.
//
// Only what happened up to a moment counts: a record, receipt or interaction that is later than it is not
// seen. What the member decided counts at once, whatever the moment: a no must not be undone by a question
// about yesterday, or by a clock that was set back (L7).
#pragma once

#include <optional>
#include <span>
#include <string_view>
#include <variant>
#include <vector>

#include "core/base/day.h"
#include "core/base/id.h"
#include "core/base/instant.h"
#include "core/member/holdings.h"
#include "core/notice/notice.h"

namespace samtycke::consent {
struct MemberFile;  // Not included: whoever works out facts must not be able to open one.
}  // namespace samtycke::consent

namespace samtycke::segment {

// Why nothing at all may be read. In order of precedence.
enum class Bar {
  left,        // The member left the club.
  restricted,  // Only storing and showing is allowed (GDPR Art. 18).
  objected,    // To the purpose that segments serve (GDPR Art. 21(2)).
};
std::string_view key(Bar);  // "left", "restricted", "objected"; stable

// Why one field may not be read: the purpose does not cover it, or the member switched off its category.
struct NotCovered {
  FieldId field;
  friend bool operator==(const NotCovered&, const NotCovered&) = default;
};
struct SwitchedOff {
  CategoryId category;
  friend bool operator==(const SwitchedOff&, const SwitchedOff&) = default;
};

// Why something is not worked out; the first that applies, in this order.
using Off = std::variant<Bar, NotCovered, SwitchedOff>;

class Readable {
 public:
  // Points into the file and the notice, so both must outlive it.
  Readable(const consent::MemberFile&, const notice::Notice&, Instant at);
  Readable(consent::MemberFile&&, const notice::Notice&, Instant) = delete;
  Readable(const consent::MemberFile&, notice::Notice&&, Instant) = delete;

  // None where there is something that may be read.
  std::optional<Bar> bar() const { return bar_; }

  // None where the field may be read.
  std::optional<Off> off(const FieldId&) const;

  // Empty where there is no value, or where it may not be read.
  std::string_view value_of(const FieldId&) const;
  bool is_number(const FieldId&) const;  // A field of numbers or amounts that may be read.
  std::span<const member::Receipt> receipts() const { return receipts_; }  // Oldest first.
  std::span<const member::Interaction> interactions() const {
    return interactions_;
  }  // Oldest first.

  Day today() const { return today_; }  // In Stockholm.

 private:
  struct Value {
    const notice::Field* field;
    std::string_view text;
  };
  struct Closed {
    const FieldId* field;
    const CategoryId* category;
  };
  const Value* open(const FieldId&) const;

  Day today_;
  std::optional<Bar> bar_;
  std::vector<Value> open_;  // The fields that may be read, with what stands in them.
  std::vector<Closed>
      closed_;  // Those that could be, had the member not switched off their category.
  std::span<const member::Receipt> receipts_;
  std::span<const member::Interaction> interactions_;
};

}  // namespace samtycke::segment
