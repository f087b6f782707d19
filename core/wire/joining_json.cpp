#include "core/wire/joining_json.h"

#include <limits>

#include "core/wire/json.h"

namespace samtycke::wire {
namespace {

constexpr std::size_t most_values = 100;

void read_turned_off(const Place& place, consent::Joining& joining) {
  place.each(
      [&](const Place& cell) {
        if (!cell.object({"sender", "channel"})) return;
        joining.turned_off.push_back(
            {cell.at("sender").id<SenderId>(), cell.at("channel").id<ChannelId>()});
      },
      most_values);
}

}  // namespace

Expected<JoinRequest, BadDocument> decode_joining(std::string_view text) {
  return decode_with(text, [](const Place& place) {
    JoinRequest request;
    if (!place.object({"accept_terms", "details", "language", "notice_version", "turned_off"})) {
      return request;
    }
    request.language = place.at("language").id<Language>();
    const int version =
        place.at("notice_version").small(0, std::numeric_limits<std::int32_t>::max());
    if (place.at("accept_terms").boolean()) {
      request.joining.accepted = consent::Acceptance{version, request.language};
    }
    place.at("details").each_member(
        [&](const std::string& field, const Place& value) {
          request.joining.details.push_back({FieldId(field), value.text()});
        },
        most_values);
    read_turned_off(place.at("turned_off"), request.joining);
    return request;
  });
}

}  // namespace samtycke::wire
