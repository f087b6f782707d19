#include "core/wire/download_json.h"

#include <nlohmann/json.hpp>

#include "core/base/check.h"
#include "core/base/day.h"
#include "core/wire/member_json.h"

namespace samtycke::wire {

std::string encode_download(const consent::MemberFile& file, const notice::Notice& notice,
                            Instant exported_at) {
  using nlohmann::json;
  json member = json::parse(encode_member_file(file), nullptr, false);
  SAMTYCKE_CHECK(!member.is_discarded());
  const json document = {
      {"format", "samtycke.member"},
      {"version", 1},
      {"exported_at", rfc3339(exported_at)},
      {"club", {{"name", notice.club.name}, {"legal_name", notice.club.legal_name}}},
      {"notice_version", notice.version},
      {"member", std::move(member)},
  };
  return document.dump(2, ' ', false, json::error_handler_t::replace) + "\n";
}

}  // namespace samtycke::wire
