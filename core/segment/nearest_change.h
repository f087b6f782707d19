// What would have to be different for a member to fall on the other side of a segment's rule.
//
// Facts are changed one by one, each as if it could move alone; that a purchase also adds to the amount
// spent is left to the reader. The answer is the set with the fewest changes that nobody can bring about,
// then with the fewest changes, then with the shortest way to go; the rule's own order decides between
// equals, so the same member always reads the same.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "core/segment/explain.h"

namespace samtycke::segment {

// What can bring a change about.
enum class By {
  buying,       // A purchase, here or there, of this or that.
  returning,    // Handing back.
  interacting,  // A visit, an open, a click, a redemption.
  telling,      // Another value in a field.
  waiting,      // Time alone; Answer::turns knows the day.
  nothing,      // It cannot happen.
};
std::string_view key(By);  // "buying", …; stable

// What the value may become: a number in a range, one of some texts, or any but some texts.
struct NoneOf {
  std::vector<std::string> values;
  friend bool operator==(const NoneOf&, const NoneOf&) = default;
};
using Wanted = std::variant<notice::Between, notice::OneOf, NoneOf>;

struct Change {
  notice::Fact fact;
  Found from;
  Wanted
      to;  // All that would do; the nearest number of a range is the end that is nearer to `from`.
  By by = By::nothing;
  friend bool operator==(const Change&, const Change&) = default;
};

// Empty where no change of facts would flip the answer: a rule that everybody meets, or nobody.
std::vector<Change> nearest_change(const Answer&);

}  // namespace samtycke::segment
