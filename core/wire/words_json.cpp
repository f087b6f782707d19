#include "core/wire/words_json.h"

#include "core/wire/readers.h"

namespace samtycke::wire {

view::Words read_words(const Language& language, const Place& place) {
  std::map<std::string, std::string> by_key;
  place.each_member([&](const std::string& key, const Place& value) {
    by_key.emplace_hint(by_key.end(), key, value.some_text());
  });
  return view::Words(language, std::move(by_key));
}

Expected<view::Words, BadDocument> decode_words(const Language& language, std::string_view text) {
  return decode_with(text, [&](const Place& place) { return read_words(language, place); });
}

std::string encode_words(const view::Words& words) {
  return document([&](JsonWriter& json) {
    json.object([&] {
      for (const auto& [key, text] : words.all()) json.at(key).text(text);
    });
  });
}

}  // namespace samtycke::wire
