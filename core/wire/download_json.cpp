#include "core/wire/download_json.h"

#include "core/base/day.h"
#include "core/wire/json.h"
#include "core/wire/member_parts.h"

namespace samtycke::wire {

std::string encode_download(const consent::MemberFile& file, const notice::Notice& notice,
                            Instant exported_at) {
  Json club = Json::object();
  club.set("name", Json(notice.club.name)).set("legal_name", Json(notice.club.legal_name));
  Json document = Json::object();
  document.set("format", Json("samtycke.member"))
      .set("version", Json(std::int64_t{1}))
      .set("exported_at", Json(rfc3339(exported_at)))
      .set("club", std::move(club))
      .set("notice_version", Json(std::int64_t{notice.version}))
      .set("member", json_of_file(file));
  return indented(document);
}

}  // namespace samtycke::wire
