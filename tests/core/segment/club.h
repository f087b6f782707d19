// Members and rules for the tests of segments, over the small club of tests/support/builders.h.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/consent/member_file.h"
#include "core/notice/notice.h"
#include "core/segment/explain.h"
#include "core/segment/fact.h"
#include "core/segment/readable.h"
#include "tests/support/builders.h"

namespace samtycke::segment {

using support::at;
using support::day;

// The small club, whose analysis serves segments and lets the member switch off any of its categories.
notice::Notice segmenting_notice();

// A member who holds nothing at all.
consent::MemberFile new_member();

struct Bought {
  std::string_view number;
  std::string_view when;  // As support::at() reads it.
  std::int64_t minor = 10000;
  std::string_view topic = "sleep";
  member::Source source = member::Source::till;
};
void buy(consent::MemberFile&, const Bought&);
void tell(consent::MemberFile&, std::string_view field, std::string_view value);
void decide(consent::MemberFile&, consent::Act);

notice::Rule at_least(notice::Fact, std::int64_t);
notice::Rule at_most(notice::Fact, std::int64_t);
notice::Rule one_of(std::string_view field, std::vector<std::string> values);
notice::Rule all(std::vector<notice::Rule>);
notice::Rule any(std::vector<notice::Rule>);
notice::Rule no(notice::Rule);

// What the explanation says, one line for each part:
//   "all: met, turns 2026-05-01"
//   "  purchases 3: met [B-1 B-2 B-3]"
std::string told(const Explanation&);
std::string told(const Value&);
std::string told(const Deciding&);
std::string told(const Found&);

}  // namespace samtycke::segment
