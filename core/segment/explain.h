// Why a member is in a segment, or is not: the rule's conditions with what each found, what it asked for,
// and the records that decided it (N3; GDPR Art. 13(2)(f), 15(1)(h)).
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "core/base/day.h"
#include "core/segment/fact.h"
#include "core/segment/membership.h"

namespace samtycke::segment {

struct Answer;

// One condition: what it asks for stands in it, beside what was found. The texts are copies, so that an
// explanation can outlive the file.
using Found = std::variant<NotKnown, std::int64_t, std::string>;
struct Tested {
  notice::Condition condition;
  Found found;
  Deciding deciding;
};
struct AllOf {
  std::vector<Answer> parts;
};
struct AnyOf {
  std::vector<Answer> parts;
};
struct NotThis {
  std::vector<Answer> part;  // Exactly one.
};

// A rule's answer, and the answers it was put together from, in the order of the notice.
struct Answer {
  bool met = false;
  // The first later local day with another answer if nothing happens but time: a purchase leaves the
  // window, a birthday passes. None where no day up to the end of 2199 has one.
  std::optional<Day> turns;
  std::variant<Tested, AllOf, AnyOf, NotThis> of;
};
bool operator==(const Tested&, const Tested&);
bool operator==(const AllOf&, const AllOf&);
bool operator==(const AnyOf&, const AnyOf&);
bool operator==(const NotThis&, const NotThis&);
bool operator==(const Answer&, const Answer&);

// Off where the rule is not worked out: then nothing is computed, not even a part of it (L8).
using Explanation = std::variant<Off, Answer>;

Explanation explain(const notice::Rule&, const Readable&);

Membership membership(const Explanation&);

}  // namespace samtycke::segment
