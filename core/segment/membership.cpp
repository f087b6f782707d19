#include "core/segment/membership.h"

#include <algorithm>

#include "core/base/overloaded.h"
#include "core/segment/fact.h"

namespace samtycke::segment {
namespace {

bool is_met(const notice::Rule& rule, const Readable& readable) {
  const auto met = [&](const notice::Rule& part) { return is_met(part, readable); };
  return std::visit(
      Overloaded{
          [&](const notice::Condition& condition) {
            return meets(condition, value_of(condition.fact, readable));
          },
          [&](const notice::All& all) {
            return std::all_of(all.rules.begin(), all.rules.end(), met);
          },
          [&](const notice::Any& any) {
            return std::any_of(any.rules.begin(), any.rules.end(), met);
          },
          [&](const notice::Not& no) { return std::none_of(no.rule.begin(), no.rule.end(), met); },
      },
      rule.is);
}

std::optional<Off> field_off(const notice::Rule&, const Readable&);

std::optional<Off> first_off(const std::vector<notice::Rule>& rules, const Readable& readable) {
  for (const notice::Rule& rule : rules) {
    if (auto off = field_off(rule, readable)) return off;
  }
  return std::nullopt;
}

std::optional<Off> field_off(const notice::Rule& rule, const Readable& readable) {
  return std::visit(Overloaded{
                        [&](const notice::Condition& condition) {
                          return readable.off(field_read(condition.fact));
                        },
                        [&](const notice::All& all) { return first_off(all.rules, readable); },
                        [&](const notice::Any& any) { return first_off(any.rules, readable); },
                        [&](const notice::Not& no) { return first_off(no.rule, readable); },
                    },
                    rule.is);
}

}  // namespace

Membership membership(const notice::Rule& rule, const Readable& readable) {
  if (why_off(rule, readable)) return Membership::off;
  return is_met(rule, readable) ? Membership::in : Membership::out;
}

std::optional<Off> why_off(const notice::Rule& rule, const Readable& readable) {
  if (const auto bar = readable.bar()) return *bar;  // Also for a rule that reads nothing.
  return field_off(rule, readable);
}

std::vector<SegmentId> segments_of(const notice::Notice& notice, const Readable& readable) {
  std::vector<SegmentId> segments;
  for (const notice::Segment& segment : notice.segmentation.segments) {
    if (membership(segment.rule, readable) == Membership::in) segments.push_back(segment.id);
  }
  return segments;
}

std::vector<SegmentId> segments_of(const consent::MemberFile& file, const notice::Notice& notice,
                                   Instant at) {
  return segments_of(notice, Readable{file, notice, at});
}

}  // namespace samtycke::segment
