// A club's notice, as one document and as files. The input is taken as each of the files in turn, and as
// all of them.
#include "core/wire/notice_json.h"
#include "tests/fuzz/must.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace samtycke::wire;
  const std::string_view document = text_of(data, size);

  const auto read = decode_notice(document);
  if (read.ok()) {
    const std::string written = encode_notice(read.value());
    const auto again = decode_notice(written);
    must(again.ok());
    must(encode_notice(again.value()) == written);
  }

  NoticeFiles all;
  for (const char* name : {"club.json", "senders.json", "channels.json", "purposes.json",
                           "categories.json", "fields.json", "topics.json", "terms.json"}) {
    (void)decode_notice_files({{name, std::string(document)}});
    all[name] = std::string(document);
  }
  (void)decode_notice_files(all);
  return 0;
}
