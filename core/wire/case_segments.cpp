#include "core/base/overloaded.h"
#include "core/segment/explain.h"
#include "core/segment/nearest_change.h"
#include "core/wire/case_call.h"
#include "core/wire/rule_json.h"

namespace samtycke::wire {
namespace {

Json json_of(const segment::Found& found) {
  return std::visit(Overloaded{[](segment::NotKnown) { return Json(); },
                               [](std::int64_t number) { return Json(number); },
                               [](const std::string& text) { return Json(text); }},
                    found);
}

Json json_of(const segment::Deciding& deciding) {
  const auto text = [](const std::string& number) { return Json(number); };
  Json json = Json::object();
  std::visit(Overloaded{[&](const segment::Receipts& receipts) {
                          json.set("receipts", list_of(receipts.numbers, text));
                        },
                        [&](const segment::Interactions& interactions) {
                          json.set("interactions", list_of(interactions.numbers, text));
                        },
                        [&](const FieldId& field) { json.set("field", Json(field.text())); }},
             deciding);
  return json;
}

Json json_of(const segment::Off& off) {
  Json json = Json::object();
  std::visit(
      Overloaded{[&](segment::Bar bar) { json.set("because", Json(key(bar))); },
                 [&](const segment::NotCovered& field) {
                   json.set("because", Json("not_covered")).set("field", Json(field.field.text()));
                 },
                 [&](const segment::SwitchedOff& category) {
                   json.set("because", Json("switched_off"))
                       .set("category", Json(category.category.text()));
                 }},
      off);
  return json;
}

Json json_of(const segment::Answer& answer) {
  const auto all_of = [](const std::vector<segment::Answer>& parts) {
    return list_of(parts, [](const segment::Answer& part) { return json_of(part); });
  };
  Json json = Json::object();
  std::visit(Overloaded{[&](const segment::Tested& tested) {
                          json.set("condition", rule_json(notice::Rule{tested.condition}))
                              .set("found", json_of(tested.found))
                              .set("deciding", json_of(tested.deciding));
                        },
                        [&](const segment::AllOf& all) { json.set("all", all_of(all.parts)); },
                        [&](const segment::AnyOf& any) { json.set("any", all_of(any.parts)); },
                        [&](const segment::NotThis& no) { json.set("not", all_of(no.part)); }},
             answer.of);
  json.set("met", Json(answer.met));
  if (answer.turns) json.set("turns", Json(iso(*answer.turns)));
  return json;
}

// What the fact may become, as a rule that would be met.
Json json_of(const segment::Change& change) {
  const auto rule = [&](auto is) {
    return rule_json(notice::Rule{notice::Condition{change.fact, std::move(is)}});
  };
  Json to = std::visit(
      Overloaded{[&](const notice::Between& between) { return rule(between); },
                 [&](const notice::OneOf& one) { return rule(one); },
                 [&](const segment::NoneOf& none) {
                   return std::move(Json::object().set("not", rule(notice::OneOf{none.values})));
                 }},
      change.to);
  Json json = Json::object();
  json.set("by", Json(key(change.by))).set("from", json_of(change.from)).set("to", std::move(to));
  return json;
}

std::string_view word_of(segment::Membership membership) {
  switch (membership) {
    case segment::Membership::in: return "in";
    case segment::Membership::out: return "out";
    case segment::Membership::off: return "off";
  }
  SAMTYCKE_NEVER("Membership");
}

Json json_of(const notice::Segment& segment, const segment::Readable& readable) {
  const segment::Explanation why = segment::explain(segment.rule, readable);
  Json json = Json::object();
  json.set("segment", Json(segment.id.text()))
      .set("membership", Json(word_of(segment::membership(why))));
  std::visit(Overloaded{[&](const segment::Off& off) { json.set("off", json_of(off)); },
                        [&](const segment::Answer& answer) {
                          json.set("why", json_of(answer));
                          json.set("nearest_change", list_of(segment::nearest_change(answer),
                                                             [](const segment::Change& one) {
                                                               return json_of(one);
                                                             }));
                        }},
             why);
  return json;
}

}  // namespace

std::string answer_segments(const CaseCall& call) {
  const consent::MemberFile file = read_case_member(call.with);
  const Instant at = read_case_time(call.with);
  if (!call.with.ok()) return {};
  const segment::Readable readable(file, call.notice, at);
  Json json = Json::object();
  json.set("segments",
           list_of(call.notice.segmentation.segments,
                   [&](const notice::Segment& segment) { return json_of(segment, readable); }));
  return canonical(json);
}

}  // namespace samtycke::wire
