#include "tests/core/segment/club.h"

#include <utility>

#include "core/base/overloaded.h"

namespace samtycke::segment {
namespace {

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : " ") + word;
  return text;
}

std::string name_of(const notice::Fact& fact) {
  return std::visit(
      Overloaded{
          [](const notice::PurchaseCount&) { return std::string{"purchases"}; },
          [](const notice::AmountSpent&) { return std::string{"amount"}; },
          [](const notice::ShareOfAmount&) { return std::string{"share"}; },
          [](const notice::DaysSincePurchase&) { return std::string{"days since purchase"}; },
          [](const notice::InteractionCount&) { return std::string{"interactions"}; },
          [](const notice::Age&) { return std::string{"age"}; },
          [](const notice::MembershipMonths&) { return std::string{"months a member"}; },
          [](const notice::FieldValue& value) { return value.field.text(); },
      },
      fact);
}

std::string told(const Answer&, const std::string& indent);

std::string told(const std::vector<Answer>& parts, const std::string& indent) {
  std::string text;
  for (const Answer& part : parts) text += told(part, indent);
  return text;
}

std::string told(const Answer& answer, const std::string& indent) {
  const std::string deeper = indent + "  ";
  const std::string end = std::string{answer.met ? ": met" : ": not met"} +
                          (answer.turns ? ", turns " + iso(*answer.turns) : "");
  return indent +
         std::visit(
             Overloaded{
                 [&](const Tested& tested) {
                   return name_of(tested.condition.fact) + " " + segment::told(tested.found) + end +
                          " [" + segment::told(tested.deciding) + "]\n";
                 },
                 [&](const AllOf& all) { return "all" + end + "\n" + told(all.parts, deeper); },
                 [&](const AnyOf& any) { return "any" + end + "\n" + told(any.parts, deeper); },
                 [&](const NotThis& no) { return "not" + end + "\n" + told(no.part, deeper); },
             },
             answer.of);
}

}  // namespace

std::string told(const Found& found) {
  return std::visit(Overloaded{
                        [](NotKnown) { return std::string{"not known"}; },
                        [](std::int64_t number) { return std::to_string(number); },
                        [](const std::string& text) { return text; },
                    },
                    found);
}

notice::Notice segmenting_notice() {
  notice::Notice notice = support::small_notice();
  notice.segmentation.purpose = PurposeId{"analysis"};
  for (notice::Purpose& purpose : notice.purposes) {
    if (purpose.id != notice.segmentation.purpose) continue;
    for (const notice::Category& category : notice.categories) {
      purpose.optional_categories.push_back(
          {category.id, support::wording("Får användas.", "May be used.")});
    }
  }
  return notice;
}

consent::MemberFile new_member() {
  consent::MemberFile file;
  file.id = MemberId{"0123456789abcdef0123456789abcdef"};
  return file;
}

void buy(consent::MemberFile& file, const Bought& bought) {
  member::put(file.holdings,
              member::Receipt{std::string{bought.number},
                              at(bought.when),
                              "",
                              bought.source,
                              {{"Vara", TopicId{std::string{bought.topic}}, 1, {bought.minor}}}});
}

void tell(consent::MemberFile& file, std::string_view field, std::string_view value) {
  member::put(file.holdings, member::Record{FieldId{std::string{field}}, std::string{value},
                                            member::Source::member, at("2000-01-01")});
}

void decide(consent::MemberFile& file, consent::Act act) {
  consent::Decision decision;
  decision.act = std::move(act);
  decision.at = at("2026-03-01");
  file.decisions.push_back(std::move(decision));
}

notice::Rule at_least(notice::Fact fact, std::int64_t number) {
  return {notice::Condition{std::move(fact), notice::Between{number, std::nullopt}}};
}
notice::Rule at_most(notice::Fact fact, std::int64_t number) {
  return {notice::Condition{std::move(fact), notice::Between{std::nullopt, number}}};
}
notice::Rule one_of(std::string_view field, std::vector<std::string> values) {
  return {notice::Condition{notice::FieldValue{FieldId{std::string{field}}},
                            notice::OneOf{std::move(values)}}};
}
notice::Rule all(std::vector<notice::Rule> rules) {
  return {notice::All{std::move(rules)}};
}
notice::Rule any(std::vector<notice::Rule> rules) {
  return {notice::Any{std::move(rules)}};
}
notice::Rule no(notice::Rule rule) {
  return {notice::Not{{std::move(rule)}}};
}

std::string told(const Explanation& explanation) {
  const auto* answer = std::get_if<Answer>(&explanation);
  if (answer != nullptr) return told(*answer, "");
  return std::visit(
      Overloaded{
          [](Bar bar) { return "off: " + std::string{key(bar)}; },
          [](const NotCovered& not_covered) {
            return "off: not covered " + not_covered.field.text();
          },
          [](const SwitchedOff& off) { return "off: switched off " + off.category.text(); },
      },
      std::get<Off>(explanation));
}

std::string told(const Value& value) {
  return std::visit(Overloaded{
                        [](NotKnown) { return std::string{"not known"}; },
                        [](std::int64_t number) { return std::to_string(number); },
                        [](std::string_view text) { return std::string{text}; },
                    },
                    value);
}

std::string told(const Deciding& deciding) {
  return std::visit(
      Overloaded{
          [](const Receipts& receipts) { return joined(receipts.numbers); },
          [](const Interactions& interactions) { return joined(interactions.numbers); },
          [](const FieldId& field) { return field.text(); },
      },
      deciding);
}

}  // namespace samtycke::segment
