#include "core/wire/sessions_json.h"

#include "core/base/day.h"
#include "core/wire/json.h"

namespace samtycke::wire {

std::string encode_sessions(const std::vector<view::SessionRow>& sessions) {
  return document([&](JsonWriter& json) {
    json.object([&] {
      json.at("sessions").list(sessions, [&](const view::SessionRow& one) {
        json.object([&] {
          json.at("here").boolean(one.here);
          json.at("id").text(one.name);
          json.at("seen").text(rfc3339(one.seen));
          json.at("started").text(rfc3339(one.started));
        });
      });
    });
  });
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
