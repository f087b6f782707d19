// Reading and writing of things that stand inside more than one document: a member's file in a case, a
// day in an answer. Private to core/wire; they read what the decode functions of the same things do.
#pragma once

#include "core/consent/member_file.h"
#include "core/notice/notice.h"
#include "core/notice/offer.h"
#include "core/retention/keep_until.h"
#include "core/view/words.h"
#include "core/wire/json.h"
#include "core/wire/request_json.h"

namespace samtycke::wire {

consent::MemberFile read_member_file(const Place&);
WishList read_wishes(const Place&);
Details read_details(const Place&);
// With its hashes, as encode_notice writes it.
notice::Notice read_notice(const Place&);
// The list itself, against the notice that it stands beside.
notice::Offers read_offers(const Place& list, const notice::Notice&);
view::Words read_words(const Language&, const Place&);

void write(JsonWriter&, const notice::Offers&);
void write(JsonWriter&, const Text&);  // {"en": "…", "sv": "…"}
// {"counted_from": "latest_purchase", "day": "…", "rule": "…", "start": "…", …}, and what some answers
// have beside it.
struct KeepUntilExtras {
  std::optional<bool> due;
  std::optional<Day> if_bought;
};
void write(JsonWriter&, const retention::KeepUntil&, const KeepUntilExtras& = {});
// {"on": true, "switch": "cell.own.email"}
void write_switch(JsonWriter&, const consent::Objectable&, bool on);

}  // namespace samtycke::wire
