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

void set_cell(Json& object, const notice::Cell& cell) {
  object.set("sender", Json(cell.sender.text())).set("channel", Json(cell.channel.text()));
}

}  // namespace

void set_objectable(Json& object, const Objectable& to) {
  std::visit(
      Overloaded{[&](const notice::Cell& cell) { set_cell(object, cell); },
                 [&](const PurposeId& purpose) { object.set("purpose", Json(purpose.text())); },
                 [&](const CategoryUse& use) {
                   object.set("purpose", Json(use.purpose.text()))
                       .set("category", Json(use.category.text()));
                 }},
      to);
}

void set_act(Json& object, const Act& act) {
  std::visit(
      Overloaded{[&](const Grant& grant) {
                   object.set("act", Json("grant"));
                   set_cell(object, grant.cell);
                 },
                 [&](const Withdraw& withdraw) {
                   object.set("act", Json("withdraw"));
                   set_cell(object, withdraw.cell);
                 },
                 [&](const Object& no) {
                   object.set("act", Json("object"));
                   set_objectable(object, no.to);
                 },
                 [&](const LiftObjection& lift) {
                   object.set("act", Json("lift_objection"));
                   set_objectable(object, lift.to);
                 },
                 [&](const Join&) { object.set("act", Json("join")); },
                 [&](const Restrict&) { object.set("act", Json("restrict")); },
                 [&](const LiftRestriction&) { object.set("act", Json("lift_restriction")); },
                 [&](const Leave&) { object.set("act", Json("leave")); },
                 [&](const Correct& correct) {
                   object.set("act", Json("correct"));
                   object.set("fields", list_of(correct.fields, [](const FieldId& field) {
                                return Json(field.text());
                              }));
                 }},
      act);
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
