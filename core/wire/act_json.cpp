#include "core/wire/act_json.h"

#include "core/base/overloaded.h"

namespace samtycke::wire {
namespace {

using namespace consent;

notice::Cell read_cell(const Place& place) {
  place.without({"purpose", "category", "fields"});
  return {place.at("sender").id<SenderId>(), place.at("channel").id<ChannelId>()};
}

Objectable read_objectable(const Place& place) {
  if (!place.has("purpose")) return read_cell(place);
  place.without({"sender", "channel", "fields"});
  auto purpose = place.at("purpose").id<PurposeId>();
  if (!place.has("category")) return purpose;
  return CategoryUse{std::move(purpose), place.at("category").id<CategoryId>()};
}

Correct read_correct(const Place& place) {
  place.without({"sender", "channel", "purpose", "category"});
  Correct correct;
  place.at("fields").each(
      [&](const Place& field) { correct.fields.push_back(field.id<FieldId>()); });
  return correct;
}

}  // namespace

About about(const notice::Cell& cell) {
  return {
      .category = {}, .channel = cell.channel.text(), .purpose = {}, .sender = cell.sender.text()};
}

About about(const PurposeId& purpose) {
  return {.category = {}, .channel = {}, .purpose = purpose.text(), .sender = {}};
}

About about(const CategoryUse& use) {
  return {
      .category = use.category.text(), .channel = {}, .purpose = use.purpose.text(), .sender = {}};
}

About about(const Objectable& what) {
  return std::visit([](const auto& one) { return about(one); }, what);
}

About about(const Act& act) {
  return std::visit(
      Overloaded{[](const Grant& grant) { return about(grant.cell); },
                 [](const Withdraw& withdraw) { return about(withdraw.cell); },
                 [](const Object& no) { return about(no.to); },
                 [](const LiftObjection& lift) { return about(lift.to); },
                 [](const Join&) { return About{}; }, [](const Restrict&) { return About{}; },
                 [](const LiftRestriction&) { return About{}; },
                 [](const Leave&) { return About{}; }, [](const Correct&) { return About{}; }},
      act);
}

std::string_view word_of(const Act& act) {
  using std::string_view;
  return std::visit(
      Overloaded{[](const Grant&) { return string_view("grant"); },
                 [](const Withdraw&) { return string_view("withdraw"); },
                 [](const Object&) { return string_view("object"); },
                 [](const LiftObjection&) { return string_view("lift_objection"); },
                 [](const Join&) { return string_view("join"); },
                 [](const Restrict&) { return string_view("restrict"); },
                 [](const LiftRestriction&) { return string_view("lift_restriction"); },
                 [](const Leave&) { return string_view("leave"); },
                 [](const Correct&) { return string_view("correct"); }},
      act);
}

const std::vector<FieldId>* fields_of(const Act& act) {
  const auto* correct = std::get_if<Correct>(&act);
  return correct == nullptr ? nullptr : &correct->fields;
}

Act read_act(const Place& place) {
  const std::string act = place.at("act").some_text();
  if (act == "grant") return Grant{read_cell(place)};
  if (act == "withdraw") return Withdraw{read_cell(place)};
  if (act == "object") return Object{read_objectable(place)};
  if (act == "lift_objection") return LiftObjection{read_objectable(place)};
  if (act == "correct") return read_correct(place);
  const auto alone = [&](Act whole) {
    place.without({"sender", "channel", "purpose", "category", "fields"});
    return whole;
  };
  if (act == "restrict") return alone(Restrict{});
  if (act == "lift_restriction") return alone(LiftRestriction{});
  if (act == "leave") return alone(Leave{});
  if (act == "join") return alone(Join{});
  place.at("act").refuse(BadDocumentKind::unknown_word, "there is no such act");
  return Join{};
}

}  // namespace samtycke::wire
