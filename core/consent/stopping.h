// Stopping from a mail, and taking that back, by somebody who has not signed in (RFC 8058).
//
// A no works from anywhere and at any time. A yes does not: all that can be taken back is what one such
// request stopped, while nothing else was decided about it since and its words are the same.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "core/consent/decide.h"

namespace samtycke::consent {

// What turns this cell off; none where it is off and could not come back by itself. Like stop_everything(), a
// yes to words that no longer stand is withdrawn as well.
std::optional<Act> act_that_stops(const MemberFile&, const notice::Cell&, const notice::Notice&);

// Every sender's cell of this channel. The wishes claim no text: a mail program that asks for it shows none.
std::vector<Wish> stop_channel(const MemberFile&, const notice::Notice&, const ChannelId&,
                               const Language&);
std::vector<Wish> stop_cell(const MemberFile&, const notice::Notice&, const notice::Cell&,
                            const Language&);

// What one request decided: so many decisions of the member's, from this place on, and the notice that its
// answer showed.
struct Stopped {
  std::size_t first = 0;
  std::size_t count = 0;
  int notice_version = 0;
};

// The wishes that put it back as it was: those cells that were on before it and about which nothing was
// decided since. Empty once it has been taken back, so it works once.
std::vector<Wish> take_back(const MemberFile&, const Stopped&, const notice::Notice&,
                            const Language&);

// How often a member may choose to hear from the club instead: what is less often than now, in the notice's
// order. Empty where the notice has no such choice, or members cannot make it themselves.
std::vector<notice::FrequencyLimit> less_often(const MemberFile&, const notice::Notice&);

}  // namespace samtycke::consent
