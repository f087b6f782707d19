#include "core/wire/preview_json.h"

#include "core/wire/act_json.h"
#include "core/wire/member_parts.h"
#include "core/wire/readers.h"

namespace samtycke::wire {
namespace {

template <class SomeId>
Json ids(const std::vector<SomeId>& all) {
  return list_of(all, [](const SomeId& id) { return Json(id.text()); });
}

Json uses(const std::vector<consent::CategoryUse>& all) {
  return list_of(all, [](const consent::CategoryUse& use) {
    Json json = Json::object();
    set_objectable(json, use);
    return json;
  });
}

Json moves(const std::vector<preview::Moved>& all) {
  return list_of(all, [](const preview::Moved& moved) {
    Json json = Json::object();
    json.set("field", Json(moved.field.text()));
    if (moved.was) json.set("was", keep_until_json(*moved.was));
    if (moved.becomes) json.set("becomes", keep_until_json(*moved.becomes));
    return json;
  });
}

void add_switches(Json::List& list, const std::vector<consent::Objectable>& switches, bool on) {
  for (const consent::Objectable& what : switches) list.push_back(switch_json(what, on));
}

Json json_of(const preview::Difference& difference) {
  Json::List switches;
  add_switches(switches, difference.turned_off, false);
  add_switches(switches, difference.turned_on, true);
  Json json = Json::object();
  json.set("switches", Json(std::move(switches)))
      .set("channels_quiet", ids(difference.quiet))
      .set("channels_speaking", ids(difference.speaking))
      .set("segments_left", ids(difference.segments_left))
      .set("segments_joined", ids(difference.segments_joined))
      .set("offers_lost", ids(difference.offers_lost))
      .set("offers_gained", ids(difference.offers_gained))
      .set("no_longer_used", uses(difference.no_longer_used))
      .set("used_again", uses(difference.used_again))
      .set("erased_earlier", moves(difference.erased_earlier))
      .set("kept_longer", moves(difference.kept_longer));
  return json;
}

}  // namespace

std::string encode_preview(const consent::MemberFile& before, const preview::Preview& made,
                           const notice::Notice& notice, Instant now) {
  Json json = json_of_outcome(before, made.outcome, notice, now);
  json.set("difference", json_of(made.difference));
  return canonical(json);
}

std::string encode_difference(const preview::Difference& difference) {
  return canonical(json_of(difference));
}

}  // namespace samtycke::wire
