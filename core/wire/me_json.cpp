#include "core/base/overloaded.h"
#include "core/consent/standing.h"
#include "core/retention/keep_until.h"
#include "core/view/pages.h"
#include "core/wire/act_json.h"
#include "core/wire/member_json.h"
#include "core/wire/member_parts.h"
#include "core/wire/readers.h"

namespace samtycke::wire {
namespace {

using consent::Decision;
using consent::MemberFile;

Json moment(Instant instant) {
  return Json(rfc3339(instant));
}

Json json_of_standing(const std::vector<Decision>& decisions, const notice::Cell& cell,
                      const notice::Notice& notice) {
  const auto standing = consent::standing_of(decisions, cell, notice);
  const bool on = consent::is_on(standing, cell, notice);
  Json json = Json::object();
  set_objectable(json, cell);
  json.set("on", Json(on));
  std::visit(
      Overloaded{[&](const consent::NeverAgreed&) { json.set("state", Json("never_agreed")); },
                 [&](const consent::Agreed& agreed) {
                   json.set("state", Json(on ? "agreed" : "agreed_to_other_words"));
                   json.set("since", moment(agreed.by.at));
                 },
                 [&](const consent::Withdrawn& withdrawn) {
                   json.set("state", Json("withdrawn"));
                   json.set("since", moment(withdrawn.at));
                 },
                 [&](const consent::Ended& ended) {
                   json.set("state", Json("ended"));
                   json.set("since", moment(ended.at));
                 },
                 [&](const consent::NotObjected&) { json.set("state", Json("not_objected")); },
                 [&](const consent::Objected& objected) {
                   json.set("state", Json("objected"));
                   json.set("since", moment(objected.at));
                 }},
      standing);
  return json;
}

void set_standing(Json& json, const consent::PurposeStanding& standing) {
  json.set("on", Json(consent::is_on(standing)));
  std::visit(
      Overloaded{[&](const consent::NotObjected&) { json.set("state", Json("not_objected")); },
                 [&](const consent::Objected& objected) {
                   json.set("state", Json("objected"));
                   json.set("since", moment(objected.at));
                 }},
      standing);
}

Json json_of_standing(const std::vector<Decision>& decisions, const PurposeId& purpose) {
  Json json = Json::object();
  set_objectable(json, purpose);
  set_standing(json, consent::standing_of(decisions, purpose));
  return json;
}

Json json_of_standing(const std::vector<Decision>& decisions, const consent::CategoryUse& use) {
  Json json = Json::object();
  set_objectable(json, use);
  set_standing(json, consent::standing_of(decisions, use));
  return json;
}

Json json_of(const consent::MembershipStanding& standing) {
  Json json = Json::object();
  std::visit(Overloaded{[&](const consent::Current&) { json.set("state", Json("current")); },
                        [&](const consent::Restricted& restricted) {
                          json.set("state", Json("restricted"));
                          json.set("since", moment(restricted.at));
                        },
                        [&](const consent::Left& left) {
                          json.set("state", Json("left"));
                          json.set("since", moment(left.at));
                        }},
             standing);
  return json;
}

Json json_of_standing(const MemberFile& file, const notice::Notice& notice) {
  Json::List purposes;
  Json::List categories;
  for (const auto& purpose : notice.purposes) {
    if (purpose.objection) purposes.push_back(json_of_standing(file.decisions, purpose.id));
    for (const auto& optional : purpose.optional_categories) {
      const consent::CategoryUse use{purpose.id, optional.category};
      categories.push_back(json_of_standing(file.decisions, use));
    }
  }
  Json json = Json::object();
  json.set("cells", list_of(notice.cells,
                            [&](const notice::CellText& cell) {
                              return json_of_standing(file.decisions, cell.cell, notice);
                            }))
      .set("purposes", Json(std::move(purposes)))
      .set("categories", Json(std::move(categories)))
      .set("membership", json_of(consent::membership(file.decisions)));
  return json;
}

Json json_of(const retention::CategoryKept& kept) {
  Json json = Json::object();
  json.set("category", Json(kept.category.text()));
  if (kept.until) json.set("until", keep_until_json(*kept.until));
  return json;
}

Json json_of_me(const MemberFile& file, const notice::Notice& notice, Instant now) {
  Json json = Json::object();
  json.set("now", moment(now))
      .set("notice_version", Json(std::int64_t{notice.version}))
      .set("member", json_of_file(file))
      .set("standing", json_of_standing(file, notice));
  if (const auto keep = retention::keep_until(file, notice)) {
    json.set("keep_until", keep_until_json(*keep));
  }
  const auto by_category = retention::keep_until_by_category(file, notice);
  if (!by_category.empty()) {
    json.set(
        "keep_until_by_category",
        list_of(by_category, [](const retention::CategoryKept& kept) { return json_of(kept); }));
  }
  return json;
}

// The switches that stand differently after than before.
Json json_of_changes(const MemberFile& before, const MemberFile& after,
                     const notice::Notice& notice) {
  Json::List changed;
  for (const consent::Objectable& one : consent::switches_of(notice)) {
    const bool on = consent::is_on(after.decisions, one, notice);
    if (on != consent::is_on(before.decisions, one, notice))
      changed.push_back(switch_json(one, on));
  }
  return Json(std::move(changed));
}

Json json_of(const consent::Refused& refused) {
  Json json = Json::object();
  json.set("index", Json(static_cast<std::int64_t>(refused.index)))
      .set("code", Json(consent::key(refused.reason)));
  return json;
}

}  // namespace

Json switch_json(const consent::Objectable& what, bool on) {
  Json json = Json::object();
  json.set("switch", Json(std::visit([](const auto& one) { return view::switch_name(one); }, what)))
      .set("on", Json(on));
  return json;
}

Json keep_until_json(const retention::KeepUntil& keep) {
  Json json = Json::object();
  json.set("day", Json(iso(keep.day)))
      .set("rule", Json(keep.rule.text()))
      .set("start", Json(iso(retention::start_of(keep.since))));
  std::visit(
      Overloaded{[&](const retention::SincePurchase&) {
                   json.set("counted_from", Json("latest_purchase"));
                 },
                 [&](const retention::SinceJoining&) { json.set("counted_from", Json("joined")); },
                 [&](const retention::SinceObjection& since) {
                   json.set("counted_from", Json("objection"));
                   std::visit([&](const auto& to) { set_objectable(json, to); }, since.to);
                 },
                 [&](const retention::SinceLeaving&) { json.set("counted_from", Json("left")); }},
      keep.since);
  return json;
}

Json json_of_outcome(const MemberFile& before, const consent::Outcome& outcome,
                     const notice::Notice& notice, Instant now) {
  Json json = Json::object();
  json.set("recorded", list_of(outcome.decisions, json_of_decision))
      .set("refused", list_of(outcome.refused,
                              [](const consent::Refused& refused) { return json_of(refused); }))
      .set("changed", json_of_changes(before, outcome.after, notice))
      .set("me", json_of_me(outcome.after, notice, now));
  return json;
}

std::string encode_me(const MemberFile& file, const notice::Notice& notice, Instant now) {
  return canonical(json_of_me(file, notice, now));
}

std::string encode_outcome(const MemberFile& before, const consent::Outcome& outcome,
                           const notice::Notice& notice, Instant now) {
  return canonical(json_of_outcome(before, outcome, notice, now));
}

}  // namespace samtycke::wire
