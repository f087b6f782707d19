// The notice in JSON: as the files a club writes, and as one document for the browser.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "core/base/expected.h"
#include "core/notice/notice.h"
#include "core/wire/document.h"

namespace samtycke::wire {

struct BadNotice {
  std::string file;  // "purposes.json"
  BadDocument why;
};

// The files of one notice by name ("club.json", …; the list and format: assets/notice/README.md).
// The hashes are left empty: the shell lends the core a hash function and fills them (notice/hashes.h).
using NoticeFiles = std::map<std::string, std::string>;
Expected<notice::Notice, BadNotice> decode_notice_files(const NoticeFiles&);

// The whole notice, hashes included, as one document. decode(encode(n)) == n.
std::string encode_notice(const notice::Notice&);
Expected<notice::Notice, BadDocument> decode_notice(std::string_view);

}  // namespace samtycke::wire
