// One member's clock: everything that their days are counted from, read from the file once. The
// functions of keep_until.h and due.h ask it.
#pragma once

#include <optional>
#include <variant>
#include <vector>

#include "core/retention/keep_until.h"

namespace samtycke::retention {

// Looks at the file and the notice for as long as it lives.
class Clock {
 public:
  Clock(const consent::MemberFile&, const notice::Notice&);

  // As if the member had bought something on that day as well.
  Clock& bought(Day);

  std::optional<KeepUntil> of(const notice::Field&) const;
  // The latest of these; none where one of those that a purpose uses has none.
  std::optional<KeepUntil> of(const std::vector<const notice::Field*>&) const;

  // The fields that hold something, in the notice's order.
  const std::vector<const notice::Field*>& held() const { return held_; }

  // The day before which no rule lets anything go. None where a no stands or an event is not known:
  // then each field must be looked at.
  std::optional<Day> nothing_goes_before() const;

  // Whether a purpose of the notice uses the field, be it objected to or not.
  bool is_used(const notice::Field&) const;

  // Whether one of them counts its days from that event, or would.
  bool may_count_from(const notice::Field&, notice::ClockStart) const;

 private:
  // A no that stands, or the end of the membership.
  using Stop = std::variant<SinceObjection, SinceLeaving>;
  // Until when one purpose keeps a field by its rule, and until when at most after a no.
  struct Need {
    std::optional<KeepUntil> by_rule;
    std::optional<KeepUntil> stopped;  // None: the purpose goes on needing it.
  };

  void read_objections();
  std::optional<KeepUntil> by_rule(const notice::Retention&) const;
  std::optional<KeepUntil> stopped(const notice::Purpose&, const CategoryId&) const;
  Need need_of(const notice::Purpose&, const notice::Field&) const;
  std::optional<KeepUntil> by_purposes(const notice::Field&) const;
  // The same, and of the purchases as long as a bare receipt of theirs stays for others to count from.
  std::optional<KeepUntil> something_of(const notice::Field&) const;

  const consent::MemberFile& file_;
  const notice::Notice& notice_;
  std::vector<const notice::Field*> held_;
  std::optional<Day> purchase_;
  std::optional<Day> joined_;
  std::vector<Stop> stops_;
};

}  // namespace samtycke::retention
