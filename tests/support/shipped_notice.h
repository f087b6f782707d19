// The files of the shipped draft, as a club writes them.
#pragma once

#include <fstream>
#include <iterator>
#include <string>

#include "core/wire/notice_json.h"

namespace samtycke::support {

inline wire::NoticeFiles shipped_notice_files() {
  wire::NoticeFiles files;
  for (const char* name :
       {"notice.json", "club.json", "clauses.json", "topics.json", "data.json", "channels.json",
        "senders.json", "cells.json", "retention.json", "purposes.json", "sending.json",
        "segments.json", "erasure.json", "terms.json", "assumptions.json"}) {
    std::ifstream in(SAMTYCKE_SOURCE_DIR "/assets/notice/hemtex/" + std::string(name),
                     std::ios::binary);
    files[name] = {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
  }
  return files;
}

}  // namespace samtycke::support
