// A club's notice, as one document and as files. The input takes the place of one file of the shipped
// notice, chosen by its length, so that the later files are reached too.

#include "core/wire/notice_json.h"
#include "tests/fuzz/must.h"
#include "tests/support/shipped_notice.h"

namespace {

using namespace samtycke;

wire::NoticeFiles shipped() {
  wire::NoticeFiles files = support::shipped_notice_files();
  must(wire::decode_notice_files(files).ok());
  return files;
}

// Whatever was accepted can be sent to the browser, and read there as the same notice.
void must_travel(const notice::Notice& notice) {
  const std::string written = wire::encode_notice(notice);
  const auto again = wire::decode_notice(written);
  must(again.ok());
  must(wire::encode_notice(again.value()) == written);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const wire::NoticeFiles whole = shipped();
  const std::string input(text_of(data, size));

  const auto read = wire::decode_notice(input);
  if (read.ok()) must_travel(read.value());

  wire::NoticeFiles files = whole;
  std::next(files.begin(), static_cast<std::ptrdiff_t>(size % files.size()))->second = input;
  const auto notice = wire::decode_notice_files(files);
  if (notice.ok()) {
    must_travel(notice.value());
  } else {
    must(notice.reason().why.pointer.empty() || notice.reason().why.pointer.front() == '/');
  }
  return 0;
}
