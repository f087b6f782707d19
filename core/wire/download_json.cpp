#include "core/wire/download_json.h"

#include "core/base/day.h"
#include "core/wire/json.h"
#include "core/wire/member_parts.h"

namespace samtycke::wire {

std::string encode_download(const consent::MemberFile& file, const notice::Notice& notice,
                            Instant exported_at) {
  return document(
      [&](JsonWriter& json) {
        json.object([&] {
          json.at("club").object([&] {
            json.at("legal_name").text(notice.club.legal_name);
            json.at("name").text(notice.club.name);
          });
          json.at("exported_at").text(rfc3339(exported_at));
          json.at("format").text("samtycke.member");
          write(json.at("member"), file);
          json.at("notice_version").number(notice.version);
          json.at("version").number(1);
        });
      },
      JsonWriter::Layout::indented);
}

}  // namespace samtycke::wire
