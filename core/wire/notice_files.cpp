#include <algorithm>

#include "core/wire/notice_json.h"
#include "core/wire/notice_parts.h"

namespace samtycke::wire {
namespace {

BadNotice bad(std::string_view file, BadDocument why) {
  return {std::string(file), std::move(why)};
}

std::optional<BadDocument> read_part(const Part& part, std::string_view text, Reading& reading) {
  const auto json = parse(text);
  if (!json.ok()) return json.reason();
  std::optional<BadDocument> fault;
  const Place whole(json.value(), fault);
  if (whole.object(part.keys)) part.read(whole, reading);
  return fault;
}

}  // namespace

Expected<notice::Notice, BadNotice> decode_notice_files(const NoticeFiles& files) {
  for (const auto& [name, text] : files) {
    const bool known =
        std::any_of(parts().begin(), parts().end(),
                    [&, &file = name](const Part& part) { return part.file == file; });
    if (!known) {
      return Unexpected{
          bad(name, {BadDocumentKind::unknown_key, "", "a notice has no file of this name"})};
    }
  }
  Reading reading;
  for (const Part& part : parts()) {
    const auto file = files.find(std::string(part.file));
    if (file == files.end()) {
      if (part.presence != Presence::always) continue;
      return Unexpected{bad(part.file, {BadDocumentKind::missing_key, "", "this file is missing"})};
    }
    if (auto fault = read_part(part, file->second, reading)) {
      return Unexpected{bad(part.file, std::move(*fault))};
    }
  }
  return std::move(reading.notice);
}

}  // namespace samtycke::wire
