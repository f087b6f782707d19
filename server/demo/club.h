// An invented club to look around in: a few hundred members with three years of purchases.
//
// Nobody in it exists: given and family names, streets and purchases are drawn from the lists in
// assets/demo by a seeded generator, addresses end in example.se (RFC 2606). The same seed, notice and
// moment give the same club, apart from the members' random ids, which say nothing. Dates count back from
// `now`, so that the club is as fresh on the day it is tried as on the day it was written.
//
// Some members are there to be met:
//   100001 Åsa Lindqvist, asa.lindqvist@example.se: rich in everything; the one to sign in as
//   100002 an Arabic name     100003 an emoji in the name     100004 due for erasure within days
//   100005 never bought anything     100006 2,000 receipt lines     100007 no e-mail address
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "core/base/expected.h"
#include "core/notice/notice.h"
#include "server/config/cannot_start.h"
#include "server/store/store.h"

namespace samtycke::server::demo {

struct Filled {
  std::int64_t members = 0;
  std::int64_t receipts = 0;
  std::int64_t receipt_lines = 0;
  std::int64_t interactions = 0;
  std::int64_t decisions = 0;
  friend bool operator==(const Filled&, const Filled&) = default;
};

inline constexpr std::uint64_t usual_seed = 20250314;

// Called now and then with the number of members stored so far.
using Progress = std::function<void(std::int64_t members)>;

// Fills an empty store. Refused when the store holds anyone, when the lists in `assets`/demo cannot be
// read, or when the notice lacks a field that a club cannot do without.
//
// `versions` are those of the club's notice, oldest first: members decided under the one that stood on
// their day, so that nobody in the demo agreed to words that were not there yet.
Expected<Filled, CannotStart> fill(Store&, const std::vector<notice::Notice>& versions,
                                   const std::string& assets, Instant now,
                                   std::uint64_t seed = usual_seed, const Progress& = {});

}  // namespace samtycke::server::demo
