// How an answer goes on if nothing happens but time: what it is today, and the later days on which it is
// another. Purchases leave their windows, birthdays pass, months are added; everything else stands still.
#pragma once

#include <vector>

#include "core/base/day.h"
#include "core/notice/rule.h"
#include "core/segment/readable.h"

namespace samtycke::segment {

struct Course {
  bool met = false;  // Today.
  std::vector<Day>
      turns;  // Later days, oldest first: on each the answer is the opposite of before.
  friend bool operator==(const Course&, const Course&) = default;
};

// In one pass over the receipts or interactions, however many days have another answer.
Course course_of(const notice::Condition&, const Readable&);

// On every day, whether both are met; either is; it is not.
Course both(const Course&, const Course&);
Course either(const Course&, const Course&);
Course opposite(Course);

}  // namespace samtycke::segment
