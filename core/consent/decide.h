// Decides what a member asks for. Pure: same arguments, same answer, in the browser and on the server.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/base/expected.h"
#include "core/consent/member_file.h"
#include "core/notice/notice.h"

namespace samtycke::consent {

// What the member wants, and the text they had before them when they wanted it.
struct Wish {
  Act act;  // Any but Join and Correct, which have doors of their own: join.h, correct.h.
  int notice_version_seen = 0;
  Language language;
  friend bool operator==(const Wish&, const Wish&) = default;
};

// In the order they are checked; the first that applies is the answer. Tests rely on the order.
enum class Refusal {
  has_left,  // Nobody is a member here who could say yes.
  no_such_sender,
  no_such_channel,
  no_such_purpose,
  no_such_category,
  not_this_way,    // A consent to a letter, an objection to an e-mail: the channel works otherwise.
  sender_unnamed,  // Nobody can agree to a company without a legal name (L3).
  text_out_of_date,  // The words changed while the page was open. Show the new ones and ask again.
  no_address,        // There is nothing to reach the member by on this channel.
  already_so,        // Nothing would change; a second yes would move the date of the first.
};
// A stable word for the wire and the log. What the member reads is in assets/text/.
std::string_view key(Refusal);

// Withdrawing and objecting are never refused for an old text, an unnamed sender or a missing address:
// no must always work (GDPR Art. 7(3), 21(3)).
bool is_no(const Act&);

// How it reached us, and when.
struct Circumstance {
  Way way = Way::portal;
  std::string actor = "member";
  Instant at;
};

Expected<Decision, Refusal> decide(const MemberFile&, const Wish&, const notice::Notice&,
                                   const Circumstance&);

// Several wishes, each decided after the ones before it. Those refused change nothing and are listed
// with their place; `already_so` is not a refusal here, for the member has what they asked for.
struct Refused {
  std::size_t index = 0;
  Refusal reason = Refusal::already_so;
  friend bool operator==(Refused, Refused) = default;
};
struct Outcome {
  MemberFile after;                 // With `decisions` at the end of it; revision as before.
  std::vector<Decision> decisions;  // To be stored, in order.
  std::vector<Refused> refused;
};
Outcome decide_all(const MemberFile&, const std::vector<Wish>&, const notice::Notice&,
                   const Circumstance&);

// "Stop everything": the wishes that turn off all that is on, every cell and every purpose that can be
// objected to. What shows as off and could come back is said no to as well: an old yes to other words,
// and letters of a company that has no name yet. Empty when there is nothing to stop.
std::vector<Wish> stop_everything(const MemberFile&, const notice::Notice&, const Language&);

}  // namespace samtycke::consent
