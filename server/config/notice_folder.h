// A club's notice on disk.
//
//   DIR/*.json               the draft: what the club edits (format: assets/notice/README.md)
//   DIR/published/<n>/       version n as it was published: the same files, version.json with its
//                            number and day, and SHA256SUMS
//
//   DIR/offers.json          the offers that are running or coming; not a part of any version
//
// Only published versions are in force. They never change: members agreed to those words. Each
// SHA256SUMS covers every file beside it and the SHA256SUMS of the version before, so that no version
// can be changed without changing all that came after it; `sha256sum -c` reads it too. Somebody who
// rewrites all of them is seen by whoever has kept the last sum: it is printed by `notice publish`.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/base/day.h"
#include "core/base/expected.h"
#include "core/notice/notice.h"
#include "core/notice/offer.h"

namespace samtycke::server {

enum class NoticeFaultKind {
  unreadable,   // A folder or file that is not there or cannot be read.
  broken,       // The format was refused.
  changed,      // What was published is no longer what it was.
  unpublished,  // Nothing was published yet.
  unchanged,    // Nothing to publish: the draft is the version in force.
  unworkable,   // Not to be published: something in it cannot work as written; see notice/lint.h.
  unwritable,
};

struct NoticeFault {
  NoticeFaultKind kind = NoticeFaultKind::unreadable;
  std::string line;  // For people: file, JSON pointer and reason.
};

// The draft, with its hashes. Its version is 0.
Expected<notice::Notice, NoticeFault> load_draft(const std::string& dir);

// Every published version, 1 first; the last is in force. Never empty.
Expected<std::vector<notice::Notice>, NoticeFault> load_published(const std::string& dir);

// Whichever a folder is: a draft, or one published version ("DIR/published/2"), which must be as it was
// published, it and all before it.
Expected<notice::Notice, NoticeFault> load_either(const std::string& dir);

// The offers beside the notice, which may name only what it has. None where there is no such file.
Expected<notice::Offers, NoticeFault> load_offers(const std::string& dir, const notice::Notice&);

// Freezes the draft as the next version, whole or not at all, also through a power loss. Refused where
// `notice check` finds an error: a version cannot be mended once it is published. Warnings do not stop it.
struct Publication {
  int version = 0;
  std::string sha256;  // Of its SHA256SUMS.
};
Expected<Publication, NoticeFault> publish(const std::string& dir, Day today);

}  // namespace samtycke::server
