// How long the club may keep what it holds (N9; GDPR Art. 5(1)(e)).
#pragma once

#include <optional>

#include "core/base/day.h"
#include "core/member/holdings.h"
#include "core/notice/notice.h"

namespace samtycke::retention {

struct KeepUntil {
  Day day;  // The last day it may be kept; it is due for erasure when this local day has passed.
  notice::ClockStart counted_from = notice::ClockStart::latest_purchase;
  Day start;  // The day of that purchase, or the day of joining.
  friend bool operator==(const KeepUntil&, const KeepUntil&) = default;
};

// By one retention rule. None where neither of its events is known: then nothing says when the data
// goes, and `samtycke retention` reports it.
std::optional<KeepUntil> keep_until(const member::Holdings&, const notice::Retention&);

// For one field: the latest day among the purposes that use it, since data may stay as long as one
// purpose needs it. None where no purpose uses it or no day is known.
std::optional<KeepUntil> keep_until(const member::Holdings&, const notice::Notice&, const FieldId&);

// For the whole member: the latest over all fields that hold something.
std::optional<KeepUntil> keep_until(const member::Holdings&, const notice::Notice&);

bool is_due(const KeepUntil&, Instant now);

}  // namespace samtycke::retention
