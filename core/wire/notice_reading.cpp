#include "core/wire/notice_reading.h"

namespace samtycke::wire {

using notice::Notice;

Text read_hashes(const Place& place, const Notice& notice) {
  if (place.empty_object()) return {};
  Text hashes = read_text(place, notice);
  for (const auto& [language, hash] : hashes.by_language) {
    if (hash.size() == 64 && hash.find_first_not_of("0123456789abcdef") == std::string::npos)
      continue;
    place.refuse(BadDocumentKind::out_of_range, "a hash has 64 hexadecimal digits");
  }
  return hashes;
}

ClauseId read_clause_id(const Place& place, const Notice& notice) {
  return read_known_id<ClauseId>(place.at("clause"), notice, "clause");
}

Text read_text(const Place& place, const Notice& notice) {
  Text text;
  place.each_member([&](const std::string& language, const Place& said) {
    if (std::find(notice.languages.begin(), notice.languages.end(), Language(language)) ==
        notice.languages.end()) {
      said.refuse(BadDocumentKind::unknown_key, "the notice has no such language");
    }
    text.by_language[Language(language)] = said.some_text();
  });
  for (const Language& language : notice.languages) {
    if (!place.ok() || text.by_language.count(language) != 0) continue;
    place.refuse(BadDocumentKind::missing_text, "this text is missing in " + language.text());
  }
  return text;
}

notice::Wording read_wording(const Place& place, const Reading& reading) {
  if (!reading.with_hashes) return {read_text(place, reading.notice), {}};
  if (!place.object({"text", "sha256"})) return {};
  return {read_text(place.at("text"), reading.notice),
          read_hashes(place.at("sha256"), reading.notice)};
}

std::string_view wording_key(const Reading& reading) {
  return reading.with_hashes ? "wording" : "text";
}

}  // namespace samtycke::wire
