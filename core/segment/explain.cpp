#include "core/segment/explain.h"

#include <utility>

#include "core/base/overloaded.h"
#include "core/segment/course.h"

namespace samtycke::segment {
namespace {

struct Explained {
  Answer answer;
  Course course;
};

Explained explained(const notice::Rule&, const Readable&);

Found copy_of(const Value& value) {
  return std::visit(Overloaded{
                        [](NotKnown unknown) -> Found { return unknown; },
                        [](std::int64_t number) -> Found { return number; },
                        [](std::string_view text) -> Found { return std::string{text}; },
                    },
                    value);
}

template <class Of>
Explained with_course(Of of, Course course) {
  Answer answer;
  answer.met = course.met;
  if (!course.turns.empty()) answer.turns = course.turns.front();
  answer.of = std::move(of);
  return {std::move(answer), std::move(course)};
}

template <class Of>
Explained put_together(const std::vector<notice::Rule>& rules, const Readable& readable,
                       Course course, Course (*join)(const Course&, const Course&)) {
  Of of;
  for (const notice::Rule& rule : rules) {
    Explained part = explained(rule, readable);
    course = join(course, part.course);
    of.parts.push_back(std::move(part.answer));
  }
  return with_course(std::move(of), std::move(course));
}

Explained explained(const notice::Rule& rule, const Readable& readable) {
  return std::visit(
      Overloaded{
          [&](const notice::Condition& condition) {
            return with_course(Tested{condition, copy_of(value_of(condition.fact, readable)),
                                      deciding(condition.fact, readable)},
                               course_of(condition, readable));
          },
          [&](const notice::All& all) {
            return put_together<AllOf>(all.rules, readable, Course{true, {}}, both);
          },
          [&](const notice::Any& any) {
            return put_together<AnyOf>(any.rules, readable, Course{false, {}}, either);
          },
          [&](const notice::Not& no) {
            // The same as none of them; there is exactly one.
            Explained any = put_together<AnyOf>(no.rule, readable, Course{false, {}}, either);
            auto parts = std::move(std::get<AnyOf>(any.answer.of).parts);
            return with_course(NotThis{std::move(parts)}, opposite(std::move(any.course)));
          },
      },
      rule.is);
}

}  // namespace

bool operator==(const Tested& a, const Tested& b) {
  return a.condition == b.condition && a.found == b.found && a.deciding == b.deciding;
}
bool operator==(const AllOf& a, const AllOf& b) {
  return a.parts == b.parts;
}
bool operator==(const AnyOf& a, const AnyOf& b) {
  return a.parts == b.parts;
}
bool operator==(const NotThis& a, const NotThis& b) {
  return a.part == b.part;
}
bool operator==(const Answer& a, const Answer& b) {
  return a.met == b.met && a.turns == b.turns && a.of == b.of;
}

Explanation explain(const notice::Rule& rule, const Readable& readable) {
  if (auto off = why_off(rule, readable)) return *std::move(off);
  return explained(rule, readable).answer;
}

Membership membership(const Explanation& explanation) {
  const auto* answer = std::get_if<Answer>(&explanation);
  if (answer == nullptr) return Membership::off;
  return answer->met ? Membership::in : Membership::out;
}

}  // namespace samtycke::segment
