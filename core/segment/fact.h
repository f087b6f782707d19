// Facts about a member, worked out from what the analysis may read (N3, N7).
//
// How windows, topics and returns are counted is said in core/notice/rule.h, beside each fact.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "core/notice/rule.h"
#include "core/segment/readable.h"

namespace samtycke::segment {

// There is nothing to work it out from: no purchase at all, no date of birth, an empty field.
struct NotKnown {
  friend bool operator==(NotKnown, NotKnown) = default;
};

// A number (how many, minor units, percent, days, years, months), or the text of a field. The text points
// into the member's file.
using Value = std::variant<NotKnown, std::int64_t, std::string_view>;

// The one field that a fact is worked out from.
const FieldId& field_read(const notice::Fact&);

// Not known where its field may not be read; Readable::off says why.
Value value_of(const notice::Fact&, const Readable&);
bool meets(const notice::Condition&, const Value&);

// What a value rests on.
struct Receipts {
  std::vector<std::string> numbers;  // Oldest first.
  friend bool operator==(const Receipts&, const Receipts&) = default;
};
struct Interactions {
  std::vector<std::string> numbers;  // Oldest first.
  friend bool operator==(const Interactions&, const Interactions&) = default;
};
using Deciding = std::variant<Receipts, Interactions, FieldId>;

// For a count, the purchases that are counted; for an amount, every receipt that adds to it or takes from
// it; for a share, every receipt of the window; for the days since a purchase, that purchase.
Deciding deciding(const notice::Fact&, const Readable&);

}  // namespace samtycke::segment
