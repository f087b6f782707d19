#include "core/wire/request_json.h"

#include <limits>
#include <map>

#include "core/wire/act_json.h"
#include "core/wire/json.h"
#include "core/wire/readers.h"

namespace samtycke::wire {
namespace {

constexpr std::size_t most_wishes = 100;

bool is_stop_everything(const Place& place) {
  return place.has("act") && place.at("act").text() == "stop_everything";
}

void read_wish(const Place& place, WishList& list, std::size_t count) {
  if (!place.object({"act", "sender", "channel", "purpose", "category"})) return;
  if (is_stop_everything(place)) {
    place.without({"sender", "channel", "purpose", "category"});
    if (count != 1) {
      place.refuse(BadDocumentKind::inconsistent, "stop_everything must be the only decision");
    }
    list.stop_everything = true;
    return;
  }
  consent::Wish wish{read_act(place), list.notice_version_seen, list.language};
  if (std::holds_alternative<consent::Join>(wish.act) ||
      std::holds_alternative<consent::Correct>(wish.act) ||
      std::holds_alternative<consent::Leave>(wish.act)) {
    place.at("act").refuse(BadDocumentKind::unknown_word, "this act is not asked for here");
    return;
  }
  list.wishes.push_back(std::move(wish));
}

}  // namespace

WishList read_wishes(const Place& place) {
  WishList list;
  if (!place.object({"notice_version", "language", "decisions"})) return list;
  list.notice_version_seen =
      place.at("notice_version").small(0, std::numeric_limits<std::int32_t>::max());
  list.language = place.at("language").id<Language>();
  const Place decisions = place.at("decisions");
  decisions.each([&](const Place& wish) { read_wish(wish, list, decisions.size()); }, most_wishes);
  return list;
}

Details read_details(const Place& place) {
  Details details;
  if (!place.object({"language", "details"})) return details;
  details.language = place.at("language").id<Language>();
  place.at("details").each_member(
      [&](const std::string& field, const Place& value) {
        details.corrections.push_back({FieldId(field), value.text()});
      },
      most_wishes);
  return details;
}

Expected<WishList, BadDocument> decode_wishes(std::string_view text) {
  return decode_with(text, read_wishes);
}

std::string encode_wishes(const WishList& list) {
  const auto write_wish = [](JsonWriter& json, const consent::Wish& wish) {
    const About what = about(wish.act);
    json.object([&] {
      json.at("act").text(word_of(wish.act));
      json.text_if_some("category", what.category);
      json.text_if_some("channel", what.channel);
      json.text_if_some("purpose", what.purpose);
      json.text_if_some("sender", what.sender);
    });
  };
  return document([&](JsonWriter& json) {
    json.object([&] {
      json.at("decisions");
      if (list.stop_everything) {
        json.written(R"([{"act":"stop_everything"}])");
      } else {
        json.list(list.wishes, [&](const consent::Wish& wish) { write_wish(json, wish); });
      }
      json.at("language").text(list.language.text());
      json.at("notice_version").number(list.notice_version_seen);
    });
  });
}

Expected<Details, BadDocument> decode_details(std::string_view text) {
  return decode_with(text, read_details);
}

std::string encode_details(const Details& details) {
  std::map<FieldId, std::string>
      by_field;  // A field that is there twice counts as it was typed last.
  for (const auto& correction : details.corrections) by_field[correction.field] = correction.value;
  return document([&](JsonWriter& json) {
    json.object([&] {
      json.at("details").object([&] {
        for (const auto& [field, value] : by_field) json.at(field.text()).text(value);
      });
      json.at("language").text(details.language.text());
    });
  });
}

Expected<SignIn, BadDocument> decode_sign_in(std::string_view text) {
  return decode_with(text, [](const Place& place) {
    SignIn sign_in;
    if (!place.object({"email", "language"})) return sign_in;
    sign_in.email = place.at("email").text();
    sign_in.language = place.at("language").id<Language>();
    return sign_in;
  });
}

std::string encode_sign_in(const SignIn& sign_in) {
  return document([&](JsonWriter& json) {
    json.object([&] {
      json.at("email").text(sign_in.email);
      json.at("language").text(sign_in.language.text());
    });
  });
}

Expected<Code, BadDocument> decode_code(std::string_view text) {
  return decode_with(text, [](const Place& place) {
    Code code;
    if (place.object({"code"})) code.code = place.at("code").text();
    return code;
  });
}

std::string encode_code(const Code& code) {
  return document([&](JsonWriter& json) { json.object([&] { json.at("code").text(code.code); }); });
}

Expected<Leave, BadDocument> decode_leave(std::string_view text) {
  return decode_with(text, [](const Place& place) {
    Leave leave;
    if (!place.object({"language", "sure"})) return leave;
    leave.language = place.at("language").id<Language>();
    leave.sure = place.at("sure").boolean();
    return leave;
  });
}

}  // namespace samtycke::wire
