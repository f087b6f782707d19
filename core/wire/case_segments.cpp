#include "core/base/overloaded.h"
#include "core/segment/explain.h"
#include "core/segment/nearest_change.h"
#include "core/wire/case_call.h"
#include "core/wire/rule_json.h"

namespace samtycke::wire {
namespace {

void write(JsonWriter& json, const segment::Found& found) {
  std::visit(Overloaded{[&](segment::NotKnown) { json.null(); },
                        [&](std::int64_t number) { json.number(number); },
                        [&](const std::string& text) { json.text(text); }},
             found);
}

void write(JsonWriter& json, const segment::Deciding& deciding) {
  const auto write_text = [&](const std::string& number) { json.text(number); };
  json.object([&] {
    std::visit(Overloaded{[&](const segment::Receipts& receipts) {
                            json.at("receipts").list(receipts.numbers, write_text);
                          },
                          [&](const segment::Interactions& interactions) {
                            json.at("interactions").list(interactions.numbers, write_text);
                          },
                          [&](const FieldId& field) { json.at("field").text(field.text()); }},
               deciding);
  });
}

void write(JsonWriter& json, const segment::Off& off) {
  json.object([&] {
    std::visit(Overloaded{[&](segment::Bar bar) { json.at("because").text(key(bar)); },
                          [&](const segment::NotCovered& field) {
                            json.at("because").text("not_covered");
                            json.at("field").text(field.field.text());
                          },
                          [&](const segment::SwitchedOff& category) {
                            json.at("because").text("switched_off");
                            json.at("category").text(category.category.text());
                          }},
               off);
  });
}

// "all", "any", "condition" and "deciding" come before "met", and "not" after it.
void write(JsonWriter& json, const segment::Answer& answer) {
  const auto write_parts = [&](std::string_view word, const std::vector<segment::Answer>& parts) {
    json.at(word).list(parts, [&](const segment::Answer& part) { write(json, part); });
  };
  const auto* tested = std::get_if<segment::Tested>(&answer.of);
  const auto* all = std::get_if<segment::AllOf>(&answer.of);
  const auto* any = std::get_if<segment::AnyOf>(&answer.of);
  const auto* no = std::get_if<segment::NotThis>(&answer.of);
  json.object([&] {
    if (all != nullptr) write_parts("all", all->parts);
    if (any != nullptr) write_parts("any", any->parts);
    if (tested != nullptr) {
      write(json.at("condition"), notice::Rule{tested->condition});
      write(json.at("deciding"), tested->deciding);
      write(json.at("found"), tested->found);
    }
    json.at("met").boolean(answer.met);
    if (no != nullptr) write_parts("not", no->part);
    if (answer.turns) json.at("turns").text(iso(*answer.turns));
  });
}

// What the fact may become, as a rule that would be met.
notice::Rule rule_of(const segment::Change& change) {
  const auto rule = [&](auto is) {
    return notice::Rule{notice::Condition{change.fact, std::move(is)}};
  };
  return std::visit(
      Overloaded{[&](const notice::Between& between) { return rule(between); },
                 [&](const notice::OneOf& one) { return rule(one); },
                 [&](const segment::NoneOf& none) {
                   return notice::Rule{notice::Not{{rule(notice::OneOf{none.values})}}};
                 }},
      change.to);
}

void write(JsonWriter& json, const segment::Change& change) {
  json.object([&] {
    json.at("by").text(key(change.by));
    write(json.at("from"), change.from);
    write(json.at("to"), rule_of(change));
  });
}

std::string_view word_of(segment::Membership membership) {
  switch (membership) {
    case segment::Membership::in: return "in";
    case segment::Membership::out: return "out";
    case segment::Membership::off: return "off";
  }
  SAMTYCKE_NEVER("Membership");
}

void write(JsonWriter& json, const notice::Segment& segment, const segment::Readable& readable) {
  const segment::Explanation why = segment::explain(segment.rule, readable);
  const auto* off = std::get_if<segment::Off>(&why);
  const auto* answer = std::get_if<segment::Answer>(&why);
  json.object([&] {
    json.at("membership").text(word_of(segment::membership(why)));
    if (answer != nullptr) {
      json.at("nearest_change")
          .list(segment::nearest_change(*answer),
                [&](const segment::Change& one) { write(json, one); });
    }
    if (off != nullptr) write(json.at("off"), *off);
    json.at("segment").text(segment.id.text());
    if (answer != nullptr) write(json.at("why"), *answer);
  });
}

}  // namespace

std::string answer_segments(const CaseCall& call) {
  const consent::MemberFile file = read_case_member(call.with);
  const Instant at = read_case_time(call.with);
  if (!call.with.ok()) return {};
  const segment::Readable readable(file, call.notice, at);
  return document([&](JsonWriter& json) {
    json.object([&] {
      json.at("segments")
          .list(call.notice.segmentation.segments,
                [&](const notice::Segment& segment) { write(json, segment, readable); });
    });
  });
}

}  // namespace samtycke::wire
