// Rules that sort members into segments, as data (N3): conditions on facts, joined by all, any and not.
//
// A fact is worked out from what the club holds; nothing here says how (core/segment does). Each fact
// names the fields it reads, so that a rule which reads what its purpose does not cover is refused when
// the notice is read, and never when a member is looked at.
//
// Windows are calendar months back from a day, in local days: on 31 March, one month is every day after
// 28 February (29 in a leap year).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "core/base/id.h"
#include "core/base/language.h"
#include "core/notice/interaction.h"

namespace samtycke::notice {

// Where purchases were made: in a shop, online, or either.
enum class Where { anywhere, shop, online };

// Which purchases a fact looks at. A receipt is of a topic when one of its lines is; it is a purchase of
// that topic when one such line was not handed back.
struct Purchases {
  int months = 0;  // Of the last so many months; 0: of all that is held.
  TopicId topic;   // Empty: of any topic.
  Where where = Where::anywhere;
  friend bool operator==(const Purchases&, const Purchases&) = default;
};

// How many purchases. A receipt on which everything was handed back is none.
struct PurchaseCount {
  Purchases of;
  friend bool operator==(const PurchaseCount&, const PurchaseCount&) = default;
};
// What was paid for them, in minor units; with a topic, for its lines only. Returns are taken off.
struct AmountSpent {
  Purchases of;
  friend bool operator==(const AmountSpent&, const AmountSpent&) = default;
};
// The topic's part of what was paid, in whole percent, rounded down; 0 where more of it was handed back
// than bought, and never over 100. Not known where nothing was paid.
struct ShareOfAmount {
  Purchases of;  // With a topic.
  friend bool operator==(const ShareOfAmount&, const ShareOfAmount&) = default;
};
// Local days since the latest purchase; 0 is today. Not known where there is none.
struct DaysSincePurchase {
  Purchases of;
  friend bool operator==(const DaysSincePurchase&, const DaysSincePurchase&) = default;
};
// How often the member did one of these.
struct InteractionCount {
  std::vector<InteractionKind> kinds;  // At least one.
  int months = 0;                      // As for Purchases.
  TopicId topic;                       // Empty: about anything.
  friend bool operator==(const InteractionCount&, const InteractionCount&) = default;
};
// Full years, by the date of birth.
struct Age {
  friend bool operator==(const Age&, const Age&) = default;
};
// Full calendar months since joining.
struct MembershipMonths {
  friend bool operator==(const MembershipMonths&, const MembershipMonths&) = default;
};
// What stands in a field of one value: a number, a choice, a topic or a text.
struct FieldValue {
  FieldId field;
  friend bool operator==(const FieldValue&, const FieldValue&) = default;
};

using Fact = std::variant<PurchaseCount, AmountSpent, ShareOfAmount, DaysSincePurchase,
                          InteractionCount, Age, MembershipMonths, FieldValue>;

// The fields that a fact is worked out from.
std::vector<FieldId> fields_read(const Fact&);

// From `least` to `most`, both included; one of them may be open.
struct Between {
  std::optional<std::int64_t> least;
  std::optional<std::int64_t> most;
  friend bool operator==(const Between&, const Between&) = default;
};
// One of these values, compared as they are stored.
struct OneOf {
  std::vector<std::string> values;  // At least one.
  friend bool operator==(const OneOf&, const OneOf&) = default;
};

// A fact that is not known meets no condition.
struct Condition {
  Fact fact;
  std::variant<Between, OneOf> is;  // OneOf for a FieldValue that is no number, else Between.
  friend bool operator==(const Condition&, const Condition&) = default;
};

struct Rule;
struct All {
  std::vector<Rule> rules;  // At least one, here and below.
};
struct Any {
  std::vector<Rule> rules;
};
struct Not {
  std::vector<Rule> rule;  // Exactly one.
};
struct Rule {
  std::variant<Condition, All, Any, Not> is;
};
bool operator==(const Rule&, const Rule&);
bool operator==(const All&, const All&);
bool operator==(const Any&, const Any&);
bool operator==(const Not&, const Not&);

// Of all its conditions, each once, in the order they are first mentioned.
std::vector<FieldId> fields_read(const Rule&);

// A group of members that may get other offers than the rest.
struct Segment {
  SegmentId id;
  Text name;
  Text explanation;  // To the member: who is in it, and what for.
  Rule rule;
  ClauseId clause;
};

}  // namespace samtycke::notice
