#include "core/wire/download_json.h"
#include "core/wire/json.h"
#include "core/wire/readers.h"

namespace samtycke::wire {
namespace {

consent::MemberFile read_download(const Place& place) {
  if (!place.object({"format", "version", "exported_at", "club", "notice_version", "member"})) {
    return {};
  }
  const Place format = place.at("format");
  if (format.text() != "samtycke.member") {
    format.refuse(BadDocumentKind::unknown_word, "this is no member's file");
  }
  place.at("version").integer(1, 1);
  place.at("exported_at").instant();
  const Place club = place.at("club");
  if (club.object({"name", "legal_name"})) {
    club.at("name").text();
    club.at("legal_name").text();
  }
  place.at("notice_version").integer(0, largest_integer);
  return read_member_file(place.at("member"));
}

}  // namespace

Expected<consent::MemberFile, BadDocument> decode_download(std::string_view text) {
  return decode_with(text, read_download);
}

}  // namespace samtycke::wire
