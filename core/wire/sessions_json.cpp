#include "core/wire/sessions_json.h"

#include "core/base/day.h"
#include "core/wire/json.h"

namespace samtycke::wire {

std::string encode_sessions(const std::vector<view::SessionRow>& sessions) {
  Json json = Json::object();
  json.set("sessions", list_of(sessions, [](const view::SessionRow& one) {
             Json row = Json::object();
             row.set("here", Json(one.here))
                 .set("id", Json(one.name))
                 .set("seen", Json(rfc3339(one.seen)))
                 .set("started", Json(rfc3339(one.started)));
             return row;
           }));
  return canonical(json);
}

Expected<std::vector<view::SessionRow>, BadDocument> decode_sessions(std::string_view text) {
  return decode_with(text, [](const Place& place) {
    std::vector<view::SessionRow> sessions;
    if (!place.object({"sessions"})) return sessions;
    place.at("sessions").each([&](const Place& row) {
      if (!row.object({"here", "id", "seen", "started"})) return;
      sessions.push_back({row.at("id").some_text(), row.at("started").instant(),
                          row.at("seen").instant(), row.at("here").boolean()});
    });
    return sessions;
  });
}

}  // namespace samtycke::wire
