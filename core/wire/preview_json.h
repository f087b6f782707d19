// `POST me/preview`: what a draft would do, as `POST me/decisions` answers, and with what is different:
//   {…as encode_outcome…, "difference": {
//      "switches": [{"switch": "purpose.analysis", "on": false}, …],
//      "channels_quiet": ["email"], "channels_speaking": [],
//      "segments_left": ["sleepers"], "segments_joined": [],
//      "offers_lost": ["autumn_sheets"], "offers_gained": [],
//      "no_longer_used": [{"purpose": "analysis", "category": "demographics"}], "used_again": [],
//      "erased_earlier": [{"field": "sex", "was": {…}, "becomes": {…}}], "kept_longer": []}}
// `was` and `becomes` are as `keep_until` in `GET me`, and left out where nobody knows the day.
#pragma once

#include <string>

#include "core/consent/member_file.h"
#include "core/preview/preview.h"

namespace samtycke::wire {

std::string encode_preview(const consent::MemberFile& before, const preview::Preview&,
                           const notice::Notice&, Instant now);

// The difference alone.
std::string encode_difference(const preview::Difference&);

}  // namespace samtycke::wire
